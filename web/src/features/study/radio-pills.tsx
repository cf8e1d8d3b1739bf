import { type ReactNode, useId } from "react";
import { classes } from "@/lib/classes";
import styles from "./study.module.css";

/** One of several words or numbers, each a pill; wraps where there is no room. */
export function RadioPills<Value extends string | number>({
  legend,
  options,
  value,
  onChange,
  even = false,
  ends,
}: {
  legend: ReactNode;
  options: readonly { value: Value; label: string }[];
  value: Value | null;
  onChange: (value: Value) => void;
  /** All of the same width, in one row. */
  even?: boolean;
  /** What the first and the last mean. */
  ends?: readonly [string, string];
}) {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend>{legend}</legend>
      <div className={classes(styles.pills, even && styles.even)}>
        {options.map((option) => (
          <label key={option.value} className={styles.pill}>
            <input
              type="radio"
              className="input-above"
              name={name}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {ends && (
        <p className={styles.ends}>
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </p>
      )}
    </fieldset>
  );
}
