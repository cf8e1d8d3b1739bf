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

interface RangeProps {
  label: string;
  /** What the ends are called. */
  ends: readonly [least: string, most: string];
  /** Where the thumbs stand; the first stays below the second. */
  value: readonly [least: number, most: number];
  /** What the whole is called, and what each end is. */
  valueText: string;
  endText: (value: number) => string;
  min: number;
  max: number;
  onChange: (value: [least: number, most: number]) => void;
}

/** Two ends of a span on one line. */
export function RangeSlider({
  label,
  ends,
  value: [least, most],
  valueText,
  endText,
  min,
  max,
  onChange,
}: RangeProps) {
  const share = (value: number) => `${((value - min) / (max - min)) * 100}%`;
  const common = { className: styles.end, min, max };
  return (
    <fieldset className={styles.labelled}>
      <legend className="visually-hidden">{label}</legend>
      <span className={styles.label} aria-hidden="true">
        <span>{label}</span>
        <span className="tabular">{valueText}</span>
      </span>
      <div
        className={styles.range}
        style={{ "--from": share(least), "--to": share(most) } as CSSProperties}
      >
        <input
          type="range"
          {...common}
          aria-label={ends[0]}
          aria-valuetext={endText(least)}
          value={least}
          onChange={({ target }) => onChange([Math.min(target.valueAsNumber, most - 1), most])}
        />
        <input
          type="range"
          {...common}
          aria-label={ends[1]}
          aria-valuetext={endText(most)}
          value={most}
          onChange={({ target }) => onChange([least, Math.max(target.valueAsNumber, least + 1)])}
        />
      </div>
    </fieldset>
  );
}
