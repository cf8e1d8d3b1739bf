import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { classes } from "@/lib/classes";
import styles from "./button.module.css";
import { Spinner } from "./spinner";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** primary once a view at most; quiet has no ground of its own. */
  variant?: "primary" | "plain" | "quiet" | "danger";
  icon?: ReactNode;
  /** Shows that it works, and takes no further press. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = "plain",
  icon,
  busy = false,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={classes(styles.button, styles[variant], className)}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy ? <Spinner /> : icon}
      <span>{children}</span>
    </button>
  );
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Its name, for screen readers and as a tooltip. */
  label: string;
  size?: "small" | "normal" | "large";
  /** Filled with the mood: the one button that matters most here. */
  filled?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({
  label,
  size = "normal",
  filled = false,
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={classes(styles.icon, styles[size], filled && styles.filled, className)}
      {...rest}
    />
  );
}
