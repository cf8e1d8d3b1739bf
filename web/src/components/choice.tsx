import { type ReactNode, useId } from "react";
import { classes } from "@/lib/classes";
import styles from "./choice.module.css";

export interface Option<Value extends string> {
  value: Value;
  label: ReactNode;
}

interface Group<Value extends string> {
  legend: string;
  hideLegend?: boolean;
  options: readonly Option<Value>[];
}

/** One of a few, side by side. */
export function Segmented<Value extends string>({
  legend,
  hideLegend = false,
  options,
  value,
  onChange,
}: Group<Value> & { value: Value | null; onChange: (value: Value) => void }) {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={hideLegend ? "visually-hidden" : styles.legend}>{legend}</legend>
      <div className={styles.segments}>
        {options.map((option) => (
          <label key={option.value} className={styles.segment}>
            <input
              type="radio"
              className="input-above"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Any of many, up to `most`. */
export function Chips<Value extends string>({
  legend,
  hideLegend = false,
  options,
  values,
  most = Number.POSITIVE_INFINITY,
  onChange,
}: Group<Value> & {
  values: readonly Value[];
  most?: number;
  onChange: (values: Value[]) => void;
}) {
  const full = values.length >= most;
  return (
    <fieldset className={styles.group}>
      <legend className={hideLegend ? "visually-hidden" : styles.legend}>{legend}</legend>
      <div className={styles.chips}>
        {options.map((option) => {
          const chosen = values.includes(option.value);
          return (
            <label key={option.value} className={classes(styles.chip)}>
              <input
                type="checkbox"
                className="input-above"
                checked={chosen}
                disabled={full && !chosen}
                onChange={() =>
                  onChange(
                    chosen
                      ? values.filter((value) => value !== option.value)
                      : [...values, option.value],
                  )
                }
              />
              <span>{option.label}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

/** On or off. */
export function Switch({
  label,
  checked,
  onChange,
  disabled,
}: {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <label className={styles.switch}>
      <span>{label}</span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
