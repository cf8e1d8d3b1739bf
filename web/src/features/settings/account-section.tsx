import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { send } from "@/api/client";
import { Problem, problemSentence } from "@/api/problem";
import type { Session } from "@/api/types";
import { Button } from "@/components/button";
import { Field } from "@/components/field";
import { say } from "@/components/toast";
import { stop } from "@/player/player";
import { usePasswordChange } from "./queries";
import { Section } from "./section";
import styles from "./settings.module.css";

/** As the service has it. */
const LEAST_CHARACTERS = 10;

export function AccountSection({ user }: { user: NonNullable<Session["user"]> }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const [changing, setChanging] = useState(false);
  const signOut = useMutation({
    mutationFn: () => send("DELETE", "/session"),
    // Nothing of this user may be seen by the next one, and the page begins anew.
    onSuccess: () => {
      stop();
      client.clear();
      window.location.assign("/login");
    },
    onError: (error) => say(problemSentence(error), { tone: "alarm" }),
  });
  return (
    <Section title={t("account.title")} text={t("account.signedIn", { name: user.name })}>
      <div className={styles.actions}>
        <Button icon={<LogOut />} busy={signOut.isPending} onClick={() => signOut.mutate()}>
          {t("account.signOut")}
        </Button>
        {user.has_password && !changing && (
          <Button variant="quiet" onClick={() => setChanging(true)}>
            {t("account.changePassword")}
          </Button>
        )}
      </div>
      {changing && <PasswordForm name={user.name} onDone={() => setChanging(false)} />}
    </Section>
  );
}

function PasswordForm({ name, onDone }: { name: string; onDone: () => void }) {
  const { t } = useTranslation(["settings", "common"]);
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const change = usePasswordChange();
  const { error } = change;
  const isWrong = error instanceof Problem && (error.status === 401 || error.status === 403);
  const refusal = error instanceof Problem && error.status === 422 ? problemSentence(error) : null;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { old, new: fresh },
      {
        onSuccess: () => {
          say(t("account.passwordChanged"));
          onDone();
        },
      },
    );
  };
  return (
    <form className={styles.password} onSubmit={onSubmit}>
      <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
      <Field
        label={t("account.oldPassword")}
        type="password"
        autoComplete="current-password"
        required
        value={old}
        error={isWrong ? t("account.wrongPassword") : null}
        onChange={(event) => setOld(event.target.value)}
      />
      <Field
        label={t("account.newPassword")}
        type="password"
        autoComplete="new-password"
        required
        minLength={LEAST_CHARACTERS}
        hint={t("account.passwordHint", { count: LEAST_CHARACTERS })}
        value={fresh}
        error={refusal}
        onChange={(event) => setFresh(event.target.value)}
      />
      {error && !isWrong && !refusal && (
        <p role="alert" className={styles.fault}>
          {problemSentence(error)}
        </p>
      )}
      <div className={styles.end}>
        <Button variant="quiet" onClick={onDone}>
          {t("common:action.cancel")}
        </Button>
        <Button variant="primary" type="submit" busy={change.isPending}>
          {t("account.changePassword")}
        </Button>
      </div>
    </form>
  );
}
