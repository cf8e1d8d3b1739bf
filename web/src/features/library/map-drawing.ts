import type { Surface } from "@/components/canvas-drawing";
import { type MoodPoint, moodColour, moodOklch } from "@/lib/mood";
import { toBytes } from "@/lib/oklch";
import type { Theme } from "@/lib/theme-choice";
import type { Area } from "./filters";
import { type MapView, placeOf, pointAt } from "./map-view";
import type { PointIndex } from "./point-index";

// Colours a side of the plane: as many as the eye tells apart, few enough to draw by colour.
const SHADES = 24;
const FIELD_CELLS = 24;

const shadeOf = (value: number) => Math.min(SHADES - 1, Math.floor(((value + 1) / 2) * SHADES));
const middleOf = (shade: number) => ((shade + 0.5) / SHADES) * 2 - 1;

/** Radius of a dot in CSS pixels: many are drawn small, so that the crowd shows its shape. */
function dotRadius(points: number, zoom: number): number {
  const alone = points > 8000 ? 1.15 : points > 2000 ? 1.7 : points > 300 ? 2.6 : 4;
  return Math.min(5, alone * Math.sqrt(zoom));
}

/** The colours of the part of the plane in view: few cells, which the browser smooths. */
export function drawField(canvas: HTMLCanvasElement, view: MapView, theme: Theme): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  canvas.width = FIELD_CELLS;
  canvas.height = FIELD_CELLS;
  const image = context.createImageData(FIELD_CELLS, FIELD_CELLS);
  for (let row = 0; row < FIELD_CELLS; row++) {
    for (let column = 0; column < FIELD_CELLS; column++) {
      const place = { x: (column + 0.5) / FIELD_CELLS, y: (row + 0.5) / FIELD_CELLS };
      const colour = toBytes(moodOklch(pointAt(place, view), theme));
      image.data.set([...colour, 255], (row * FIELD_CELLS + column) * 4);
    }
  }
  context.putImageData(image, 0, 0);
}

/** All points in view as dots in the colours of their moods; those outside of `area` faint. */
export function drawPoints(
  { context, width, height }: Surface,
  points: PointIndex,
  view: MapView,
  area: Area | null,
  theme: Theme,
): void {
  const radius = dotRadius(points.size, view.zoom);
  const crowd = Math.min(1, (points.size > 2000 ? 0.62 : 0.85) + (view.zoom - 1) / 20);
  for (const [shade, places] of byShade(points, view, area)) {
    context.fillStyle = moodColour(
      middleOf(shade.column),
      middleOf(shade.row),
      theme,
      points.size > 2000 ? "ink" : "solid",
    );
    context.globalAlpha = shade.inside ? crowd : crowd * 0.18;
    context.beginPath();
    for (let index = 0; index < places.length; index += 2) {
      const x = (places[index] as number) * width;
      const y = (places[index + 1] as number) * height;
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.fill();
  }
}

interface Shade {
  row: number;
  column: number;
  inside: boolean;
}

/** Places in view, x and y in turn, of the points of each shade: one path a colour is quick. */
function byShade(points: PointIndex, view: MapView, area: Area | null): Map<Shade, number[]> {
  const shades = new Map<number, Shade>();
  const places = new Map<Shade, number[]>();
  for (let index = 0; index < points.size; index++) {
    const at = points.at(index);
    const { x, y } = placeOf(at, view);
    if (x < -0.02 || x > 1.02 || y < -0.02 || y > 1.02) continue;
    const row = shadeOf(at.arousal);
    const column = shadeOf(at.valence);
    const inside = !area || isInside(at, area);
    const key = (row * SHADES + column) * 2 + Number(inside);
    let shade = shades.get(key);
    if (!shade) {
      shade = { row, column, inside };
      shades.set(key, shade);
      places.set(shade, []);
    }
    places.get(shade)?.push(x, y);
  }
  return places;
}

function isInside({ valence, arousal }: MoodPoint, area: Area): boolean {
  return (
    valence >= area.minValence &&
    valence <= area.maxValence &&
    arousal >= area.minArousal &&
    arousal <= area.maxArousal
  );
}
