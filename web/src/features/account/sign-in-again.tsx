import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { sessionQuery, useSession } from "@/api/session";
import { Toasts } from "@/components/toast";
import styles from "./account.module.css";
import { SignInForm } from "./sign-in-form";

/** Asks for the password again over the page as it stands, so that nothing on it is lost. */
export default function SignInAgain({ name }: { name: string }) {
  const { t } = useTranslation("account");
  const client = useQueryClient();
  const [location] = useLocation();
  const { data: session } = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  const stayOpen = () => {
    if (!dialog.current || dialog.current.open) return;
    dialog.current.showModal();
    dialog.current.querySelector<HTMLInputElement>("input[type=password]")?.focus();
  };
  useEffect(stayOpen);

  // Signed in by the identity provider in another tab.
  useEffect(() => {
    const look = () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [client]);

  return (
    <dialog
      ref={dialog}
      className={styles.again}
      aria-labelledby={heading}
      // There is nothing behind it that could be used before.
      onCancel={(event) => event.preventDefault()}
      onClose={stayOpen}
    >
      <h2 id={heading} className={styles.againTitle}>
        {t("again.title")}
      </h2>
      <p className={styles.quiet}>{t("again.text")}</p>
      <SignInForm
        oidc={session?.oidc ?? null}
        name={name}
        to={location}
        newTab
        onDone={() => void client.invalidateQueries({ predicate: hasFailed })}
      />
      <a className={styles.other} href="/login">
        {t("again.other")}
      </a>
      <Toasts inDialog />
    </dialog>
  );
}

/** What was asked for in vain meanwhile is asked for again. */
const hasFailed = ({ state }: { state: { status: string } }) => state.status === "error";
