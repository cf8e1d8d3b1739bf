import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { jobsQuery, useJobProgress } from "@/api/jobs";
import { problemSentence } from "@/api/problem";
import type { Job } from "@/api/types";
import { Button, IconButton } from "@/components/button";
import { say } from "@/components/toast";
import { useStopJob } from "./additions";
import { readReport } from "./job-report";
import styles from "./jobs-panel.module.css";
import { useRefreshLibrary } from "./tracks";

/**
 * Work that goes on, also work that was begun before this page was opened, and what came of it.
 *
 * `started` are the jobs begun on this page: they may be done before they are ever seen running.
 */
export function JobsPanel({ started }: { started: readonly number[] }) {
  const { data } = useQuery(jobsQuery);
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());
  const [dismissed, setDismissed] = useState<ReadonlySet<number>>(new Set());
  // Those that ended while this page was open stay until they are dismissed.
  const running = (data ?? []).filter((job) => job.state === "running").map((job) => job.id);
  const fresh = [...running, ...started].filter((id) => !seen.has(id));
  if (fresh.length > 0) setSeen(new Set([...seen, ...fresh]));
  const shown = [...seen].filter((id) => !dismissed.has(id));
  if (shown.length === 0) return null;
  return (
    <ul className={styles.jobs}>
      {shown.map((id) => (
        <li key={id}>
          <JobCard
            job={data?.find((job) => job.id === id)}
            id={id}
            onDismiss={() => setDismissed(new Set([...dismissed, id]))}
          />
        </li>
      ))}
    </ul>
  );
}

function JobCard({
  id,
  job: known,
  onDismiss,
}: {
  id: number;
  job: Job | undefined;
  onDismiss: () => void;
}) {
  const { t } = useTranslation(["library", "common"]);
  const refresh = useRefreshLibrary();
  const stop = useStopJob();
  const followed = useJobProgress(id, refresh);
  const job = followed ?? known;
  if (!job) return null;
  const total = job.total ?? 0;
  const running = job.state === "running";
  const outcome = job.state === "running" ? null : t(`job.${job.state}`);
  const ended = readReport(job.report);
  const onStop = () =>
    stop.mutate(id, {
      onError: (error) => say(problemSentence(error), { tone: "alarm" }),
    });
  return (
    <article className={styles.job} data-state={job.state}>
      <div className={styles.line}>
        <div className={styles.words}>
          <h3>{t(`job.${titleOf(job)}`, { subject: shorten(job.subject) })}</h3>
          <p className={styles.state}>
            {running
              ? job.current
                ? shorten(job.current)
                : t("job.starting")
              : [outcome, job.error, ended && t("job.added", { count: ended.added })]
                  .filter(Boolean)
                  .join(" ")}
          </p>
        </div>
        <span className={styles.count}>
          {total > 0
            ? t("job.progress", { done: job.done, total })
            : running && job.done > 0
              ? job.done
              : ""}
        </span>
        {running ? (
          <Button variant="quiet" busy={stop.isPending} onClick={onStop}>
            {t("job.stop")}
          </Button>
        ) : (
          <IconButton size="small" label={t("common:action.close")} onClick={onDismiss}>
            <X />
          </IconButton>
        )}
      </div>
      {running && (
        <progress
          className={styles.progress}
          max={total || 1}
          value={total ? job.done : undefined}
          aria-label={t(`job.${titleOf(job)}`, { subject: shorten(job.subject) })}
        />
      )}
      <p className="visually-hidden" role="status">
        {outcome}
      </p>
      {ended && ended.faults.length > 0 ? (
        <details className={styles.faults}>
          <summary>{t("job.faults", { count: ended.faults.length })}</summary>
          <ul>
            {ended.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </details>
      ) : (
        running &&
        job.failed > 0 && (
          <p className={styles.state}>{t("job.failedSoFar", { count: job.failed })}</p>
        )
      )}
    </article>
  );
}

function titleOf(job: Job): "import" | "analyse" | "add" {
  if (job.kind.startsWith("import")) return "import";
  return job.kind.startsWith("analyse") ? "analyse" : "add";
}

/** A path by its last part, which is what people know it by. */
function shorten(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).pop() ?? path;
}
