import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useRef,
} from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { formatCoordinate } from "@/lib/format";
import { type MoodPoint, moodColour, moodOklch } from "@/lib/mood";
import { toBytes } from "@/lib/oklch";
import { useTheme } from "@/lib/theme";
import styles from "./affect-plane.module.css";
import { keepDrawn, type Surface } from "./canvas-drawing";
import { PlaneAxes } from "./plane-axes";

export interface PlanePoint extends MoodPoint {
  id: number | string;
}

export interface PlaneWord extends MoodPoint {
  word: string;
  label: string;
}

interface AffectPlaneProps {
  /** The mood shown; null where there is none yet. */
  point: MoodPoint | null;
  /** Makes the point draggable; called while it moves. */
  onMove?: (point: MoodPoint) => void;
  /** Called when it is let go, or moved by a key. */
  onSettle?: (point: MoodPoint) => void;
  /** A journey, drawn as a line. */
  path?: readonly MoodPoint[];
  /** Tracks, drawn as dots; tens of thousands are fine. */
  points?: readonly PlanePoint[];
  highlighted?: number | string | null;
  onPick?: (id: number | string) => void;
  /** Words that can be chosen where they lie. */
  words?: readonly PlaneWord[];
  onWord?: (word: string) => void;
  label?: string;
  className?: string;
  children?: ReactNode;
}

const STEP = 0.02;
const LEAP = 0.1;
// How near, in CSS pixels, a pointer must come to a dot to mean it.
const REACH_PX = 14;

const clamp = (value: number) => Math.min(1, Math.max(-1, value));
const toLeft = ({ valence }: MoodPoint) => ((valence + 1) / 2) * 100;
const toTop = ({ arousal }: MoodPoint) => ((1 - arousal) / 2) * 100;
const place = (point: MoodPoint): CSSProperties => ({
  left: `${toLeft(point)}%`,
  top: `${toTop(point)}%`,
});

/** The plane of valence (across) and arousal (upwards), in its colours. */
export function AffectPlane({
  point,
  onMove,
  onSettle,
  path,
  points,
  highlighted = null,
  onPick,
  words,
  onWord,
  label,
  className,
  children,
}: AffectPlaneProps) {
  const { t, i18n } = useTranslation();
  const theme = useTheme();
  const surface = useRef<HTMLDivElement>(null);
  const dragged = useRef(false);
  const movable = Boolean(onMove ?? onSettle);

  const fromPointer = (event: PointerEvent): MoodPoint => {
    const box = (surface.current as HTMLDivElement).getBoundingClientRect();
    return {
      valence: clamp(((event.clientX - box.left) / box.width) * 2 - 1),
      arousal: clamp(1 - ((event.clientY - box.top) / box.height) * 2),
    };
  };

  const pickAt = (event: PointerEvent) => {
    if (!onPick || !points) return;
    const box = (surface.current as HTMLDivElement).getBoundingClientRect();
    const found = nearest(points, fromPointer(event), (2 * REACH_PX) / box.width);
    if (found) onPick(found.id);
  };

  const onKey = (event: KeyboardEvent) => {
    const step = event.shiftKey ? LEAP : STEP;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowDown: [0, -step],
      ArrowUp: [0, step],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const from = point ?? { valence: 0, arousal: 0 };
    const moved = {
      valence: clamp(from.valence + move[0]),
      arousal: clamp(from.arousal + move[1]),
    };
    onMove?.(moved);
    onSettle?.(moved);
  };

  const spoken = point
    ? t("plane.value", {
        pleasantness: t("plane.valence", { value: formatCoordinate(point.valence, i18n.language) }),
        energy: t("plane.arousal", { value: formatCoordinate(point.arousal, i18n.language) }),
      })
    : "";

  return (
    <div className={classes(styles.plane, className)}>
      <div
        ref={surface}
        className={classes(styles.surface, movable && styles.movable)}
        onPointerDown={(event) => {
          if (event.target instanceof Element && event.target.closest("button")) return;
          if (!movable) return pickAt(event);
          dragged.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          onMove?.(fromPointer(event));
        }}
        onPointerMove={(event) => dragged.current && onMove?.(fromPointer(event))}
        onPointerUp={(event) => {
          if (!dragged.current) return;
          dragged.current = false;
          onSettle?.(fromPointer(event));
        }}
        onPointerCancel={() => {
          dragged.current = false;
        }}
      >
        <Field />
        {points && <Dots points={points} highlighted={highlighted} />}
        {path && path.length > 1 && (
          <svg className={styles.path} viewBox="0 0 100 100" aria-hidden="true">
            <polyline
              points={path.map((stop) => `${toLeft(stop)},${toTop(stop)}`).join(" ")}
              vectorEffect="non-scaling-stroke"
            />
          </svg>
        )}
        {path?.map((stop, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a stop is told by its place in the path
            key={index}
            className={styles.stop}
            style={{
              ...place(stop),
              background: moodColour(stop.valence, stop.arousal, theme, "ink"),
            }}
          />
        ))}
        {words?.map((word) => (
          <button
            key={word.word}
            type="button"
            className={styles.word}
            style={place(word)}
            onClick={() => onWord?.(word.word)}
          >
            {word.label}
          </button>
        ))}
        {point &&
          (movable ? (
            <div
              role="slider"
              tabIndex={0}
              aria-label={label ?? t("plane.label")}
              aria-valuemin={-1}
              aria-valuemax={1}
              aria-valuenow={Number(point.valence.toFixed(2))}
              aria-valuetext={spoken}
              title={t("plane.hint")}
              className={styles.handle}
              style={place(point)}
              onKeyDown={onKey}
            />
          ) : (
            <span
              role="img"
              aria-label={`${label ?? t("plane.label")}: ${spoken}`}
              className={styles.handle}
              style={place(point)}
            />
          ))}
        {children}
      </div>
      <PlaneAxes />
    </div>
  );
}

