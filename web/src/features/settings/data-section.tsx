import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { PREFIX } from "@/api/client";
import { problemSentence } from "@/api/problem";
import { Button } from "@/components/button";
import { Switch } from "@/components/choice";
import { say } from "@/components/toast";
import { stop } from "@/player/player";
import { Confirm } from "./confirm";
import {
  historyPreferenceQuery,
  useDeleteEverything,
  useForgetting,
  useHistoryPreference,
} from "./queries";
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
      <HistorySwitch />
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

/** Whether a history is kept; to keep none forgets what there is, and so asks first. */
function HistorySwitch() {
  const { t } = useTranslation("settings");
  const { data } = useQuery(historyPreferenceQuery);
  const [asked, setAsked] = useState(false);
  const keep = useHistoryPreference(true);
  const stopKeeping = useHistoryPreference(false);
  const kept = data?.kept ?? true;
  return (
    <div className={styles.switch}>
      <Switch
        label={t("data.keep")}
        checked={kept}
        disabled={!data || keep.isPending}
        onChange={(wanted) => {
          if (!wanted) setAsked(true);
          else keep.mutate(undefined, { onSuccess: () => say(t("data.startDone")) });
        }}
      />
      <p className={styles.quiet}>{t(kept ? "data.keepText" : "data.keepOff")}</p>
      {keep.error && (
        <p role="alert" className={styles.fault}>
          {problemSentence(keep.error)}
        </p>
      )}
      <Confirm
        open={asked}
        onClose={() => setAsked(false)}
        title={t("data.stop")}
        action={t("data.stopConfirm")}
        mutation={stopKeeping}
        onDone={() => say(t("data.stopDone"))}
      >
        {t("data.stopText")}
      </Confirm>
    </div>
  );
}
