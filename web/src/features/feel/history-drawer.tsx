import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { PREFIX, client as service } from "@/api/client";
import type { HistoryEntry, PlaylistEntry } from "@/api/types";
import { Button, IconButton } from "@/components/button";
import { Segmented } from "@/components/choice";
import { Cover } from "@/components/cover";
import { Dialog } from "@/components/dialog";
import { Field } from "@/components/field";
import { Skeleton } from "@/components/spinner";
import { EmptyState, ErrorState } from "@/components/states";
import { say } from "@/components/toast";
import { formatDuration, formatMoment } from "@/lib/format";
import { playFrom } from "@/player/player";
import styles from "./history-drawer.module.css";
import { playableOf } from "./playable";
import { historyPreferenceQuery, historyQuery, openPlaylist, playlistsQuery } from "./queries";
import { ServiceActions } from "./service-actions";
import { openEntry } from "./wish";

type Shelf = "matches" | "playlists";
const PAGE = 30;

/** What was found before, and what was kept. */
export function HistoryDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("feel");
  const [shelf, setShelf] = useState<Shelf>("matches");
  return (
    <Dialog open={open} onClose={onClose} title={t("history.title")} side>
      <Segmented
        legend={t("history.shelf")}
        hideLegend
        value={shelf}
        options={[
          { value: "matches", label: t("history.matches") },
          { value: "playlists", label: t("history.playlists") },
        ]}
        onChange={setShelf}
      />
      <div className={styles.shelf}>
        {shelf === "matches" ? <Matches onDone={onClose} /> : <Playlists />}
      </div>
    </Dialog>
  );
}

function Waiting() {
  return (
    <div className={styles.list}>
      <Skeleton height="64px" radius="var(--r2)" />
      <Skeleton height="64px" radius="var(--r2)" />
      <Skeleton height="64px" radius="var(--r2)" />
    </div>
  );
}

