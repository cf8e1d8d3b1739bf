import { useQuery } from "@tanstack/react-query";
import { Copy, UserPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { problemSentence } from "@/api/problem";
import { Button, IconButton } from "@/components/button";
import { say } from "@/components/toast";
import { type Study, studiesQuery, useInvitation } from "./queries";
import { Section } from "./section";
import styles from "./settings.module.css";

/** For the researcher: how far each study has come, and its participants' links. */
export function StudiesSection() {
  const { t } = useTranslation("settings");
  const { data: studies } = useQuery(studiesQuery);
  // Most people never make a study: then nothing is said of them.
  if (!studies?.length) return null;
  return (
    <Section title={t("studies.title")} text={t("studies.text")}>
      <ul className={styles.studies}>
        {studies.map((study) => (
          <li key={study.name}>
            <StudyCard study={study} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function StudyCard({ study }: { study: Study }) {
  const { t } = useTranslation("settings");
  const invite = useInvitation(study.name);
  const { participants } = study;
  const copy = (text: string, done: string) =>
    navigator.clipboard.writeText(text).then(
      () => say(done),
      () => say(t("studies.notCopied"), { tone: "alarm" }),
    );
  const addressOf = (path: string) => new URL(path, window.location.origin).href;
  return (
    <article className={styles.study}>
      <header className={styles.studyHead}>
        <div>
          <h3>{study.name}</h3>
          <p className={styles.quiet}>
            {study.strategies.join(" – ")} · {t("studies.pictures", { count: study.pictures })}
          </p>
        </div>
        <Button
          icon={<UserPlus />}
          busy={invite.isPending}
          onClick={() =>
            invite.mutate(1, {
              onSuccess: ({ paths }) =>
                void copy(addressOf(paths[0] as string), t("studies.linkReady")),
              onError: (error) => say(problemSentence(error), { tone: "alarm" }),
            })
          }
        >
          {t("studies.invite")}
        </Button>
      </header>
      <dl className={styles.counts}>
        {(["invited", "agreed", "answered", "finished", "withdrew"] as const).map((what) => (
          <div key={what}>
            <dt>{t(`studies.${what}`)}</dt>
            <dd>{participants[what]}</dd>
          </div>
        ))}
      </dl>
      {study.links.length > 0 && (
        <details className={styles.linksOf}>
          <summary>{t("studies.links", { count: study.links.length })}</summary>
          <ul>
            {study.links.map((link) => (
              <li key={link.path}>
                <span className="tabular">{link.number}</span>
                <span className={styles.quiet}>
                  {t(`studies.step.${link.step}`)} · {link.judged} / {study.pictures}
                </span>
                <IconButton
                  size="small"
                  label={t("studies.copy", { number: link.number })}
                  onClick={() => void copy(addressOf(link.path), t("studies.copied"))}
                >
                  <Copy />
                </IconButton>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
