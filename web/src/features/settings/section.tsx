import { type ReactNode, useId } from "react";
import styles from "./settings.module.css";

/** What it is about at the left, what can be done about it at the right. */
export function Section({
  title,
  text,
  children,
}: {
  title: string;
  text?: ReactNode;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <div>
        <h2 id={heading} className={styles.heading}>
          {title}
        </h2>
        {text && <p className={styles.quiet}>{text}</p>}
      </div>
      <div className={styles.content}>{children}</div>
    </section>
  );
}
