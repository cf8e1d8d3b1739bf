import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import { Problem, problemSentence } from "@/api/problem";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { Skeleton } from "@/components/spinner";
import { ErrorState } from "@/components/states";
import { EmotionStep } from "./emotion-step";
import { ListsStep } from "./lists-step";
import { type StudyState, useParticipation, useStep, useWithdrawal } from "./participation";
import styles from "./study.module.css";

/** What a participant sees who follows their link; where they are, the service knows. */
export default function StudyPage() {
  const { t } = useTranslation("study");
  const { token = "" } = useParams<{ token: string }>();
  const { data: state, error, refetch } = useParticipation(token);
  const heading = useRef<HTMLHeadingElement>(null);
  const place = state && `${state.step} ${state.item?.position}`;
  const before = useRef<string | undefined>(undefined);

  // A new question begins at the top, also for those who hear the page.
  useEffect(() => {
    if (before.current !== undefined && place !== before.current) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    before.current = place;
  }, [place]);

  if (error) {
    const status = error instanceof Problem ? error.status : null;
    if (status === 404) return <Ending title={t("unknown.title")} text={t("unknown.text")} />;
    if (status === 410) return <Ending title={t("title.withdrawn")} text={t("withdrawn.text")} />;
    return <ErrorState error={error} onRetry={() => void refetch()} />;
  }
  if (!state) return <Skeleton height="420px" radius="var(--r3)" />;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {titleOf(state, t)}
        </h1>
        {state.item && (
          <progress
            className={styles.progress}
            max={state.progress.total}
            value={state.progress.judged}
            aria-label={t("progress")}
          />
        )}
      </header>
      <Step key={place} token={token} state={state} />
      {(state.step === "emotion" || state.step === "lists" || state.step === "done") && (
        <Withdraw token={token} />
      )}
    </div>
  );
}

function Ending({ title, text }: { title: string; text: string }) {
  return (
    <div className={styles.page}>
      <h1>{title}</h1>
      <p className={styles.lead}>{text}</p>
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation<"study">>["t"];

function titleOf({ step, item, progress }: StudyState, t: Translate): string {
  if (step === "consent" || step === "done" || step === "withdrawn") return t(`title.${step}`);
  return t("title.picture", { position: item?.position, total: progress.total });
}

function Step({ token, state }: { token: string; state: StudyState }) {
  const { t } = useTranslation("study");
  const { agree, answer } = useStep(token);
  const failure = agree.error ?? answer.error;
  const { item } = state;
  return (
    <>
      {state.step === "consent" && (
        <div className={styles.consent}>
          {state.consent.split(/\n{2,}/).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          <div className={styles.agree}>
            <Button variant="primary" busy={agree.isPending} onClick={() => agree.mutate()}>
              {t("consent.agree")}
            </Button>
            <p className={styles.quiet}>{t("consent.orLeave")}</p>
          </div>
        </div>
      )}
      {item && (state.step === "emotion" || state.step === "lists") && (
        <div className={styles.stage}>
          <img src={item.picture} alt={t("picture")} className={styles.picture} />
          {state.step === "emotion" ? (
            <EmotionStep
              item={item}
              words={state.words}
              busy={answer.isPending}
              onAnswer={answer.mutate}
            />
          ) : (
            item.lists && (
              <ListsStep
                item={item}
                lists={item.lists}
                state={state}
                busy={answer.isPending}
                onAnswer={answer.mutate}
              />
            )
          )}
        </div>
      )}
      {(state.step === "done" || state.step === "withdrawn") && (
        <p className={styles.lead}>{t(`${state.step}.text`)}</p>
      )}
      {failure && (
        <p role="alert" className={styles.fault}>
          {problemSentence(failure)}
        </p>
      )}
    </>
  );
}

/** Leaving deletes the answers; going away and coming back does not, which is said first. */
function Withdraw({ token }: { token: string }) {
  const { t } = useTranslation(["study", "common"]);
  const [asked, setAsked] = useState(false);
  const withdrawal = useWithdrawal(token);
  return (
    <footer className={styles.foot}>
      <p className={styles.quiet}>{t("withdraw.pause")}</p>
      <Button variant="quiet" onClick={() => setAsked(true)}>
        {t("withdraw.open")}
      </Button>
      <Dialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t("withdraw.open")}
        footer={
          <>
            <Button variant="quiet" onClick={() => setAsked(false)}>
              {t("common:action.cancel")}
            </Button>
            <Button
              variant="danger"
              busy={withdrawal.isPending}
              onClick={() => withdrawal.mutate(undefined, { onSuccess: () => setAsked(false) })}
            >
              {t("withdraw.confirm")}
            </Button>
          </>
        }
      >
        <p>{t("withdraw.text")}</p>
        {withdrawal.error && (
          <p role="alert" className={styles.fault}>
            {problemSentence(withdrawal.error)}
          </p>
        )}
      </Dialog>
    </footer>
  );
}
