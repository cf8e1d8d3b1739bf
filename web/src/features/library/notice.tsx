import { Button } from "@/components/button";
import styles from "./notice.module.css";

export interface Message {
  text: string;
  action?: { label: string; run: () => void };
}

/** Says what just happened inside of a modal dialog, under which toasts can be neither read nor reached. */
export function Notice({ message }: { message: Message | null }) {
  return (
    <div role="status" className={styles.region}>
      {message && (
        <div className={styles.notice}>
          <span>{message.text}</span>
          {message.action && (
            <Button variant="quiet" className={styles.action} onClick={message.action.run}>
              {message.action.label}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
