import type { CSSProperties, InputHTMLAttributes } from "react";
import { classes } from "@/lib/classes";
import styles from "./slider.module.css";

interface SliderProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value"> {
  label: string;
  /** What the value is called, where the number itself says little. */
  valueText?: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
  showLabel?: boolean;
}

export function Slider({
  label,
  valueText,
  value,
  min,
  max,
  onChange,
  showLabel = false,
  className,
  ...rest
}: SliderProps) {
  const share = max > min ? (value - min) / (max - min) : 0;
  const range = (
    <input
      type="range"
      className={styles.slider}
      style={{ "--share": `${share * 100}%` } as CSSProperties}
      aria-label={label}
      aria-valuetext={valueText}
      value={value}
      min={min}
      max={max}
      onChange={(event) => onChange(event.target.valueAsNumber)}
      {...rest}
    />
  );
  if (!showLabel) return <div className={className}>{range}</div>;
  return (
    <div className={classes(styles.labelled, className)}>
      <span className={styles.label} aria-hidden="true">
        <span>{label}</span>
        <span className="tabular">{valueText ?? value}</span>
      </span>
      {range}
    </div>
  );
}
