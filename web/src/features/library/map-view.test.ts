import { expect, it } from "vitest";
import { areaBetween, MOST_ZOOM, panBy, placeOf, pointAt, reveal, WHOLE, zoomAt } from "./map-view";

const NEAR = { valence: 0.4, arousal: -0.3, zoom: 5 };

it("finds the point at a place, and the place of a point", () => {
  const point = pointAt({ x: 0.3, y: 0.8 }, NEAR);
  const place = placeOf(point, NEAR);
  expect(place.x).toBeCloseTo(0.3);
  expect(place.y).toBeCloseTo(0.8);
});

it("has pleasant at the right and excited at the top", () => {
  expect(placeOf({ valence: 1, arousal: 1 }, WHOLE)).toEqual({ x: 1, y: 0 });
});

it("keeps what lies under the pointer there while it zooms", () => {
  const anchor = { x: 0.7, y: 0.35 };
  const before = pointAt(anchor, NEAR);
  const after = pointAt(anchor, zoomAt(NEAR, 1.8, anchor));
  expect(after.valence).toBeCloseTo(before.valence);
  expect(after.arousal).toBeCloseTo(before.arousal);
});

it("never shows what is beyond the plane", () => {
  for (const view of [panBy(NEAR, 9, -9), zoomAt(NEAR, 0.1, { x: 0, y: 1 })]) {
    const corner = placeOf({ valence: -1, arousal: 1 }, view);
    const opposite = placeOf({ valence: 1, arousal: -1 }, view);
    expect(Math.max(corner.x, corner.y)).toBeLessThanOrEqual(1e-9);
    expect(Math.min(opposite.x, opposite.y)).toBeGreaterThanOrEqual(1 - 1e-9);
  }
});

it("stops zooming at the most", () => {
  expect(zoomAt(WHOLE, 1e6, { x: 0.5, y: 0.5 }).zoom).toBe(MOST_ZOOM);
});

it("moves only as far as is needed to bring a point into sight", () => {
  const far = { valence: 0.95, arousal: 0.1 };
  const { x, y } = placeOf(far, reveal(NEAR, far));
  expect(x).toBeGreaterThan(0);
  expect(x).toBeLessThan(1);
  expect(y).toBeGreaterThan(0);
  expect(y).toBeLessThan(1);
  const seen = { valence: 0.41, arousal: -0.31 };
  const after = reveal(NEAR, seen);
  expect(after.valence).toBeCloseTo(NEAR.valence);
  expect(after.arousal).toBeCloseTo(NEAR.arousal);
});

it("takes an area from corners in any order", () => {
  expect(areaBetween({ valence: 0.5, arousal: -0.2 }, { valence: -0.1, arousal: 0.7 })).toEqual({
    minValence: -0.1,
    maxValence: 0.5,
    minArousal: -0.2,
    maxArousal: 0.7,
  });
});
