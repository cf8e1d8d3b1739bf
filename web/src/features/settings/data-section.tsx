import { useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { PREFIX } from "@/api/client";
import { Button } from "@/components/button";
import { say } from "@/components/toast";
import { stop } from "@/player/player";
import { Confirm } from "./confirm";
import { useDeleteEverything, useForgetting } from "./queries";
import { Section } from "./section";
import styles from "./settings.module.css";

/** All that is kept of a person: to take along, or to be rid of. */
export function DataSection({ accounts }: { accounts: boolean }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<"history" | "everything" | null>(null);
  const forgetHistory = useForgetting("/history", ["history"]);
  const deleteEverything = useDeleteEverything();
  const close = () => setAsked(null);
  return (
    <Section title={t("data.title")} text={t("data.text")}>
      <div className={styles.actions}>
        <a className={styles.link} href={`${PREFIX}/me/export`} download>
          <Download strokeWidth={1.75} aria-hidden="true" />
          {t("data.export")}
        </a>
        <Button onClick={() => setAsked("history")}>{t("data.history")}</Button>
        <Button variant="danger" onClick={() => setAsked("everything")}>
          {t("data.everything")}
        </Button>
      </div>
      <Confirm
        open={asked === "history"}
        onClose={close}
        title={t("data.history")}
        action={t("data.historyConfirm")}
        mutation={forgetHistory}
        onDone={() => say(t("data.historyDone"))}
      >
        {t("data.historyText")}
      </Confirm>
      <Confirm
        open={asked === "everything"}
        onClose={close}
        title={t("data.everything")}
        action={t("data.everythingConfirm")}
        typed={t("data.everythingWord")}
        mutation={deleteEverything}
        onDone={() => {
          stop();
          client.clear();
          say(t("data.everythingDone"));
          navigate("/");
        }}
      >
        <p>{t(accounts ? "data.everythingAccount" : "data.everythingText")}</p>
        <p className={styles.quiet}>{t("data.libraryStays")}</p>
      </Confirm>
    </Section>
  );
}
