import { BoxSelect, Expand, Hand, Minus, Plus, Scan, Shrink } from "lucide-react";
import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/button";
import { keepDrawn } from "@/components/canvas-drawing";
import { PlaneAxes } from "@/components/plane-axes";
import { classes } from "@/lib/classes";
import type { MoodPoint } from "@/lib/mood";
import { useTheme } from "@/lib/theme";
import type { Area } from "./filters";
import { drawField, drawPoints } from "./map-drawing";
import {
  areaBetween,
  type MapPlace,
  type MapView,
  panBy,
  placeOf,
  pointAt,
  reveal,
  WHOLE,
  zoomAt,
} from "./map-view";
import styles from "./mood-map.module.css";
import { type Direction, PointIndex } from "./point-index";
import type { LibraryMap } from "./tracks";

interface MoodMapProps {
  map: LibraryMap;
  area: Area | null;
  onArea: (area: Area | null) => void;
  /** The track that was last pointed at. */
  pointed: number | null;
  onPoint: (track: number | null) => void;
  onPlay: (track: number) => void;
  onOpen: (track: number) => void;
  /** What plays now. */
  playing: MoodPoint | null;
  /** Says what is pointed at, for those who hear the map. */
  spoken: string;
  expanded: boolean;
  onExpand: () => void;
}

type Tool = "select" | "pan";

// How near, in CSS pixels, a pointer must come to a dot to mean it; and how far it must be drawn
// to be no click.
const REACH_PX = 12;
const DRAG_PX = 5;
const ZOOM_STEP = 1.6;
const ARROWS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** All music where it lies in the plane: to look at, to wander through, to choose an area of. */
export function MoodMap({
  map,
  area,
  onArea,
  pointed,
  onPoint,
  onPlay,
  onOpen,
  playing,
  spoken,
  expanded,
  onExpand,
}: MoodMapProps) {
  const { t } = useTranslation(["library", "common"]);
  const theme = useTheme();
  const help = useId();
  const points = useMemo(() => new PointIndex(map), [map]);
  const [view, setView] = useState<MapView>(WHOLE);
  const [tool, setTool] = useState<Tool>("select");
  const [drawn, setDrawn] = useState<Area | null>(null);
  const [cursor, setCursor] = useState(-1);
  const surface = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLCanvasElement>(null);
  const dots = useRef<HTMLCanvasElement>(null);
  const fingers = useRef(new Map<number, MapPlace>());
  const drag = useRef<{ start: MapPlace; from: MapView; moved: boolean } | null>(null);

  useEffect(() => {
    if (field.current) drawField(field.current, view, theme);
  }, [view, theme]);
  useEffect(() => {
    if (!dots.current) return;
    return keepDrawn(dots.current, (surface) => drawPoints(surface, points, view, area, theme));
  }, [points, view, area, theme]);

  // A wheel scrolls the page; with Ctrl, or two fingers on a touchpad, it enlarges. React listens
  // passively, which cannot keep the page from zooming.
  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const anchor = placeIn(element, event);
      setView((now) => zoomAt(now, Math.exp(-event.deltaY / 180), anchor));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, []);

  const placeOfPointer = (event: PointerEvent): MapPlace =>
    placeIn(surface.current as HTMLDivElement, event);
  const pixels = () => surface.current?.clientWidth || 1;
  const trackAt = (place: MapPlace): number => {
    const reach = (2 * REACH_PX) / pixels() / view.zoom;
    return points.nearest(pointAt(place, view), reach);
  };

  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    const place = placeOfPointer(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, place);
    drag.current = { start: place, from: view, moved: false };
    if (fingers.current.size > 1) setDrawn(null);
  };

  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const place = placeOfPointer(event);
    const before = fingers.current.get(event.pointerId);
    const dragged = drag.current;
    if (!before || !dragged) {
      if (event.pointerType !== "touch") point(trackAt(place));
      return;
    }
    if (fingers.current.size > 1) {
      dragged.moved = true;
      setView(pinch(view, [...fingers.current.values()], fingers.current, event.pointerId, place));
      fingers.current.set(event.pointerId, place);
      return;
    }
    fingers.current.set(event.pointerId, place);
    if (Math.hypot(place.x - dragged.start.x, place.y - dragged.start.y) * pixels() < DRAG_PX) {
      return;
    }
    dragged.moved = true;
    if (tool === "pan") {
      setView(panBy(dragged.from, place.x - dragged.start.x, place.y - dragged.start.y));
    } else {
      setDrawn(areaBetween(pointAt(dragged.start, view), pointAt(place, view)));
    }
  };

  const onUp = (event: PointerEvent<HTMLDivElement>) => {
    const dragged = drag.current;
    fingers.current.delete(event.pointerId);
    if (!dragged || fingers.current.size > 0) return;
    drag.current = null;
    if (drawn) {
      onArea(drawn);
      setDrawn(null);
    } else if (!dragged.moved) {
      const found = trackAt(placeOfPointer(event));
      point(found);
      if (found >= 0) onPlay(points.id(found));
    }
  };

  const point = (index: number) => {
    setCursor(index);
    const id = index < 0 ? null : points.id(index);
    if (id !== null && id !== pointed) onPoint(id);
  };

  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const direction = ARROWS[event.key];
    if (direction) {
      event.preventDefault();
      const next =
        cursor < 0
          ? points.nearest({ valence: view.valence, arousal: view.arousal }, 2)
          : points.next(cursor, direction);
      if (next < 0) return;
      point(next);
      setView((now) => reveal(now, points.at(next)));
      return;
    }
    const centre = cursor < 0 ? { x: 0.5, y: 0.5 } : placeOf(points.at(cursor), view);
    if (event.key === "+" || event.key === "=") setView(zoomAt(view, ZOOM_STEP, centre));
    else if (event.key === "-") setView(zoomAt(view, 1 / ZOOM_STEP, centre));
    else if (event.key === "0") setView(WHOLE);
    else if (event.key === "Escape" && area) onArea(null);
    else if (event.key === "Enter" && cursor >= 0) onOpen(points.id(cursor));
    else if (event.key === " " && cursor >= 0) onPlay(points.id(cursor));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = drawn ?? area;
  const marked = cursor >= 0 && cursor < points.size ? points.at(cursor) : null;
  return (
    <figure className={classes(styles.map, expanded && styles.expanded)}>
      <div className={styles.plane}>
        <div
          ref={surface}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is a widget of its own
          tabIndex={0}
          role="application"
          aria-label={t("map.label")}
          aria-describedby={help}
          className={classes(styles.surface, tool === "pan" && styles.panning)}
          onPointerDown={onDown}
          onPointerMove={onMove}
          onPointerUp={onUp}
          onPointerCancel={(event) => {
            fingers.current.delete(event.pointerId);
            drag.current = null;
            setDrawn(null);
          }}
          onDoubleClick={(event) => {
            const element = surface.current as HTMLDivElement;
            setView(zoomAt(view, ZOOM_STEP, placeIn(element, event)));
          }}
          onKeyDown={onKey}
        >
          <canvas ref={field} className={styles.field} aria-hidden="true" />
          <span className={styles.vertical} style={{ left: at(placeOf(WHOLE, view).x) }} />
          <span className={styles.horizontal} style={{ top: at(placeOf(WHOLE, view).y) }} />
          <canvas ref={dots} className={styles.dots} aria-hidden="true" />
          {shown && <Selection area={shown} view={view} />}
          {playing && (
            <span className={classes(styles.mark, styles.playing)} style={spot(playing, view)} />
          )}
          {marked && <span className={styles.mark} style={spot(marked, view)} />}
        </div>
        <PlaneAxes />
      </div>
      <div className={styles.tools} role="toolbar" aria-label={t("map.tools")}>
        <IconButton
          size="small"
          label={t("map.select")}
          aria-pressed={tool === "select"}
          onClick={() => setTool("select")}
        >
          <BoxSelect />
        </IconButton>
        <IconButton
          size="small"
          label={t("map.pan")}
          aria-pressed={tool === "pan"}
          onClick={() => setTool("pan")}
        >
          <Hand />
        </IconButton>
        <span className={styles.gap} />
        <IconButton
          size="small"
          label={t("map.zoomOut")}
          disabled={view.zoom <= 1}
          onClick={() => setView(zoomAt(view, 1 / ZOOM_STEP, { x: 0.5, y: 0.5 }))}
        >
          <Minus />
        </IconButton>
        <IconButton
          size="small"
          label={t("map.zoomIn")}
          onClick={() => setView(zoomAt(view, ZOOM_STEP, { x: 0.5, y: 0.5 }))}
        >
          <Plus />
        </IconButton>
        <IconButton
          size="small"
          label={t("map.whole")}
          disabled={view.zoom <= 1}
          onClick={() => setView(WHOLE)}
        >
          <Scan />
        </IconButton>
        <IconButton
          size="small"
          className={styles.expand}
          label={t(expanded ? "map.shrink" : "map.expand")}
          onClick={onExpand}
        >
          {expanded ? <Shrink /> : <Expand />}
        </IconButton>
      </div>
      <p id={help} className="visually-hidden">
        {t("map.help")}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {spoken}
      </p>
    </figure>
  );
}

