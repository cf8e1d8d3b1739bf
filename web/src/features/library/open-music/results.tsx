import { useQuery } from "@tanstack/react-query";
import { Check, Play, Plus, Square } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { problemSentence } from "@/api/problem";
import type { MusicService } from "@/api/services";
import { Button, IconButton } from "@/components/button";
import { Skeleton } from "@/components/spinner";
import { formatDuration } from "@/lib/format";
import { type OpenTrack, searchQuery, type Wish } from "./catalogues";
import { readLicence } from "./licence-name";
import styles from "./open-music.module.css";
import type { Addition, useAdditions } from "./use-additions";
import type { usePreview } from "./use-preview";

type Preview = ReturnType<typeof usePreview>;
type Additions = ReturnType<typeof useAdditions>;

/** What one catalogue offers. */
export function CatalogueResults({
  catalogue,
  wish,
  preview,
  additions,
}: {
  catalogue: MusicService;
  wish: Wish;
  preview: Preview;
  additions: Additions;
}) {
  const { t } = useTranslation(["library", "common"]);
  const heading = useId();
  const { data, error, refetch } = useQuery(searchQuery(catalogue.name, wish));
  return (
    <section className={styles.catalogue} aria-labelledby={heading}>
      <h3 id={heading}>{catalogue.title}</h3>
      <p role="status" className={styles.quiet}>
        {data &&
          (data.length > 0 ? t("openMusic.found", { count: data.length }) : t("openMusic.nothing"))}
      </p>
      {error ? (
        <div className={styles.fault}>
          <p role="alert">{problemSentence(error)}</p>
          <Button onClick={() => void refetch()}>{t("common:action.retry")}</Button>
        </div>
      ) : data ? (
        <ul className={styles.tracks}>
          {data.map((track) => (
            <li key={track.uri}>
              <ResultRow
                track={track}
                isHeard={preview.heard === track.uri}
                failure={preview.failure?.uri === track.uri ? preview.failure : null}
                onHear={() => preview.play(catalogue.name, track)}
                onStop={preview.stop}
                addition={additions.additions[track.uri]}
                onAdd={() => void additions.add(catalogue.name, track)}
              />
            </li>
          ))}
        </ul>
      ) : (
        <div className={styles.waiting} aria-busy="true">
          <Skeleton height="64px" radius="var(--r2)" />
          <Skeleton height="64px" radius="var(--r2)" />
        </div>
      )}
    </section>
  );
}

function ResultRow({
  track,
  isHeard,
  failure,
  onHear,
  onStop,
  addition,
  onAdd,
}: {
  track: OpenTrack;
  isHeard: boolean;
  failure: Preview["failure"];
  onHear: () => void;
  onStop: () => void;
  addition: Addition | undefined;
  onAdd: () => void;
}) {
  const { t } = useTranslation("library");
  const licence = readLicence(track.licence);
  const title = track.title || t("openMusic.untitled");
  const named = track.artist
    ? t("openMusic.named", { title, artist: track.artist })
    : t("openMusic.nameless", { title });
  return (
    <div className={styles.row}>
      {track.is_playable ? (
        <IconButton
          label={t(isHeard ? "openMusic.stop" : "openMusic.hear", { track: named })}
          filled={isHeard}
          onClick={isHeard ? onStop : onHear}
        >
          {isHeard ? <Square fill="currentcolor" /> : <Play />}
        </IconButton>
      ) : (
        <span />
      )}
      <div className={styles.what}>
        <p className={styles.title}>
          <Outside address={track.url}>{title}</Outside>
        </p>
        {track.artist && <p>{track.artist}</p>}
        <p className={styles.quiet}>
          <Outside address={licence.address}>{licence.name || t("openMusic.noLicence")}</Outside>
          {track.duration_s !== null && ` · ${formatDuration(track.duration_s)}`}
        </p>
        {track.attribution && <p className={styles.credit}>{track.attribution}</p>}
        {failure && (
          <p role="alert" className={styles.failed}>
            {failure.error === null ? t("openMusic.unplayable") : problemSentence(failure.error)}
          </p>
        )}
        {addition?.state === "failed" && (
          <p role="alert" className={styles.failed}>
            {t("openMusic.notAdded", {
              reason: addition.reason ?? problemSentence(addition.error),
            })}
          </p>
        )}
        {addition?.state === "stopped" && (
          <p role="status" className={styles.quiet}>
            {t("openMusic.stopped")}
          </p>
        )}
      </div>
      <AddButton track={named} addition={addition} onAdd={onAdd} />
    </div>
  );
}

/** Stays the same button to the end, so that whoever pressed it by a key is left where they are. */
function AddButton({
  track,
  addition,
  onAdd,
}: {
  track: string;
  addition: Addition | undefined;
  onAdd: () => void;
}) {
  const { t } = useTranslation("library");
  const isAdded = addition?.state === "added";
  const isBusy = addition?.state === "asking" || addition?.state === "working";
  const word = t(isAdded ? "openMusic.added" : isBusy ? "openMusic.adding" : "openMusic.add");
  return (
    <div className={styles.add}>
      <Button
        variant={isAdded ? "quiet" : "plain"}
        icon={isAdded ? <Check aria-hidden="true" /> : <Plus aria-hidden="true" />}
        busy={isBusy}
        aria-disabled={isAdded || undefined}
        aria-label={t("openMusic.wordOf", { word, track })}
        onClick={isAdded ? undefined : onAdd}
      >
        {word}
      </Button>
      <p className="visually-hidden" role="status">
        {isAdded && t("openMusic.wordOf", { word, track })}
      </p>
    </div>
  );
}

/** Leads out of the page where there is an address of the web; what services write is not trusted. */
function Outside({ address, children }: { address: string | null; children: string }) {
  if (!address || !/^https?:\/\//i.test(address)) return children;
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
