import { useQuery } from "@tanstack/react-query";
import { Download, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { PREFIX } from "@/api/client";
import { problemSentence } from "@/api/problem";
import { Button } from "@/components/button";
import { Skeleton } from "@/components/spinner";
import { ErrorState } from "@/components/states";
import { say } from "@/components/toast";
import { Confirm } from "./confirm";
import { type Taste, tasteQuery, useForgetting, useTasteImport } from "./queries";
import { Section } from "./section";
import styles from "./settings.module.css";

/** What was learned of somebody's taste, in words, and what may be done with it. */
export function TasteSection() {
  const { t } = useTranslation("settings");
  const { data: taste, error, refetch } = useQuery(tasteQuery);
  return (
    <Section title={t("taste.title")} text={t("taste.text")}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : taste ? (
        <Known taste={taste} />
      ) : (
        <div aria-busy="true" className={styles.content}>
          <Skeleton height="1.2em" width="60%" />
          <Skeleton height="1.2em" width="80%" />
          <Skeleton height="1.2em" width="70%" />
        </div>
      )}
    </Section>
  );
}

/** The words of the service as the page says them; a new one is shown as it comes. */
function useWord(): (word: string) => string {
  const { t, i18n } = useTranslation("settings");
  return (word) => (i18n.exists(`settings:word.${word}`) ? t(`word.${word as "fast"}`) : word);
}

function Known({ taste }: { taste: Taste }) {
  const { t } = useTranslation("settings");
  const word = useWord();
  const [forgetting, setForgetting] = useState(false);
  const forget = useForgetting("/taste", ["taste", "reactions"]);
  const counts = (["like", "dislike", "play", "skip", "favourite"] as const).flatMap((kind) => {
    const count = taste.reactions[kind];
    return count ? t(`taste.${kind}`, { count }) : [];
  });
  const strongest = Math.max(0.01, ...taste.likings.map(({ reward }) => reward));
  return (
    <>
      {counts.length > 0 ? (
        <p>
          {t("taste.from", { counts: counts.join(", ") })}{" "}
          {taste.unknown > 0 && t("taste.unknown", { count: taste.unknown })}
        </p>
      ) : (
        <p>{t("taste.nothing")}</p>
      )}
      {taste.likings.length > 0 && (
        <div>
          <h3 className={styles.small}>{t("taste.tends")}</h3>
          <ul className={styles.likings}>
            {taste.likings.map((liking) => (
              <li key={liking.word}>
                <span>{word(liking.word)}</span>
                <span className={styles.strength} aria-hidden="true">
                  <span style={{ width: `${(liking.reward / strongest) * 100}%` }} />
                </span>
                <span className={styles.sureness}>
                  {t(liking.reward > 2 * liking.sd ? "taste.sure" : "taste.perhaps")}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {counts.length > 0 && taste.likings.length === 0 && <p>{t("taste.unclear")}</p>}
      <div className={styles.actions}>
        <ImportButton />
        {counts.length > 0 && (
          <>
            <a className={styles.link} href={`${PREFIX}/taste/export`} download>
              <Download strokeWidth={1.75} aria-hidden="true" />
              {t("taste.export")}
            </a>
            <Button variant="quiet" onClick={() => setForgetting(true)}>
              {t("taste.forget")}
            </Button>
          </>
        )}
      </div>
      <p className={styles.quiet}>{t("taste.formats")}</p>
      <Confirm
        open={forgetting}
        onClose={() => setForgetting(false)}
        title={t("taste.forget")}
        action={t("taste.forgetConfirm")}
        mutation={forget}
        onDone={() => say(t("taste.forgotten"))}
      >
        {t("taste.forgetText")}
      </Confirm>
    </>
  );
}

function ImportButton() {
  const { t } = useTranslation("settings");
  const input = useRef<HTMLInputElement>(null);
  const { mutate, data, error, isPending } = useTasteImport();
  return (
    <>
      <Button icon={<Upload />} busy={isPending} onClick={() => input.current?.click()}>
        {t("taste.import")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) mutate(file);
          // The same file may be chosen again, as after it was mended.
          event.target.value = "";
        }}
      />
      <p role="status" className={error ? styles.fault : styles.outcome}>
        {error && problemSentence(error)}
        {data && t("taste.imported", { count: data.new })}
        {data && data.known > 0 && ` ${t("taste.known", { count: data.known })}`}
        {data && data.bad > 0 && ` ${t("taste.bad", { count: data.bad })}`}
      </p>
    </>
  );
}
