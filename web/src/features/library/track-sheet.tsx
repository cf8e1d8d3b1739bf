import { useQuery } from "@tanstack/react-query";
import { Check, Copy, ListPlus, Pause, Pencil, Play, ThumbsDown, ThumbsUp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, problemSentence } from "@/api/problem";
import { AffectPlane } from "@/components/affect-plane";
import { Button, IconButton } from "@/components/button";
import { Cover } from "@/components/cover";
import { Dialog } from "@/components/dialog";
import { Skeleton } from "@/components/spinner";
import { ErrorState } from "@/components/states";
import { say } from "@/components/toast";
import { formatCoordinate } from "@/lib/format";
import {
  enqueue,
  playFrom,
  seek,
  togglePlaying,
  useCurrentTrack,
  usePlayer,
} from "@/player/player";
import { useReaction } from "@/player/use-reactions";
import { MoodGlyph } from "./mood-glyph";
import { MoodWaveform } from "./mood-waveform";
import { type Message, Notice } from "./notice";
import { describeSound } from "./sound-words";
import { TrackEditor } from "./track-editor";
import styles from "./track-sheet.module.css";
import {
  type TrackDetails,
  timelineQuery,
  toPlayerTrack,
  trackQuery,
  useForgetTrack,
} from "./tracks";
import { useMoodColours } from "./use-mood-colours";

/** All that is known of a track, who says so, and a way to say it better. */
export function TrackSheet({
  id,
  mayChange,
  onClose,
}: {
  id: number | null;
  /** Whether the library is theirs to change. */
  mayChange: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation("library");
  const [editing, setEditing] = useState(false);
  const [message, setMessage] = useState<Message | null>(null);
  const track = useQuery({ ...trackQuery(id ?? 0), enabled: id !== null });
  const close = () => {
    setEditing(false);
    onClose();
  };
  return (
    <Dialog
      open={id !== null}
      onClose={close}
      side
      wide
      title={editing ? t("edit.heading") : t("sheet.title")}
    >
      {track.error ? (
        <ErrorState error={track.error} onRetry={() => void track.refetch()} />
      ) : !track.data ? (
        <SheetSkeleton />
      ) : editing ? (
        <TrackEditor
          track={track.data}
          onDone={(said) => {
            setEditing(false);
            setMessage(said);
          }}
          onTell={setMessage}
        />
      ) : (
        <Details
          track={track.data}
          mayChange={mayChange}
          onEdit={() => {
            setMessage(null);
            setEditing(true);
          }}
          onTell={setMessage}
          onForgotten={close}
        />
      )}
      <Notice message={message} />
    </Dialog>
  );
}

function SheetSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles.sheet} aria-busy="true">
      <span className="visually-hidden">{t("loading")}</span>
      <div className={styles.head}>
        <Skeleton width="112px" height="112px" radius="var(--r2)" />
        <div className={styles.names}>
          <Skeleton width="70%" height="1.6em" />
          <Skeleton width="45%" />
        </div>
      </div>
      <Skeleton height="92px" />
      <Skeleton height="220px" />
    </div>
  );
}

function Details({
  track,
  mayChange,
  onEdit,
  onTell,
  onForgotten,
}: {
  track: TrackDetails;
  mayChange: boolean;
  onEdit: () => void;
  onTell: (message: Message) => void;
  onForgotten: () => void;
}) {
  const colours = useMoodColours({ valence: track.valence ?? 0, arousal: track.arousal ?? 0 });
  const facts = [track.album, track.year, track.genres.join(", ")].filter(Boolean);
  return (
    <div className={styles.sheet} style={colours}>
      <div className={styles.head}>
        <Cover
          id={track.id}
          valence={track.valence}
          arousal={track.arousal}
          hasCover={track.has_cover}
          className={styles.cover}
        />
        <div className={styles.names}>
          <h3 className={styles.title}>{track.title}</h3>
          <p>{track.artist}</p>
          <p className={styles.quiet}>{facts.join(" · ")}</p>
        </div>
      </div>
      <Actions track={track} {...(mayChange ? { onEdit } : {})} onTell={onTell} />
      {track.playable ? <Progress track={track} /> : <Elsewhere track={track} />}
      <MoodSection track={track} />
      <SoundSection track={track} />
      <LicenceSection track={track} onTell={onTell} />
      <WhereSection track={track} {...(mayChange ? { onForgotten } : {})} />
    </div>
  );
}

