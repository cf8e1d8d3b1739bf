import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Check, Copy, Download, FileText } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Route, Switch, useParams } from "wouter";
import { IconButton } from "@/components/button";
import { Skeleton } from "@/components/spinner";
import { EmptyState, ErrorState } from "@/components/states";
import { say } from "@/components/toast";
import styles from "./models.module.css";
import { cardQuery, type Model, modelsQuery } from "./queries";

const Markdown = lazy(() => import("./markdown").then(({ Markdown }) => ({ default: Markdown })));

/** The networks that ship: what each is for, how well it does, and what it was made from. */
export default function ModelsPage() {
  return (
    <Switch>
      <Route path="/models/:name" component={ModelPage} />
      <Route component={ModelsList} />
    </Switch>
  );
}

function ModelsList() {
  const { t } = useTranslation("models");
  const { data: models, error, refetch } = useQuery(modelsQuery);
  return (
    <div className={styles.page}>
      <header className={styles.lead}>
        <h1>{t("title")}</h1>
        <p>{t("text")}</p>
      </header>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!models && !error && (
        <div className={styles.models} aria-busy="true">
          <Skeleton height="220px" radius="var(--r3)" />
          <Skeleton height="220px" radius="var(--r3)" />
          <Skeleton height="220px" radius="var(--r3)" />
        </div>
      )}
      <ul className={styles.models}>
        {models?.map((model) => (
          <li key={model.name}>
            <Link href={`/models/${model.name}`} className={styles.model}>
              <h2 className={styles.name}>{nameOf(model, t)}</h2>
              <p className={styles.task}>{taskOf(model, t)}</p>
              <p className={styles.small}>
                {t("size", { size: megabytes(model) })} · {model.licence}
              </p>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ModelPage() {
  const { t } = useTranslation("models");
  const { name } = useParams<{ name: string }>();
  const { data: models, error, refetch } = useQuery(modelsQuery);
  const model = models?.find((known) => known.name === name);
  return (
    <div className={styles.page}>
      <Link href="/models" className={styles.back}>
        <ArrowLeft strokeWidth={1.75} aria-hidden="true" />
        {t("title")}
      </Link>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !models ? (
        <Skeleton height="320px" radius="var(--r3)" />
      ) : model ? (
        <ModelDetails model={model} />
      ) : (
        <EmptyState title={t("unknown.title")}>{t("unknown.text", { name })}</EmptyState>
      )}
    </div>
  );
}

function ModelDetails({ model }: { model: Model }) {
  const { t } = useTranslation(["models", "common"]);
  const card = useQuery(cardQuery(model));
  return (
    <>
      <header className={styles.lead}>
        <h1>{nameOf(model, t)}</h1>
        <p>{taskOf(model, t)}</p>
        <div className={styles.actions}>
          <a className={styles.button} href={model.weights_url} download={`${model.name}.onnx`}>
            <Download strokeWidth={1.75} aria-hidden="true" />
            {t("download", { size: megabytes(model) })}
          </a>
          {model.report_url && (
            <a className={styles.button} href={model.report_url} target="_blank" rel="noreferrer">
              <FileText strokeWidth={1.75} aria-hidden="true" />
              {t("report")}
            </a>
          )}
        </div>
      </header>
      <div className={styles.columns}>
        <div className={styles.card}>
          {card.error ? (
            <ErrorState error={card.error} onRetry={() => void card.refetch()} />
          ) : (
            <Suspense fallback={<Skeleton height="480px" radius="var(--r2)" />}>
              {card.data === undefined ? (
                <Skeleton height="480px" radius="var(--r2)" />
              ) : (
                <Markdown text={withoutTitle(card.data)} />
              )}
            </Suspense>
          )}
        </div>
        <Facts model={model} />
      </div>
    </>
  );
}

function Facts({ model }: { model: Model }) {
  const { t } = useTranslation(["models", "common"]);
  return (
    <dl className={styles.facts}>
      <Fact name={t("licence")}>{model.licence}</Fact>
      {model.labels.length > 0 && (
        <Fact name={t("labels")}>
          {model.labels.map((label) => t(`common:emotion.${label as "happy"}`)).join(", ")}
        </Fact>
      )}
      <Fact name={t("sources")}>
        <ul>
          {model.sources.map((source) => (
            <li key={source}>{source}</li>
          ))}
        </ul>
      </Fact>
      <Fact name="SHA-256">
        <Copyable text={model.sha256} label={t("copyDigest")} />
      </Fact>
      <Fact name={t("command")}>
        <Copyable text={model.command} label={t("copyCommand")} />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Copyable({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation("models");
  const [copied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true);
        say(t("copied"));
      },
      () => say(t("notCopied"), { tone: "alarm" }),
    );
  return (
    <span className={styles.copyable}>
      <code>{text}</code>
      <IconButton size="small" label={label} onClick={() => void copy()}>
        {copied ? <Check /> : <Copy />}
      </IconButton>
    </span>
  );
}

type Translate = ReturnType<typeof useTranslation<"models">>["t"];

const KNOWN = ["centerface", "face-emotion", "scene-emotion"] as const;
const known = (model: Model) => KNOWN.find((name) => name === model.name);

/** By what it does, where the page knows it; a network of one's own by its name. */
function nameOf(model: Model, t: Translate): string {
  const name = known(model);
  return name ? t(`names.${name}`) : model.name;
}

function taskOf(model: Model, t: Translate): string {
  const name = known(model);
  return name ? t(`tasks.${name}`) : model.task;
}

const megabytes = ({ bytes }: Model): string => (bytes / 1e6).toFixed(1);

/** The card says its name first, which stands above it already. */
const withoutTitle = (card: string): string => card.replace(/^\s*# .*\n+/, "");
