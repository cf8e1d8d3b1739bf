import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { problemSentence } from "@/api/problem";
import type { MusicService } from "@/api/services";
import { useSession } from "@/api/session";
import { Button } from "@/components/button";
import { Switch } from "@/components/choice";
import { say } from "@/components/toast";
import { Confirm } from "../confirm";
import { ConnectDialog } from "./connect-dialog";
import { budgetQuery, useDisconnecting, useLearning, useSendingPlays, useTelling } from "./queries";
import { ServerImport } from "./server-import";
import styles from "./services.module.css";

/** One service: its name and purpose at the left, the one next thing to do at the right. */
export function ServiceRow({ service }: { service: MusicService }) {
  const { t, i18n } = useTranslation("services");
  const { account } = service;
  const [connecting, setConnecting] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const disconnecting = useDisconnecting(service);
  const mustSignIn = account?.needs_sign_in ?? false;
  const needsAccount = service.sign_in !== "none";
  return (
    <article className={styles.service} aria-labelledby={`service-${service.name}`}>
      <div className={styles.top}>
        <div className={styles.what}>
          <h2 id={`service-${service.name}`} className={styles.name}>
            {service.title}
          </h2>
          {i18n.exists(`services:about.${service.name}`) && (
            <p className={styles.quiet}>{t(`about.${service.name as "spotify"}`)}</p>
          )}
          {service.is_for_listening_only && <p className={styles.quiet}>{t("listeningOnly")}</p>}
          <State service={service} />
        </div>
        <div className={styles.actions} data-quiet={account && !mustSignIn ? "" : undefined}>
          {needsAccount && (!account || mustSignIn) && (
            <Button
              variant={mustSignIn ? "primary" : "plain"}
              aria-describedby={`service-${service.name}`}
              onClick={() => setConnecting(true)}
            >
              {t(mustSignIn ? "connect.anew" : "connect.action")}
            </Button>
          )}
          {account && (
            <Button
              variant="quiet"
              aria-describedby={`service-${service.name}`}
              onClick={() => setLeaving(true)}
            >
              {t("disconnect.action")}
            </Button>
          )}
        </div>
      </div>
      {account && !mustSignIn && <Uses service={service} account={account} />}
      <ConnectDialog service={service} open={connecting} onClose={() => setConnecting(false)} />
      <Confirm
        open={leaving}
        onClose={() => setLeaving(false)}
        title={t("disconnect.title", { service: service.title })}
        action={t("disconnect.action")}
        mutation={disconnecting}
        onDone={() => say(t("disconnect.done", { service: service.title }))}
      >
        {t("disconnect.text")}
      </Confirm>
    </article>
  );
}

function State({ service: { account, sign_in } }: { service: MusicService }) {
  const { t } = useTranslation("services");
  if (sign_in === "none") return <p className={styles.state}>{t("state.ready")}</p>;
  if (!account) return null;
  if (account.needs_sign_in) return <p className={styles.lost}>{t("state.lost")}</p>;
  return (
    <p className={styles.state}>
      {account.name ? t("state.connectedAs", { name: account.name }) : t("state.connected")}
    </p>
  );
}

type Account = NonNullable<MusicService["account"]>;

/** What a connected service may know, what may be had of it, and what it still answers. */
function Uses({ service, account }: { service: MusicService; account: Account }) {
  const isAdministrator = useSession().data?.user?.is_administrator ?? false;
  const can = (capability: MusicService["capabilities"][number]) =>
    service.capabilities.includes(capability);
  const brings = isAdministrator && can("browse") && can("stream");
  if (!can("submit") && !can("history") && !brings && !can("meter")) return null;
  return (
    <div className={styles.uses}>
      {can("submit") && <Telling service={service} account={account} />}
      {can("history") && <Learning service={service} />}
      {brings && <ServerImport service={service} />}
      {can("meter") && <Allowance service={service} />}
    </div>
  );
}

function Allowance({ service }: { service: MusicService }) {
  const { t, i18n } = useTranslation("services");
  const { data, error } = useQuery(budgetQuery(service));
  if (error) return <p className={styles.fault}>{problemSentence(error)}</p>;
  if (!data) return null;
  const { used, limit, resets_at } = data;
  const time = new Intl.DateTimeFormat(i18n.language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(resets_at));
  return (
    <p className={styles.quiet}>
      {t("budget.left", { count: Math.max(0, limit - used), limit, time })}
    </p>
  );
}

function Telling({ service, account }: { service: MusicService; account: Account }) {
  const { t } = useTranslation("services");
  const telling = useTelling(service);
  const sending = useSendingPlays(service);
  const error = telling.error ?? sending.error;
  return (
    <div className={styles.use}>
      <Switch
        label={t("tell.label")}
        checked={telling.isPending ? telling.variables : account.submits_plays}
        onChange={(wanted) => telling.mutate(wanted)}
      />
      <p className={styles.quiet}>{t("tell.text", { service: service.title })}</p>
      {account.waiting_plays > 0 && (
        <p className={styles.waits}>
          <span>{t("tell.waiting", { count: account.waiting_plays })}</span>
          <Button variant="quiet" busy={sending.isPending} onClick={() => sending.mutate()}>
            {t("tell.send")}
          </Button>
        </p>
      )}
      <p role="status" className={error ? styles.fault : styles.outcome}>
        {error
          ? problemSentence(error)
          : sending.data && t("tell.told", { count: sending.data.told })}
      </p>
    </div>
  );
}

function Learning({ service }: { service: MusicService }) {
  const { t } = useTranslation("services");
  const { mutate, data, error, isPending } = useLearning(service);
  return (
    <div className={styles.learning}>
      <Button busy={isPending} onClick={() => mutate()}>
        {t("learn.action")}
      </Button>
      <p role="status" className={error ? styles.fault : styles.outcome}>
        {error && problemSentence(error)}
        {data && (data.new > 0 ? t("learn.new", { count: data.new }) : t("learn.nothing"))}
        {data && data.known > 0 && ` ${t("learn.known", { count: data.known })}`}
      </p>
    </div>
  );
}
