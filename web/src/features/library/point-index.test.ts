import { describe, expect, it } from "vitest";
import { PointIndex } from "./point-index";

/** Evenly scattered points, always the same ones (R2 sequence, Roberts 2018). */
function scatter(n: number) {
  const ids = Array.from({ length: n }, (_, index) => index + 100);
  const spread = (step: number) => ids.map((_, index) => (((index * step) % 1) + 0) * 2 - 1);
  return { ids, valence: spread(0.7548776662466927), arousal: spread(0.5698402909980532) };
}

describe("the nearest point", () => {
  const points = scatter(20_000);
  const index = new PointIndex(points);

  it.each([
    [0, 0],
    [0.999, -0.999],
    [-0.31, 0.77],
  ])("to %f, %f is the one that looking at all of them finds", (valence, arousal) => {
    const away = points.ids.map(
      (_, at) =>
        ((points.valence[at] as number) - valence) ** 2 +
        ((points.arousal[at] as number) - arousal) ** 2,
    );
    expect(index.nearest({ valence, arousal }, 0.2)).toBe(away.indexOf(Math.min(...away)));
  });

  it("is none where all are out of reach", () => {
    const lonely = new PointIndex({ ids: [5], valence: [0.5], arousal: [0.5] });
    expect(lonely.nearest({ valence: 0, arousal: 0 }, 0.1)).toBe(-1);
  });
});

describe("arrow keys", () => {
  // A cross with one point a little off its right arm.
  const cross = new PointIndex({
    ids: [1, 2, 3, 4, 5, 6],
    valence: [0, 0.4, -0.4, 0, 0, 0.7],
    arousal: [0, 0.02, 0, 0.4, -0.4, 0],
  });

  it("go to the next point straight ahead", () => {
    expect(cross.id(cross.next(0, "right"))).toBe(2);
    expect(cross.id(cross.next(0, "left"))).toBe(3);
    expect(cross.id(cross.next(0, "up"))).toBe(4);
    expect(cross.id(cross.next(0, "down"))).toBe(5);
    expect(cross.id(cross.next(1, "right"))).toBe(6);
  });

  it("stay where nothing lies ahead", () => {
    expect(cross.next(5, "right")).toBe(-1);
  });
});
