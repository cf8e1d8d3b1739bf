import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, CircleHelp, ExternalLink, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { send } from "@/api/client";
import { problemSentence } from "@/api/problem";
import {
  type MusicService,
  pathOf,
  type SentPlaylist,
  type ServiceTrack,
  servicesQuery,
  type TrackList,
  useConnectedServices,
} from "@/api/services";
import { Button } from "@/components/button";
import { Segmented } from "@/components/choice";
import { Dialog } from "@/components/dialog";
import { Field, SelectField } from "@/components/field";
import { Skeleton } from "@/components/spinner";
import { formatShare } from "@/lib/format";
import styles from "./service-actions.module.css";

// From here on a match is told without a doubt, as the matching of services has it.
const SURE_FROM = 0.85;

/** Keeps a list as a playlist of a service, and tells what that has of it. */
export default function SaveToService({
  open,
  onClose,
  ...saving
}: {
  open: boolean;
  onClose: () => void;
  list: TrackList;
  name: string;
  forFilm: boolean;
}) {
  const { t } = useTranslation("services");
  return (
    <Dialog open={open} onClose={onClose} title={t("save.title")}>
      <Saving {...saving} onDone={onClose} />
    </Dialog>
  );
}

function Saving({
  list,
  name: suggested,
  forFilm,
  onDone,
}: {
  list: TrackList;
  name: string;
  forFilm: boolean;
  onDone: () => void;
}) {
  const { t } = useTranslation(["services", "common"]);
  const client = useQueryClient();
  const { data, error } = useConnectedServices("playlists");
  const services = data?.filter((each) => !(forFilm && each.is_for_listening_only)) ?? [];
  const usable = services.filter(({ account }) => !account?.needs_sign_in);
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState(suggested);
  const service = usable.find((each) => each.name === chosen) ?? usable[0];
  const saving = useMutation({
    mutationFn: (to: string) =>
      send<SentPlaylist>("POST", `${pathOf(to)}/playlists`, {
        json: { name: name.trim(), ...list },
      }),
    // A service that no longer lets somebody in is shown as such.
    onError: () => client.invalidateQueries({ queryKey: servicesQuery.queryKey }),
  });
  if (error) return <p role="alert">{problemSentence(error)}</p>;
  if (!data) return <Skeleton height="120px" radius="var(--r2)" />;
  if (saving.data) {
    const title = services.find((each) => each.name === saving.variables)?.title ?? "";
    return <Saved sent={saving.data} service={title} onDone={onDone} />;
  }
  if (!service) {
    const [lost] = services;
    return (
      <div className={styles.form}>
        <p>{lost ? t("save.anew", { service: lost.title }) : t("save.none")}</p>
        <Link href="/settings/services">{t("save.open")}</Link>
        {saving.error && (
          <p role="alert" className={styles.fault}>
            {problemSentence(saving.error)}
          </p>
        )}
      </div>
    );
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && !saving.isPending) saving.mutate(service.name);
  };
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <Destination services={usable} value={service.name} onChange={setChosen} />
      <Field
        label={t("save.name")}
        value={name}
        maxLength={200}
        required
        autoFocus
        onChange={(event) => setName(event.target.value)}
      />
      <p
        role={saving.error ? "alert" : "status"}
        className={saving.error ? styles.fault : styles.quiet}
      >
        {saving.error && problemSentence(saving.error)}
        {saving.isPending && t("save.looking")}
      </p>
      <div className={styles.end}>
        <Button variant="quiet" onClick={onDone}>
          {t("common:action.cancel")}
        </Button>
        <Button variant="primary" type="submit" busy={saving.isPending} disabled={!name.trim()}>
          {t("save.submit")}
        </Button>
      </div>
    </form>
  );
}

// As many names as stand side by side on a phone.
const MOST_SEGMENTS = 3;

function Destination({
  services,
  value,
  onChange,
}: {
  services: readonly MusicService[];
  value: string;
  onChange: (name: string) => void;
}) {
  const { t } = useTranslation("services");
  const [only, ...others] = services;
  if (only && others.length === 0) {
    return <p className={styles.quiet}>{t("save.at", { service: only.title })}</p>;
  }
  if (services.length <= MOST_SEGMENTS) {
    const options = services.map(({ name, title }) => ({ value: name, label: title }));
    return (
      <Segmented legend={t("save.where")} value={value} options={options} onChange={onChange} />
    );
  }
  return (
    <SelectField
      label={t("save.where")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {services.map(({ name, title }) => (
        <option key={name} value={name}>
          {title}
        </option>
      ))}
    </SelectField>
  );
}

/** What the service keeps now, and what it had not. */
function Saved({
  sent: { playlist, tracks },
  service,
  onDone,
}: {
  sent: SentPlaylist;
  service: string;
  onDone: () => void;
}) {
  const { t } = useTranslation("services");
  const found = tracks.filter(({ at_service }) => at_service !== null).length;
  const told = { name: playlist.name, service, found, count: tracks.length };
  return (
    <div className={styles.form}>
      <p role="status">{t(found === tracks.length ? "save.all" : "save.part", told)}</p>
      <ul className={styles.tracks} aria-label={t("save.tracks")}>
        {tracks.map((track, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list may hold a track twice
          <li key={place}>
            <Found track={track} />
          </li>
        ))}
      </ul>
      <div className={styles.end}>
        {playlist.url && (
          <a className={styles.look} href={playlist.url} target="_blank" rel="noreferrer">
            {t("save.look", { service })}
            <ExternalLink aria-hidden="true" />
          </a>
        )}
        <Button variant="primary" onClick={onDone}>
          {t("save.done")}
        </Button>
      </div>
    </div>
  );
}

function Found({
  track: { title, artist, at_service, confidence, reason },
}: {
  track: ServiceTrack;
}) {
  const { t, i18n } = useTranslation("services");
  const state = !at_service ? "missing" : confidence >= SURE_FROM ? "found" : "probably";
  const share = t("save.share", { share: formatShare(confidence, i18n.language) });
  return (
    <div className={styles.track} data-state={state}>
      <span className={styles.mark} aria-hidden="true">
        {state === "found" ? <Check /> : state === "probably" ? <CircleHelp /> : <X />}
      </span>
      <span className={styles.names}>
        <span className={styles.title}>{title}</span>
        <span className={styles.detail}>
          {state === "probably" ? `${at_service?.title} · ${at_service?.artist}` : artist}
        </span>
      </span>
      <span className={styles.state} title={at_service ? `${share}: ${reason}` : undefined}>
        {t(`save.${state}`)}
        {state === "probably" && <span className={styles.detail}>{share}</span>}
      </span>
    </div>
  );
}
