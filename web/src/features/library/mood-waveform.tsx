import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Timeline } from "@/api/types";
import { keepDrawn, type Surface } from "@/components/canvas-drawing";
import { formatDuration } from "@/lib/format";
import { moodColour } from "@/lib/mood";
import { useTheme } from "@/lib/theme";
import type { Theme } from "@/lib/theme-choice";
import styles from "./mood-waveform.module.css";

const BAR_PX = 3;
const GAP_PX = 1.5;
const LEAST = 0.05;
// Beats closer than this would be a grey band, so that only every second, fourth … is drawn.
const BEAT_PX = 5;

/** A recording as it goes on: how loud, in the colours of its mood, with its beats below. */
export function MoodWaveform({
  timeline,
  position,
  title,
  onSeek,
}: {
  timeline: Timeline;
  /** seconds; null while another track, or none, is loaded */
  position: number | null;
  title: string;
  onSeek: (position: number) => void;
}) {
  const { t } = useTranslation(["library", "player"]);
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const duration = lengthOf(timeline);
  useEffect(() => {
    if (!canvas.current) return;
    return keepDrawn(canvas.current, (surface) => drawTimeline(surface, timeline, theme));
  }, [timeline, theme]);
  const at = (seconds: number) => `${(seconds / Math.max(1, duration)) * 100}%`;
  return (
    <div>
      <div className={styles.waveform}>
        {timeline.excerpt && (
          <span
            className={styles.excerpt}
            style={{
              left: at(timeline.excerpt[0]),
              width: at(timeline.excerpt[1] - timeline.excerpt[0]),
            }}
          />
        )}
        <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
        {position !== null && <span className={styles.now} style={{ left: at(position) }} />}
        <input
          type="range"
          className="input-above"
          min={0}
          max={Math.max(1, duration)}
          step={1}
          value={position ?? 0}
          aria-label={t("player:seek", { title })}
          aria-valuetext={t("player:position", {
            time: formatDuration(position ?? 0),
            duration: formatDuration(duration),
          })}
          onChange={(event) => onSeek(event.target.valueAsNumber)}
        />
      </div>
      <p className={styles.caption}>
        <span className="tabular">{formatDuration(position ?? 0)}</span>
        <span>
          {timeline.excerpt
            ? t("excerpt", {
                from: formatDuration(timeline.excerpt[0]),
                to: formatDuration(timeline.excerpt[1]),
              })
            : ""}
        </span>
        <span className="tabular">{formatDuration(duration)}</span>
      </p>
    </div>
  );
}

/** Seconds; where the file does not say, as many as were listened to. */
function lengthOf({ duration_s: duration, moods }: Timeline): number {
  return duration ?? moods.length;
}

function drawTimeline({ context, width, height }: Surface, timeline: Timeline, theme: Theme): void {
  const beats = 10;
  drawBars(context, timeline, theme, width, height - beats - 4);
  drawBeats(context, timeline, theme, width, height, beats);
}

function drawBars(
  context: CanvasRenderingContext2D,
  timeline: Timeline,
  theme: Theme,
  width: number,
  height: number,
): void {
  const { peaks, moods } = timeline;
  const count = Math.max(1, Math.floor(width / (BAR_PX + GAP_PX)));
  const step = width / count;
  for (let bar = 0; bar < count; bar++) {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    const loudest = peaks.slice(from, to).reduce((most, peak) => Math.max(most, peak), 0) / 255;
    const tall = Math.max(LEAST, loudest) * height;
    const mood = moods[Math.floor(((bar + 0.5) / count) * lengthOf(timeline))];
    context.fillStyle = mood
      ? moodColour(mood[0], mood[1], theme, theme === "dark" ? "solid" : "ink")
      : moodColour(0, 0, theme, "solid");
    context.beginPath();
    context.roundRect(bar * step, (height - tall) / 2, BAR_PX, tall, BAR_PX / 2);
    context.fill();
  }
}

function drawBeats(
  context: CanvasRenderingContext2D,
  timeline: Timeline,
  theme: Theme,
  width: number,
  height: number,
  tall: number,
): void {
  const { beats_s: beats } = timeline;
  const duration = lengthOf(timeline);
  const room = width / Math.max(1, beats.length);
  const every = 2 ** Math.max(0, Math.ceil(Math.log2(BEAT_PX / room)));
  context.fillStyle = moodColour(0, 0, theme, "ink");
  context.globalAlpha = 0.4;
  for (let beat = 0; beat < beats.length; beat += every) {
    const x = ((beats[beat] as number) / Math.max(1, duration)) * width;
    context.fillRect(x, height - tall / 2 - 2, 1, 4);
  }
}