function Matches({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation(["feel", "common"]);
  const client = useQueryClient();
  const [limit, setLimit] = useState(PAGE);
  const [clearing, setClearing] = useState(false);
  const { data, error, refetch } = useQuery(historyQuery(limit));
  const { data: preference } = useQuery(historyPreferenceQuery);
  const changed = () => client.invalidateQueries({ queryKey: ["history", "list"] });
  const forget = useMutation({
    mutationFn: (id: number | null) =>
      id === null
        ? service.DELETE("/api/v1/history")
        : service.DELETE("/api/v1/history/{match_id}", { params: { path: { match_id: id } } }),
    onSettled: changed,
  });

  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (preference?.kept === false) {
    return (
      <EmptyState
        title={t("history.off")}
        action={<Link href="/settings">{t("history.settings")}</Link>}
      >
        {t("history.offText")}
      </EmptyState>
    );
  }
  if (data.total === 0) {
    return <EmptyState title={t("history.empty")}>{t("history.emptyText")}</EmptyState>;
  }
  return (
    <>
      <ul className={styles.list}>
        {data.matches.map((entry) => (
          <li key={entry.id} className={styles.entry}>
            <button
              type="button"
              className={styles.open}
              onClick={() => {
                openEntry(entry.id, entry.affect);
                onDone();
              }}
            >
              <Cover id={entry.id} valence={entry.affect.valence} arousal={entry.affect.arousal} />
              <EntryText entry={entry} />
            </button>
            <IconButton
              size="small"
              label={t("history.forget")}
              onClick={() => forget.mutate(entry.id)}
            >
              <Trash2 />
            </IconButton>
          </li>
        ))}
      </ul>
      {data.total > data.matches.length && (
        <Button onClick={() => setLimit(limit + PAGE)}>{t("history.more")}</Button>
      )}
      <div className={styles.clear}>
        {clearing ? (
          <>
            <span>{t("history.clearSure")}</span>
            <Button variant="danger" onClick={() => forget.mutate(null)}>
              {t("common:action.delete")}
            </Button>
            <Button variant="quiet" onClick={() => setClearing(false)}>
              {t("common:action.cancel")}
            </Button>
          </>
        ) : (
          <Button variant="quiet" onClick={() => setClearing(true)}>
            {t("history.clear")}
          </Button>
        )}
      </div>
    </>
  );
}

function EntryText({ entry }: { entry: HistoryEntry }) {
  const { t, i18n } = useTranslation(["feel", "common"]);
  const word = entry.affect.emotion;
  return (
    <span className={styles.text}>
      <span className={styles.word}>
        {word ? t(`common:emotion.${word as "happy"}`, word) : t("history.point")}
        {entry.intent !== "match" && ` · ${t(`intent.${entry.intent as "lift"}`)}`}
      </span>
      <span className={styles.detail}>
        {[formatMoment(entry.at, i18n.language), entry.picture_name].filter(Boolean).join(" · ")}
      </span>
    </span>
  );
}

function Playlists() {
  const { t } = useTranslation(["feel", "common"]);
  const { data, error, refetch } = useQuery(playlistsQuery);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (data.length === 0) {
    return <EmptyState title={t("kept.empty")}>{t("kept.emptyText")}</EmptyState>;
  }
  return (
    <ul className={styles.list}>
      {data.map((playlist) => (
        <li key={playlist.id}>
          <Kept playlist={playlist} />
        </li>
      ))}
    </ul>
  );
}

function Kept({ playlist }: { playlist: PlaylistEntry }) {
  const { t } = useTranslation(["feel", "common"]);
  const client = useQueryClient();
  const [renaming, setRenaming] = useState(false);
  const [name, setName] = useState(playlist.name);
  const path = { params: { path: { playlist_id: playlist.id } } };
  const changed = () => {
    setRenaming(false);
    void client.invalidateQueries({ queryKey: ["playlists"] });
  };
  const rename = useMutation({
    mutationFn: () =>
      service.PATCH("/api/v1/playlists/{playlist_id}", { ...path, body: { name: name.trim() } }),
    onSuccess: changed,
  });
  const remove = useMutation({
    mutationFn: () => service.DELETE("/api/v1/playlists/{playlist_id}", path),
    onSettled: changed,
  });
  const play = useMutation({
    mutationFn: () => openPlaylist(playlist.id),
    onSuccess: ({ tracks }) => {
      const queue = playableOf(tracks, null);
      if (queue.length > 0) playFrom(queue);
      else say(t("kept.nothing"));
    },
  });

  if (renaming) {
    return (
      <form
        className={styles.rename}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) rename.mutate();
        }}
      >
        <Field
          label={t("save.name")}
          hideLabel
          value={name}
          maxLength={200}
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" busy={rename.isPending} disabled={!name.trim()}>
          {t("common:action.save")}
        </Button>
      </form>
    );
  }
  return (
    <div className={styles.kept}>
      <div className={styles.entry}>
        <button type="button" className={styles.open} onClick={() => play.mutate()}>
          <Play aria-hidden="true" />
          <span className={styles.text}>
            <span className={styles.word}>{playlist.name}</span>
            <span className={styles.detail}>
              {t("common:tracks", { count: playlist.tracks })} ·{" "}
              {formatDuration(playlist.duration_s)}
            </span>
          </span>
        </button>
        <IconButton size="small" label={t("kept.rename")} onClick={() => setRenaming(true)}>
          <Pencil />
        </IconButton>
        <IconButton size="small" label={t("kept.delete")} onClick={() => remove.mutate()}>
          <Trash2 />
        </IconButton>
      </div>
      <div className={styles.away}>
        <a href={`${PREFIX}/playlists/${playlist.id}/export?format=m3u8`} download>
          {t("kept.export")}
        </a>
        <ServiceActions list={{ playlist: playlist.id }} name={playlist.name} />
      </div>
    </div>
  );
}
