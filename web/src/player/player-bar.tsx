import { useQuery } from "@tanstack/react-query";
import {
  ChevronDown,
  ListMusic,
  MonitorSpeaker,
  Pause,
  Play,
  SkipBack,
  SkipForward,
  ThumbsDown,
  ThumbsUp,
  Volume2,
  VolumeX,
  X,
} from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { client, dataOf } from "@/api/client";
import { IconButton } from "@/components/button";
import { Cover } from "@/components/cover";
import { Dialog } from "@/components/dialog";
import { Slider } from "@/components/slider";
import { Spinner } from "@/components/spinner";
import { say, Toasts } from "@/components/toast";
import { Waveform } from "@/components/waveform";
import { formatDuration } from "@/lib/format";
import { DeviceButton } from "./device-button";
import {
  type PlayerTrack,
  playFrom,
  playNext,
  playPrevious,
  removeFromQueue,
  seek,
  setVolume,
  toggleMuted,
  togglePlaying,
  useCurrentTrack,
  usePlayer,
} from "./player";
import styles from "./player-bar.module.css";
import { spokenTrack } from "./spoken-track";
import { useReaction } from "./use-reactions";

// No track of the library has this number.
const UNKNOWN = 0;

export function useTimeline(track: number | undefined) {
  return useQuery({
    queryKey: ["timeline", track],
    queryFn: ({ signal }) =>
      dataOf(
        client.GET("/api/v1/tracks/{track_id}/timeline", {
          params: { path: { track_id: track as number } },
          signal,
        }),
      ),
    enabled: Boolean(track),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** What plays: the current track or, where a device was given another from elsewhere, that. */
function useShownTrack(): PlayerTrack | null {
  const track = useCurrentTrack();
  const other = usePlayer(({ output }) => output?.other);
  if (!track || !other) return track;
  return { ...other, id: UNKNOWN, valence: null, arousal: null };
}

/** The bar at the bottom of every page while something is loaded; on phones it opens full-screen. */
export function PlayerBar() {
  const { t } = useTranslation("player");
  const track = useShownTrack();
  const failed = usePlayer((state) => state.failed);
  const [open, setOpen] = useState(false);
  const [queueOpen, setQueueOpen] = useState(false);
  const shown = track !== null;

  useEffect(() => {
    document.documentElement.style.setProperty("--player", shown ? "88px" : "0px");
  }, [shown]);
  useEffect(() => {
    if (track && failed === track.id) say(t("failed", { title: track.title }), { tone: "alarm" });
  }, [failed, track, t]);

  if (!track) return null;
  return (
    <section className={styles.bar} aria-label={t("label")}>
      <div className={styles.inside}>
        <button type="button" className={styles.now} onClick={() => setOpen(true)}>
          <TrackFace track={track} device />
          <span className="visually-hidden">{t("open")}</span>
        </button>
        <div className={styles.face}>
          <TrackFace track={track} device />
        </div>
        <Transport />
        <div className={styles.progress}>
          <Position track={track} />
        </div>
        <div className={styles.aside}>
          <Reactions track={track} />
          <Volume />
          <DeviceButton />
          <IconButton label={t("queue")} onClick={() => setQueueOpen(true)}>
            <ListMusic />
          </IconButton>
        </div>
      </div>
      <p className="visually-hidden" aria-live="polite">
        {t("nowPlaying", spokenTrack(track))}
      </p>
      <FullScreen
        track={track}
        open={open}
        onClose={() => setOpen(false)}
        onQueue={() => setQueueOpen(true)}
      />
      <Queue open={queueOpen} onClose={() => setQueueOpen(false)} />
    </section>
  );
}

function TrackFace({ track, device = false }: { track: PlayerTrack; device?: boolean }) {
  return (
    <>
      <Cover
        id={track.id}
        valence={track.valence}
        arousal={track.arousal}
        hasCover={track.has_cover ?? false}
      />
      <span className={styles.names}>
        <span className={styles.title}>{track.title}</span>
        <span className={styles.artist}>{track.artist}</span>
        {device && <DeviceName />}
      </span>
    </>
  );
}

/** Where it plays, where that is not this page. */
function DeviceName() {
  const { t } = useTranslation("player");
  const device = usePlayer(({ output }) => output?.device.name);
  if (!device) return null;
  return (
    <span className={styles.device}>
      <MonitorSpeaker aria-hidden="true" />
      {t("output.on", { device })}
    </span>
  );
}

function Transport({ large = false }: { large?: boolean }) {
  const { t } = useTranslation("player");
  const playing = usePlayer((state) => state.playing);
  const waiting = usePlayer((state) => state.waiting);
  const last = usePlayer((state) => state.index + 1 >= state.queue.length);
  return (
    <div className={styles.transport}>
      <IconButton label={t("previous")} onClick={playPrevious}>
        <SkipBack fill="currentColor" />
      </IconButton>
      <IconButton
        label={t(playing ? "pause" : "play")}
        filled
        size={large ? "large" : "normal"}
        onClick={togglePlaying}
      >
        {waiting && !playing ? (
          <Spinner />
        ) : playing ? (
          <Pause fill="currentColor" />
        ) : (
          <Play fill="currentColor" />
        )}
      </IconButton>
      <IconButton label={t("next")} disabled={last} onClick={playNext}>
        <SkipForward fill="currentColor" />
      </IconButton>
    </div>
  );
}

function Position({ track, height = 36 }: { track: PlayerTrack; height?: number }) {
  const position = usePlayer((state) => state.position);
  const duration = usePlayer((state) => state.duration);
  const { data } = useTimeline(track.id);
  return (
    <>
      <span className={styles.time}>{formatDuration(position)}</span>
      <Waveform
        peaks={data?.peaks}
        position={position}
        duration={duration}
        onSeek={seek}
        title={track.title}
        height={height}
      />
      <span className={styles.time}>{formatDuration(duration)}</span>
    </>
  );
}

function Reactions({ track }: { track: PlayerTrack }) {
  const { t } = useTranslation("player");
  const { said, say: react } = useReaction(track.id, track.match ?? null);
  if (track.id === UNKNOWN) return null;
  return (
    <>
      <IconButton label={t("like")} aria-pressed={said === "like"} onClick={() => react("like")}>
        <ThumbsUp fill={said === "like" ? "currentColor" : "none"} />
      </IconButton>
      <IconButton
        label={t("dislike")}
        aria-pressed={said === "dislike"}
        onClick={() => react("dislike")}
      >
        <ThumbsDown fill={said === "dislike" ? "currentColor" : "none"} />
      </IconButton>
    </>
  );
}

function Volume() {
  const { t } = useTranslation("player");
  const volume = usePlayer((state) => state.volume);
  const muted = usePlayer((state) => state.muted);
  const silent = muted || volume === 0;
  const fixed = usePlayer(({ output }) =>
    output?.hasVolume === false ? output.device.name : null,
  );
  const reason = fixed === null ? undefined : t("output.fixedVolume", { device: fixed });
  return (
    <div className={styles.volume}>
      <IconButton
        label={t(silent ? "unmute" : "mute")}
        disabled={fixed !== null}
        onClick={toggleMuted}
      >
        {silent ? <VolumeX /> : <Volume2 />}
      </IconButton>
      <Slider
        className={styles.loudness}
        label={t("volume")}
        valueText={`${Math.round(volume * 100)}%`}
        min={0}
        max={1}
        step={0.02}
        disabled={fixed !== null}
        title={reason}
        value={muted ? 0 : volume}
        onChange={setVolume}
      />
    </div>
  );
}

function FullScreen({
  track,
  open,
  onClose,
  onQueue,
}: {
  track: PlayerTrack;
  open: boolean;
  onClose: () => void;
  onQueue: () => void;
}) {
  const { t } = useTranslation("player");
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (open && !element?.open) element?.showModal();
    if (!open && element?.open) element.close();
  }, [open]);
  return (
    <dialog ref={dialog} className={styles.full} aria-label={t("label")} onClose={onClose}>
      {open && (
        <div className={styles.fullInside}>
          <header className={styles.fullHead}>
            <IconButton label={t("close")} onClick={onClose}>
              <ChevronDown />
            </IconButton>
            <span className={styles.fullTools}>
              <DeviceButton />
              <IconButton
                label={t("queue")}
                onClick={() => {
                  onClose();
                  onQueue();
                }}
              >
                <ListMusic />
              </IconButton>
            </span>
          </header>
          <Cover
            id={track.id}
            valence={track.valence}
            arousal={track.arousal}
            hasCover={track.has_cover ?? false}
            className={styles.fullCover}
          />
          <div className={styles.fullNames}>
            <span className={styles.names}>
              <span className={styles.fullTitle}>{track.title}</span>
              <span className={styles.artist}>{track.artist}</span>
              <DeviceName />
            </span>
            <span className={styles.fullReactions}>
              <Reactions track={track} />
            </span>
          </div>
          <div className={styles.fullProgress}>
            <Position track={track} height={56} />
          </div>
          <Transport large />
          <Toasts inDialog />
        </div>
      )}
    </dialog>
  );
}

function Queue({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("player");
  const queue = usePlayer((state) => state.queue);
  const index = usePlayer((state) => state.index);
  const coming = queue.slice(index + 1);
  return (
    <Dialog open={open} onClose={onClose} title={t("upNext")} side>
      {coming.length === 0 && <p>{t("queueEmpty")}</p>}
      <ol className={styles.queue}>
        {coming.map((track, offset) => {
          const place = index + 1 + offset;
          return (
            <li key={track.id} className={styles.queued}>
              <button
                type="button"
                className={styles.queuedTrack}
                onClick={() => playFrom(queue, place)}
              >
                <TrackFace track={track} />
              </button>
              <IconButton
                size="small"
                label={t("remove", { title: track.title })}
                onClick={() => removeFromQueue(place)}
              >
                <X />
              </IconButton>
            </li>
          );
        })}
      </ol>
    </Dialog>
  );
}
