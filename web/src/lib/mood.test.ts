import { describe, expect, it } from "vitest";
import { EMOTION_POINTS } from "./emotions";
import { moodOklch } from "./mood";
import { contrast, toBytes } from "./oklch";

const GRID = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];
const PLANE = GRID.flatMap((valence) => GRID.map((arousal) => ({ valence, arousal })));
// --ground and --raised of tokens.css.
const GROUNDS = {
  light: [
    { l: 0.984, c: 0.004, h: 80 },
    { l: 1, c: 0, h: 0 },
  ],
  dark: [
    { l: 0.175, c: 0.005, h: 70 },
    { l: 0.215, c: 0.006, h: 70 },
  ],
} as const;

const nearHue = (hue: number, other: number) => Math.abs(((hue - other + 540) % 360) - 180) < 20;

describe("the colours of the plane", () => {
  it.each([
    ["pleasant and excited", 0.7, 0.7, 75],
    ["unpleasant and excited", -0.7, 0.7, 15],
    ["unpleasant and calm", -0.7, -0.7, 270],
    ["pleasant and calm", 0.7, -0.7, 165],
  ])("gives %s its own hue", (_corner, valence, arousal, hue) => {
    expect(nearHue(moodOklch({ valence, arousal }, "light").h, hue)).toBe(true);
  });

  it("goes around without a jump", () => {
    const around = Array.from({ length: 361 }, (_, degree) =>
      moodOklch(
        {
          valence: Math.cos((degree * Math.PI) / 180),
          arousal: Math.sin((degree * Math.PI) / 180),
        },
        "light",
      ),
    );
    for (let degree = 1; degree <= 360; degree++) {
      const step = Math.abs(
        ((((around[degree].h - around[degree - 1].h) % 360) + 540) % 360) - 180,
      );
      expect(step).toBeLessThan(4);
    }
  });

  it("fades towards the middle, where there is no mood", () => {
    const middle = moodOklch({ valence: 0, arousal: 0 }, "light").c;
    const half = moodOklch({ valence: 0.3, arousal: 0.3 }, "light").c;
    const far = moodOklch({ valence: 0.8, arousal: 0.8 }, "light").c;
    expect(middle).toBeLessThan(0.02);
    expect(half).toBeGreaterThan(middle);
    expect(far).toBeGreaterThan(half);
  });

  it.each(["light", "dark"] as const)("writes legibly everywhere when %s (4.5:1)", (theme) => {
    for (const point of PLANE) {
      const ink = moodOklch(point, theme, "ink");
      for (const ground of [...GROUNDS[theme], moodOklch(point, theme, "soft")]) {
        expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it("is a colour that screens have", () => {
    for (const point of PLANE) {
      for (const role of ["solid", "ink", "soft"] as const) {
        for (const byte of toBytes(moodOklch(point, "light", role))) {
          expect(byte).toBeGreaterThanOrEqual(0);
          expect(byte).toBeLessThanOrEqual(255);
        }
      }
    }
  });
});

describe("contrast", () => {
  it("is 21 between black and white, and 1 of a colour with itself", () => {
    const white = { l: 1, c: 0, h: 0 };
    expect(contrast({ l: 0, c: 0, h: 0 }, white)).toBeCloseTo(21, 1);
    expect(contrast(white, white)).toBeCloseTo(1);
  });
});

describe("emotion words", () => {
  it("lie in the plane", () => {
    for (const { valence, arousal } of Object.values(EMOTION_POINTS)) {
      expect(Math.max(Math.abs(valence), Math.abs(arousal))).toBeLessThanOrEqual(1);
    }
  });
});
