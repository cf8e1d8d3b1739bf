import { describe, expect, it } from "vitest";
import { assign } from "./assignment";
import { selectDistinct } from "./face-detection";
import type { Box, DetectedFace } from "./faces";
import smoothingSteps from "./fixtures/smoothing.json";
import trackingSteps from "./fixtures/tracking.json";
import { Pace } from "./pace";
import { roundHalfEven } from "./rounding";
import { EmotionSmoother, ExponentialMean, SteadyName } from "./smoothing";
import { FaceTracker } from "./tracking";

function faceAt([x, y, width, height]: number[], score = 0.9): DetectedFace {
  return { box: { x, y, width, height }, score, landmarks: [] };
}

const listBox = ({ x, y, width, height }: Box) => [x, y, width, height];

describe("FaceTracker", () => {
  it("gives walkers who cross, hide and flash the numbers that Python gives them", () => {
    const tracker = new FaceTracker();
    for (const step of trackingSteps) {
      const faces = step.faces.map(({ box, score }) => faceAt(box, score));
      const tracks = tracker.update(step.time_s, faces);
      expect(
        tracks.map(({ id, seen, face }) => ({ id, seen, box: listBox(face.box) })),
        `at ${step.time_s} s`,
      ).toEqual(step.tracks);
    }
  });

  it("never gives a number twice, not even after a cut", () => {
    const tracker = new FaceTracker();
    tracker.update(0, [faceAt([10, 10, 50, 60])]);
    tracker.forget();
    expect(tracker.update(0.1, [faceAt([10, 10, 50, 60])])[0].id).toBe(2);
  });
});

describe("assign", () => {
  it("finds the pairing of the largest sum among all", () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    };
    for (let round = 0; round < 200; round++) {
      const rows = 1 + Math.floor(random() * 4);
      const columns = 1 + Math.floor(random() * 5);
      const values = Array.from({ length: rows }, () => Array.from({ length: columns }, random));
      const pairs = assign(values);
      expect(pairs).toHaveLength(Math.min(rows, columns));
      expect(new Set(pairs.map(([row]) => row)).size).toBe(pairs.length);
      expect(new Set(pairs.map(([, column]) => column)).size).toBe(pairs.length);
      const sum = pairs.reduce((total, [row, column]) => total + values[row][column], 0);
      expect(sum).toBeCloseTo(bestSum(values), 9);
    }
  });

  it("pairs nothing with nothing", () => {
    expect(assign([])).toEqual([]);
    expect(assign([[], []])).toEqual([]);
  });
});

/** By trying all. */
function bestSum(values: number[][], row = 0, taken: readonly number[] = []): number {
  if (row === values.length) return 0;
  const without = values.length - row > values[0].length - taken.length;
  const sums = values[row].map((value, column) =>
    taken.includes(column) ? -1 : value + bestSum(values, row + 1, [...taken, column]),
  );
  return Math.max(...sums, without ? bestSum(values, row + 1, taken) : -1);
}

describe("smoothing", () => {
  it("gives the distributions and names that Python gives", () => {
    const smoother = new EmotionSmoother();
    const name = new SteadyName();
    for (const step of smoothingSteps) {
      const smoothed = smoother.update(step.time_s, step.emotions, step.weight);
      for (const [word, share] of Object.entries(step.smoothed)) {
        expect(smoothed[word as "happy"]).toBeCloseTo(share, 9);
      }
      expect(name.update(smoothed)).toBe(step.name);
    }
  });

  it("leaves a constant what it is, at any rate", () => {
    const mean = new ExponentialMean(0.3);
    for (const timeS of [0, 0.01, 0.5, 7]) {
      expect(mean.update(timeS, [0.4])[0]).toBeCloseTo(0.4, 12);
    }
  });
});

describe("selectDistinct", () => {
  it("drops a mouth found inside of its face, and keeps a neighbour", () => {
    const face = faceAt([0, 0, 100, 120]);
    const mouth = faceAt([30, 70, 40, 25], 0.7);
    const neighbour = faceAt([95, 0, 100, 120], 0.6);
    expect(selectDistinct([face, mouth, neighbour])).toEqual([face, neighbour]);
  });
});

describe("Pace", () => {
  it("does the work at once, then as seldom as its share of the time allows", () => {
    const pace = new Pace(0.1);
    expect(pace.isDue(5, 0.5)).toBe(true);
    pace.note(5, 0.2);
    expect(pace.isDue(5.39, 0.5)).toBe(false);
    expect(pace.isDue(5.41, 0.5)).toBe(true);
    expect(pace.isDue(5.41, 0.25)).toBe(false);
    pace.note(6, 0.001);
    expect(pace.isDue(6.05, 0.5)).toBe(false);
    expect(pace.isDue(6.11, 0.5)).toBe(true);
  });

  it("does the work in time however long it takes, and at once after a reset", () => {
    const pace = new Pace(0.1, 0.4);
    pace.note(5, 60);
    expect(pace.isDue(5.39, 0.5)).toBe(false);
    expect(pace.isDue(5.41, 0.5)).toBe(true);
    pace.reset();
    expect(pace.isDue(5.01, 0.5)).toBe(true);
  });
});

describe("roundHalfEven", () => {
  it("rounds as Python does", () => {
    expect([0.5, 1.5, 2.5, 2.4, 2.6, 312].map(roundHalfEven)).toEqual([0, 2, 2, 2, 3, 312]);
  });
});