function WhereSection({ track, onForgotten }: { track: TrackDetails; onForgotten?: () => void }) {
  const { t } = useTranslation("library");
  return (
    <Section title={t("sheet.where")}>
      <ul className={styles.paths}>
        {track.paths.map((path) => (
          <li key={path}>{path}</li>
        ))}
      </ul>
      {track.paths.length === 0 && <p className={styles.quiet}>{t("sheet.noFile")}</p>}
      {track.playable && <Links track={track} />}
      {track.notes.map((note) => (
        <p key={note} className={styles.quiet}>
          {note}
        </p>
      ))}
      {onForgotten && <Forget track={track} onForgotten={onForgotten} />}
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}

function Actions({
  track,
  onEdit,
  onTell,
}: {
  track: TrackDetails;
  onEdit?: () => void;
  onTell: (message: Message) => void;
}) {
  const { t } = useTranslation(["library", "player"]);
  const current = useCurrentTrack();
  const playing = usePlayer((state) => state.playing) && current?.id === track.id;
  const { said, say: react } = useReaction(track.id);
  const queue = () => {
    enqueue(toPlayerTrack(track));
    onTell({ text: t("sheet.queued", { title: track.title }) });
  };
  return (
    <div className={styles.actions}>
      {track.playable && (
        <Button
          variant="primary"
          icon={playing ? <Pause fill="currentColor" /> : <Play fill="currentColor" />}
          onClick={() =>
            current?.id === track.id ? togglePlaying() : playFrom([toPlayerTrack(track)])
          }
        >
          {t(playing ? "player:pause" : "player:play")}
        </Button>
      )}
      {onEdit && (
        <Button icon={<Pencil />} onClick={onEdit}>
          {t("edit.open")}
        </Button>
      )}
      <span className={styles.reactions}>
        {track.playable && (
          <IconButton label={t("sheet.queue")} onClick={queue}>
            <ListPlus />
          </IconButton>
        )}
        <IconButton
          label={t("player:like")}
          aria-pressed={said === "like"}
          onClick={() => react("like")}
        >
          <ThumbsUp fill={said === "like" ? "currentColor" : "none"} />
        </IconButton>
        <IconButton
          label={t("player:dislike")}
          aria-pressed={said === "dislike"}
          onClick={() => react("dislike")}
        >
          <ThumbsDown fill={said === "dislike" ? "currentColor" : "none"} />
        </IconButton>
      </span>
    </div>
  );
}

function Progress({ track }: { track: TrackDetails }) {
  const { t } = useTranslation("library");
  const { data, error } = useQuery(timelineQuery(track.id));
  const isCurrent = useCurrentTrack()?.id === track.id;
  const position = usePlayer((state) => state.position);
  if (error) {
    return (
      <p className={styles.quiet}>
        {error instanceof Problem && error.status === 404
          ? t("sheet.notHeard")
          : problemSentence(error)}
      </p>
    );
  }
  if (!data) return <Skeleton height="92px" />;
  return (
    <MoodWaveform
      timeline={data}
      title={track.title}
      position={isCurrent ? position : null}
      onSeek={(to) => {
        if (!isCurrent) playFrom([toPlayerTrack(track)]);
        seek(to);
      }}
    />
  );
}

function Elsewhere({ track }: { track: TrackDetails }) {
  const { t } = useTranslation("library");
  return (
    <div className={styles.elsewhere}>
      <p className={styles.quiet}>{t("sheet.elsewhere")}</p>
      <Links track={track} />
    </div>
  );
}

function Links({ track }: { track: TrackDetails }) {
  const { t } = useTranslation("library");
  const links = Object.entries(track.links);
  if (links.length === 0) return null;
  return (
    <ul className={styles.links}>
      {links.map(([provider, address]) => (
        <li key={provider}>
          <a href={address} target="_blank" rel="noreferrer">
            {t("sheet.lookOn", { provider: nameOf(provider) })}
          </a>
        </li>
      ))}
    </ul>
  );
}

const PROVIDERS: Record<string, string> = {
  spotify: "Spotify",
  youtube: "YouTube",
  deezer: "Deezer",
  tidal: "Tidal",
  musicbrainz: "MusicBrainz",
  jamendo: "Jamendo",
  fma: "Free Music Archive",
};
const nameOf = (provider: string) => PROVIDERS[provider] ?? provider;

function MoodSection({ track }: { track: TrackDetails }) {
  const { t, i18n } = useTranslation(["library", "common"]);
  const point =
    track.valence != null && track.arousal != null
      ? { valence: track.valence, arousal: track.arousal }
      : null;
  const number = (value: number) => formatCoordinate(value, i18n.language);
  return (
    <Section title={t("sheet.mood")}>
      <div className={styles.mood}>
        <AffectPlane
          className={styles.plane}
          point={point}
          label={t("sheet.mood")}
          points={track.moods.map((mood, index) => ({ ...mood, id: index }))}
        />
        <ul className={styles.moods}>
          {byTrust(track.moods).map((mood) => (
            <li key={`${mood.origin} ${mood.stated_by}`}>
              <MoodGlyph valence={mood.valence} arousal={mood.arousal} />
              <div>
                <p>{t(`origin.${mood.origin}`)}</p>
                <p className={styles.quiet}>
                  {mood.words.length > 0 && <>{mood.words.join(", ")} · </>}
                  <span className="tabular">
                    {t("sheet.coordinates", {
                      valence: number(mood.valence),
                      arousal: number(mood.arousal),
                      sd: mood.uncertainty.toFixed(2),
                    })}
                  </span>
                </p>
              </div>
            </li>
          ))}
          {track.moods.length === 0 && <li className={styles.quiet}>{t("sheet.noMood")}</li>}
        </ul>
      </div>
    </Section>
  );
}

// As the library has it: whoever stands first is believed first.
const TRUST = ["user", "tags", "model", "catalogue", "heard"];
const byTrust = (moods: TrackDetails["moods"]) =>
  [...moods].sort((one, other) => TRUST.indexOf(one.origin) - TRUST.indexOf(other.origin));

function SoundSection({ track }: { track: TrackDetails }) {
  const { t, i18n } = useTranslation("library");
  if (!track.features) return null;
  const sounds = describeSound(track.features);
  const numeral = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 });
  return (
    <Section title={t("sheet.sound")}>
      <dl className={styles.sounds}>
        {track.key && (
          <div>
            <dt>{t("feature.key")}</dt>
            <dd>
              {track.key.replace(/ (major|minor)$/, (_, mode: "major" | "minor") => ` ${t(mode)}`)}
            </dd>
          </div>
        )}
        {sounds.map(({ feature, word, value, share }) => (
          <div key={feature}>
            <dt>{t(`feature.${feature}`)}</dt>
            <dd>
              {t(`sound.${word}`)}
              <span className={styles.figure}>
                {t(`unit.${feature}`, { value: numeral.format(value) })}
              </span>
            </dd>
            <span className={styles.meter} aria-hidden="true">
              <span style={{ width: `${Math.max(3, share * 100)}%` }} />
            </span>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function LicenceSection({
  track,
  onTell,
}: {
  track: TrackDetails;
  onTell: (message: Message) => void;
}) {
  const { t } = useTranslation("library");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(track.credit);
      setCopied(true);
      onTell({ text: t("sheet.copied") });
    } catch {
      onTell({ text: t("sheet.notCopied") });
    }
  };
  return (
    <Section title={t("sheet.licence")}>
      <p>
        {track.licence || t("sheet.noLicence")}
        {track.licence_origin && (
          <span className={styles.quiet}> · {t(`licenceOrigin.${track.licence_origin}`)}</span>
        )}
      </p>
      {track.credit && (
        <div className={styles.credit}>
          <p>{track.credit}</p>
          <IconButton size="small" label={t("sheet.copy")} onClick={copy}>
            {copied ? <Check /> : <Copy />}
          </IconButton>
        </div>
      )}
    </Section>
  );
}

function Forget({ track, onForgotten }: { track: TrackDetails; onForgotten: () => void }) {
  const { t } = useTranslation(["library", "common"]);
  const [asked, setAsked] = useState(false);
  const forget = useForgetTrack(track.id);
  if (!asked) {
    return (
      <Button variant="quiet" className={styles.forget} onClick={() => setAsked(true)}>
        {t("forget.open")}
      </Button>
    );
  }
  return (
    <div className={styles.confirm} role="alertdialog" aria-label={t("forget.open")}>
      <p>{t("forget.question")}</p>
      {forget.error && <p role="alert">{problemSentence(forget.error)}</p>}
      <div className={styles.actions}>
        <Button
          variant="danger"
          busy={forget.isPending}
          onClick={() =>
            forget.mutate(undefined, {
              onSuccess: () => {
                say(t("forget.done", { title: track.title }));
                onForgotten();
              },
            })
          }
        >
          {t("forget.confirm")}
        </Button>
        <Button variant="quiet" onClick={() => setAsked(false)}>
          {t("common:action.cancel")}
        </Button>
      </div>
    </div>
  );
}
