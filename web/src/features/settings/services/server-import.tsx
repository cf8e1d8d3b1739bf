import { useTranslation } from "react-i18next";
import { problemSentence } from "@/api/problem";
import type { components } from "@/api/schema";
import type { MusicService } from "@/api/services";
import type { Job } from "@/api/types";
import { Button } from "@/components/button";
import { useServerImport } from "./queries";
import styles from "./services.module.css";

type Report = components["schemas"]["ServerReportOut"];

/** Brings the music of somebody's own server into the library, and says what came of it. */
export function ServerImport({ service }: { service: MusicService }) {
  const { t } = useTranslation("services");
  const { job, starting, stopping } = useServerImport(service);
  const error = starting.error ?? stopping.error;
  const isRunning = job?.state === "running";
  const report = job && !isRunning ? reportOf(job) : null;
  return (
    <div className={styles.use}>
      {isRunning ? (
        <>
          <Progress job={job} name={t("bring.action")} />
          <div className={styles.end}>
            <Button variant="quiet" busy={stopping.isPending} onClick={() => stopping.mutate()}>
              {t("bring.stop")}
            </Button>
          </div>
        </>
      ) : (
        <div className={styles.learning}>
          <Button busy={starting.isPending} onClick={() => starting.mutate(false)}>
            {t("bring.action")}
          </Button>
        </div>
      )}
      <p className={styles.quiet}>{t("bring.text")}</p>
      <p role="status" className={error ? styles.fault : styles.outcome}>
        {error ? problemSentence(error) : job && <Outcome job={job} report={report} />}
      </p>
      {report && report.failed > 0 && (
        <>
          <Faults report={report} />
          <div className={styles.learning}>
            <Button variant="quiet" onClick={() => starting.mutate(true)}>
              {t("bring.again")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Progress({ job: { done, total, current }, name }: { job: Job; name: string }) {
  const { t } = useTranslation("services");
  return (
    <>
      <p className={styles.doing}>
        <span className={styles.current}>{current ?? t("bring.starting")}</span>
        {total !== null && <span>{t("bring.progress", { done, total })}</span>}
      </p>
      <progress
        className={styles.progress}
        max={total ?? 1}
        value={total === null ? undefined : done}
        aria-label={name}
      />
    </>
  );
}

function Faults({ report: { failed, failures } }: { report: Report }) {
  const { t } = useTranslation("services");
  const sum = t("bring.faults", { count: failed });
  // Those of times before are counted, and were told then.
  if (failures.length === 0) return <p className={styles.faults}>{sum}</p>;
  return (
    <details className={styles.faults}>
      <summary>{sum}</summary>
      <ul>
        {failures.map(({ name, reason }) => (
          <li key={name}>{`${name}: ${reason}`}</li>
        ))}
      </ul>
    </details>
  );
}

function Outcome({ job, report }: { job: Job; report: Report | null }) {
  const { t } = useTranslation("services");
  if (job.state === "running") return null;
  if (job.state === "failed") return t("bring.failed", { reason: job.error ?? "" });
  const figures = report && [
    t("bring.new", { count: report.new }),
    t("bring.heard", { count: report.heard }),
  ];
  const stopped = job.state === "interrupted" ? [t("bring.stopped")] : [];
  return [...stopped, ...(figures ?? [])].join(" ");
}

/** Gone once the service was started anew; then only how it ended is known. */
function reportOf({ report }: Job): Report | null {
  return report && "merged" in report && "heard" in report ? report : null;
}