const at = (share: number) => `${share * 100}%`;

function spot(point: MoodPoint, view: MapView) {
  const { x, y } = placeOf(point, view);
  return { left: at(x), top: at(y) };
}

function placeIn(element: Element, event: { clientX: number; clientY: number }): MapPlace {
  const box = element.getBoundingClientRect();
  return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
}

/** The view after one of two fingers went on: moved with their middle, enlarged by their span. */
function pinch(
  view: MapView,
  before: MapPlace[],
  fingers: ReadonlyMap<number, MapPlace>,
  moved: number,
  to: MapPlace,
): MapView {
  const after = [...fingers].map(([id, place]) => (id === moved ? to : place));
  const [one, other] = before as [MapPlace, MapPlace];
  const [oneNow, otherNow] = after as [MapPlace, MapPlace];
  const span = (a: MapPlace, b: MapPlace) => Math.max(0.01, Math.hypot(a.x - b.x, a.y - b.y));
  const middle = (a: MapPlace, b: MapPlace) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const from = middle(one, other);
  const now = middle(oneNow, otherNow);
  const panned = panBy(view, now.x - from.x, now.y - from.y);
  return zoomAt(panned, span(oneNow, otherNow) / span(one, other), now);
}

function Selection({ area, view }: { area: Area; view: MapView }) {
  const corner = placeOf({ valence: area.minValence, arousal: area.maxArousal }, view);
  const opposite = placeOf({ valence: area.maxValence, arousal: area.minArousal }, view);
  return (
    <span
      className={styles.selection}
      style={{
        left: at(corner.x),
        top: at(corner.y),
        width: at(opposite.x - corner.x),
        height: at(opposite.y - corner.y),
      }}
    />
  );
}
