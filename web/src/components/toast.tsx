import { X } from "lucide-react";
import { useEffect, useId } from "react";
import { useTranslation } from "react-i18next";
import { createStore, useStore } from "@/lib/store";
import { Button, IconButton } from "./button";
import styles from "./toast.module.css";

interface Message {
  id: number;
  text: string;
  tone: "calm" | "alarm";
  action?: { label: string; run: () => void };
}

const store = createStore<{ messages: Message[]; hosts: string[] }>({ messages: [], hosts: [] });
// Long enough to read a sentence and to reach its button (WCAG 2.2.1 asks for no less of what
// matters; nothing that matters is said here alone).
const SHOWN_MS = 7000;
let next = 1;

function dismiss(id: number): void {
  store.set(({ messages }) => ({ messages: messages.filter((message) => message.id !== id) }));
}

/** Says a sentence at the edge of the page and to screen readers. */
export function say(
  text: string,
  { tone = "calm", action }: Partial<Pick<Message, "tone" | "action">> = {},
): void {
  const message: Message = { id: next++, text, tone, ...(action ? { action } : {}) };
  store.set(({ messages }) => ({
    messages: [...messages.filter((shown) => shown.text !== text), message].slice(-3),
  }));
}

function Toast({ message }: { message: Message }) {
  const { t } = useTranslation();
  useEffect(() => {
    const timer = setTimeout(() => dismiss(message.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message.id]);
  return (
    <div className={styles.toast} data-tone={message.tone}>
      <span>{message.text}</span>
      {message.action && (
        <Button
          variant="quiet"
          onClick={() => {
            message.action?.run();
            dismiss(message.id);
          }}
        >
          {message.action.label}
        </Button>
      )}
      <IconButton size="small" label={t("action.close")} onClick={() => dismiss(message.id)}>
        <X />
      </IconButton>
    </div>
  );
}

/**
 * Where `say` speaks: once in the page, and once in each modal dialog while that is open.
 *
 * Whatever lies outside of a modal dialog is covered by it, and neither pressed nor read out; so
 * messages are shown in the dialog that was opened last, and in the page where none is.
 */
export function Toasts({ inDialog = false }: { inDialog?: boolean }) {
  const host = useId();
  useEffect(() => {
    store.set(({ hosts }) => ({ hosts: inDialog ? [...hosts, host] : [host, ...hosts] }));
    return () => store.set(({ hosts }) => ({ hosts: hosts.filter((other) => other !== host) }));
  }, [host, inDialog]);
  const isUppermost = useStore(store, ({ hosts }) => hosts.at(-1) === host);
  const messages = useStore(store, (state) => state.messages);
  return (
    <div className={styles.region} role="status" aria-live="polite">
      {isUppermost && messages.map((message) => <Toast key={message.id} message={message} />)}
    </div>
  );
}
