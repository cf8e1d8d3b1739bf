import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { problemSentence } from "@/api/problem";
import { Button } from "./button";
import styles from "./states.module.css";

/** Nothing is here yet; says how to change that. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles.state}>
      <h2 className={styles.title}>{title}</h2>
      {children && <div className={styles.text}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}

/** What went wrong in one sentence, and the way on. */
export function ErrorState({
  error,
  onRetry,
  action,
}: {
  error: unknown;
  onRetry?: () => void;
  action?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className={styles.state} role="alert">
      <h2 className={styles.title}>{t("problem.title")}</h2>
      <p className={styles.text}>{problemSentence(error)}</p>
      <div className={styles.action}>
        {action}
        {onRetry && <Button onClick={onRetry}>{t("action.retry")}</Button>}
      </div>
    </div>
  );
}