function nearest(
  points: readonly PlanePoint[],
  to: MoodPoint,
  reach: number,
): PlanePoint | undefined {
  let best: PlanePoint | undefined;
  let least = reach * reach;
  for (const point of points) {
    const away = (point.valence - to.valence) ** 2 + (point.arousal - to.arousal) ** 2;
    if (away <= least) {
      least = away;
      best = point;
    }
  }
  return best;
}

const FIELD_CELLS = 24;

/** The colours of the plane themselves: few cells, which the browser smooths. */
const Field = memo(function Field() {
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const image = context.createImageData(FIELD_CELLS, FIELD_CELLS);
    for (let row = 0; row < FIELD_CELLS; row++) {
      for (let column = 0; column < FIELD_CELLS; column++) {
        const colour = toBytes(
          moodOklch(
            {
              valence: ((column + 0.5) / FIELD_CELLS) * 2 - 1,
              arousal: 1 - ((row + 0.5) / FIELD_CELLS) * 2,
            },
            theme,
          ),
        );
        image.data.set([...colour, 255], (row * FIELD_CELLS + column) * 4);
      }
    }
    context.putImageData(image, 0, 0);
  }, [theme]);
  return (
    <canvas
      ref={canvas}
      className={styles.field}
      width={FIELD_CELLS}
      height={FIELD_CELLS}
      aria-hidden="true"
    />
  );
});

/** All dots in one canvas, drawn anew only when they or the size change. */
const Dots = memo(function Dots({
  points,
  highlighted,
}: {
  points: readonly PlanePoint[];
  highlighted: number | string | null;
}) {
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current) return;
    return keepDrawn(canvas.current, (surface) => drawDots(surface, points, highlighted, theme));
  }, [points, highlighted, theme]);
  return <canvas ref={canvas} className={styles.dots} aria-hidden="true" />;
});

function drawDots(
  { context, width, height }: Surface,
  points: readonly PlanePoint[],
  highlighted: number | string | null,
  theme: "light" | "dark",
): void {
  // Many dots are drawn small, so that the crowd shows its shape.
  const radius = points.length > 4000 ? 1.4 : points.length > 600 ? 2.2 : 3.6;
  context.globalAlpha = points.length > 4000 ? 0.55 : 0.8;
  for (const point of points) {
    context.fillStyle = moodColour(point.valence, point.arousal, theme, "ink");
    context.beginPath();
    context.arc(
      ((point.valence + 1) / 2) * width,
      ((1 - point.arousal) / 2) * height,
      point.id === highlighted ? radius * 2.2 : radius,
      0,
      2 * Math.PI,
    );
    context.fill();
  }
}
