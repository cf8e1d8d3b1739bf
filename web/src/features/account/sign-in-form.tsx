import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, problemSentence } from "@/api/problem";
import type { Session } from "@/api/types";
import { Button } from "@/components/button";
import { Field } from "@/components/field";
import styles from "./account.module.css";
import { providerAddress, useSignInRequest } from "./sign-in";

/** Name and password, and the identity provider where there is one. */
export function SignInForm({
  oidc,
  name: known = "",
  to,
  newTab = false,
  onDone,
}: {
  oidc: Session["oidc"];
  name?: string;
  /** The page that the identity provider is to bring back to. */
  to: string;
  /** Lets the identity provider open beside this page, which then keeps what is on it. */
  newTab?: boolean;
  onDone: (session: Session) => void;
}) {
  const { t } = useTranslation("account");
  const [name, setName] = useState(known);
  const [password, setPassword] = useState("");
  const signIn = useSignInRequest();
  const isWrong = signIn.error instanceof Problem && signIn.error.status === 401;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ name, password }, { onSuccess: onDone, onError: () => setPassword("") });
  };
  return (
    <div className={styles.form}>
      <form className={styles.form} onSubmit={onSubmit}>
        <Field
          label={t("name")}
          name="username"
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          required
          readOnly={known !== ""}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={t("password")}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {signIn.error && (
          <p role="alert" className={styles.fault}>
            {isWrong ? t("wrong") : sentenceOf(signIn.error, t)}
          </p>
        )}
        <Button variant="primary" type="submit" busy={signIn.isPending}>
          {t("signIn")}
        </Button>
      </form>
      {oidc && (
        <>
          <p className={styles.or}>{t("or")}</p>
          <a
            className={styles.provider}
            href={providerAddress(to)}
            target={newTab ? "_blank" : undefined}
            rel={newTab ? "noreferrer" : undefined}
          >
            {t("oidc", { provider: oidc.name })}
          </a>
        </>
      )}
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation<"account">>["t"];

function sentenceOf(error: Error, t: Translate): string {
  if (error instanceof Problem && error.status === 429) {
    return t("tooMany", { count: Math.max(1, Math.ceil((error.retryAfter ?? 60) / 60)) });
  }
  return problemSentence(error);
}
