import type { UseMutationResult } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { problemSentence } from "@/api/problem";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { Field } from "@/components/field";
import styles from "./settings.module.css";

/** Asks before something is forgotten for good; `typed` must be typed first where it is given. */
export function Confirm({
  open,
  onClose,
  title,
  action,
  typed,
  mutation,
  onDone,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  action: string;
  typed?: string;
  mutation: Pick<UseMutationResult<unknown, Error, void>, "mutate" | "isPending" | "error">;
  onDone: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation(["settings", "common"]);
  const [text, setText] = useState("");
  const isReady = typed === undefined || text.trim().toLowerCase() === typed.toLowerCase();
  const close = () => {
    setText("");
    onClose();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || mutation.isPending) return;
    mutation.mutate(undefined, {
      onSuccess: () => {
        close();
        onDone();
      },
    });
  };
  return (
    <Dialog open={open} onClose={close} title={title}>
      <form className={styles.confirm} onSubmit={onSubmit}>
        <div>{children}</div>
        {typed !== undefined && (
          <Field
            label={t("confirm.type", { word: typed })}
            value={text}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        {mutation.error && (
          <p role="alert" className={styles.fault}>
            {problemSentence(mutation.error)}
          </p>
        )}
        <div className={styles.end}>
          <Button variant="quiet" onClick={close}>
            {t("common:action.cancel")}
          </Button>
          <Button variant="danger" type="submit" disabled={!isReady} busy={mutation.isPending}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
