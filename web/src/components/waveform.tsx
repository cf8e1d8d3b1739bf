import { useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration } from "@/lib/format";
import styles from "./waveform.module.css";

const BAR_PX = 3;
const GAP_PX = 2;
// A silent second still shows that there is a second.
const LEAST = 0.06;

/** Peaks as a shape to look at and a place to seek; without peaks a plain line. */
export function Waveform({
  peaks,
  position,
  duration,
  onSeek,
  title,
  height = 40,
}: {
  /** 0 to 255, evenly over the track */
  peaks: readonly number[] | undefined;
  /** seconds */
  position: number;
  /** seconds */
  duration: number;
  onSeek: (position: number) => void;
  title: string;
  height?: number;
}) {
  const { t } = useTranslation("player");
  const clip = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const shape = useMemo(() => drawBars(peaks ?? [], width, height), [peaks, width, height]);
  const share = duration > 0 ? Math.min(1, position / duration) : 0;
  return (
    <div ref={frame} className={styles.waveform} style={{ height }}>
      <svg width={width} height={height} aria-hidden="true">
        <clipPath id={clip}>
          <rect width={width * share} height={height} />
        </clipPath>
        <path d={shape} className={styles.rest} />
        <path d={shape} className={styles.played} clipPath={`url(#${clip})`} />
      </svg>
      <input
        type="range"
        className="input-above"
        min={0}
        max={Math.max(1, duration)}
        step={1}
        value={Math.min(position, Math.max(1, duration))}
        disabled={duration <= 0}
        aria-label={t("seek", { title })}
        aria-valuetext={t("position", {
          time: formatDuration(position),
          duration: formatDuration(duration),
        })}
        onChange={(event) => onSeek(event.target.valueAsNumber)}
      />
    </div>
  );
}

/** One rounded bar for every few pixels, each as high as the loudest peak under it. */
function drawBars(peaks: readonly number[], width: number, height: number): string {
  const bars = Math.max(0, Math.floor((width + GAP_PX) / (BAR_PX + GAP_PX)));
  let path = "";
  for (let bar = 0; bar < bars; bar++) {
    const from = Math.floor((bar * peaks.length) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / bars));
    const loudest = peaks.slice(from, to).reduce((most, peak) => Math.max(most, peak), 0) / 255;
    const tall = Math.max(BAR_PX, Math.max(LEAST, loudest) * height);
    const x = bar * (BAR_PX + GAP_PX);
    const y = (height - tall) / 2;
    const r = BAR_PX / 2;
    path += `M${x} ${(y + r).toFixed(1)}a${r} ${r} 0 0 1 ${BAR_PX} 0v${(tall - BAR_PX).toFixed(1)}a${r} ${r} 0 0 1 ${-BAR_PX} 0z`;
  }
  return path;
}
