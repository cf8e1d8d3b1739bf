import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { dataOf, client as service } from "@/api/client";
import { useJobProgress } from "@/api/jobs";
import { Button } from "@/components/button";
import { EmptyState, ErrorState } from "@/components/states";
import styles from "./starter.module.css";

/** There is no music yet: brings the starter music, and shows how far it is heard. */
export function Starter() {
  const { t } = useTranslation("feel");
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: () =>
      dataOf(service.POST("/api/v1/library/additions", { body: { starter: true } })),
  });
  const job = useJobProgress(add.data?.id ?? null, (ended) => {
    if (ended.state !== "done") return;
    // What failed for want of music is asked anew; the rest changed with the library.
    void client.resetQueries({ queryKey: ["match"] });
    void client.invalidateQueries({ queryKey: ["options"] });
    void client.invalidateQueries({ queryKey: ["library"] });
  });

  if (add.error) return <ErrorState error={add.error} onRetry={() => add.mutate()} />;
  if (add.data && job?.state !== "failed" && job?.state !== "interrupted") {
    const total = job?.total ?? 0;
    const done = job?.done ?? 0;
    return (
      <div className={styles.progress}>
        <label htmlFor="starter-progress">{t("starter.hearing")}</label>
        <progress id="starter-progress" {...(total > 0 ? { value: done, max: total } : {})} />
        <span className="tabular">{total > 0 && t("starter.heard", { done, total })}</span>
      </div>
    );
  }
  return (
    <EmptyState
      title={t("starter.title")}
      action={
        <>
          <Button variant="primary" busy={add.isPending} onClick={() => add.mutate()}>
            {t("starter.add")}
          </Button>
          <Link href="/library" className={styles.own}>
            {t("starter.own")}
          </Link>
        </>
      }
    >
      <p>{t(job ? "starter.failed" : "starter.text")}</p>
    </EmptyState>
  );
}
