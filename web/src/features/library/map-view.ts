/** What part of the valence-arousal plane a map shows, and where things lie on it. */

import type { MoodPoint } from "@/lib/mood";
import type { Area } from "./filters";

/** A square part of the plane: its middle, and how many times it is enlarged. */
export interface MapView {
  valence: number;
  arousal: number;
  zoom: number;
}

/** A place on the map as shares of its width and height, from its top left. */
export interface MapPlace {
  x: number;
  y: number;
}

export const WHOLE: MapView = { valence: 0, arousal: 0, zoom: 1 };
export const MOST_ZOOM = 24;

const clamp = (value: number, limit: number) => Math.min(limit, Math.max(-limit, value));

/** The view as near as it may be: never beyond the plane's edge. */
function settle({ valence, arousal, zoom }: MapView): MapView {
  const near = Math.min(MOST_ZOOM, Math.max(1, zoom));
  const slack = 1 - 1 / near;
  return { valence: clamp(valence, slack), arousal: clamp(arousal, slack), zoom: near };
}

export function placeOf(point: MoodPoint, view: MapView): MapPlace {
  return {
    x: ((point.valence - view.valence) * view.zoom + 1) / 2,
    y: (1 - (point.arousal - view.arousal) * view.zoom) / 2,
  };
}

export function pointAt({ x, y }: MapPlace, view: MapView): MoodPoint {
  return {
    valence: clamp(view.valence + (2 * x - 1) / view.zoom, 1),
    arousal: clamp(view.arousal + (1 - 2 * y) / view.zoom, 1),
  };
}

/** Enlarged `factor` times; what lies at `anchor` stays there. */
export function zoomAt(view: MapView, factor: number, anchor: MapPlace): MapView {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, view.zoom * factor));
  const held = pointAt(anchor, view);
  return settle({
    valence: held.valence - (2 * anchor.x - 1) / zoom,
    arousal: held.arousal - (1 - 2 * anchor.y) / zoom,
    zoom,
  });
}

/** Moved as by a hand that drags the map by shares of its size. */
export function panBy(view: MapView, dx: number, dy: number): MapView {
  return settle({
    ...view,
    valence: view.valence - (2 * dx) / view.zoom,
    arousal: view.arousal + (2 * dy) / view.zoom,
  });
}

/** Moved just so far that a point is in sight. */
export function reveal(view: MapView, point: MoodPoint): MapView {
  const reach = 0.9 / view.zoom;
  return settle({
    ...view,
    valence: clamp(view.valence - point.valence, reach) + point.valence,
    arousal: clamp(view.arousal - point.arousal, reach) + point.arousal,
  });
}

/** The rectangle between two corners, whichever they are. */
export function areaBetween(one: MoodPoint, other: MoodPoint): Area {
  return {
    minValence: Math.min(one.valence, other.valence),
    maxValence: Math.max(one.valence, other.valence),
    minArousal: Math.min(one.arousal, other.arousal),
    maxArousal: Math.max(one.arousal, other.arousal),
  };
}
