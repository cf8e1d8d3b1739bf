import styles from "./spinner.module.css";

/** Something works; what it is must be said beside it. */
export function Spinner() {
  return <span className={styles.spinner} aria-hidden="true" />;
}

/** The ground on which something is about to appear. */
export function Skeleton({
  width = "100%",
  height = "1em",
  radius = "var(--r1)",
}: {
  width?: string;
  height?: string;
  radius?: string;
}) {
  return (
    <span
      className={styles.skeleton}
      aria-hidden="true"
      style={{ width, height, borderRadius: radius }}
    />
  );
}
