import { describe, expect, it } from "vitest";
import type { Affect, Box } from "@/api/types";
import { type DrawnBox, glide } from "./box-glide";
import type { LiveFace } from "./live-reading";
import { MoodFollower } from "./mood-follower";
import { RateMeter } from "./rate-meter";
import { SteadySureness } from "./steady-sureness";

function affectAt(valence: number, arousal: number): Affect {
  return { emotion: "happy", emotions: {}, valence, arousal, confidence: 0.9, source: "faces" };
}

const HAPPY = affectAt(0.7, 0.4);
const SAD = affectAt(-0.5, -0.2);

/** Shows a mood from one time to another, ten readings a second; the times of new lists. */
function show(
  follower: MoodFollower,
  [fromS, toS]: [number, number],
  emotion: string,
  affect: Affect,
): number[] {
  const times: number[] = [];
  for (let timeS = fromS; timeS < toS; timeS += 0.1) {
    if (follower.update(timeS, emotion, affect)) times.push(Math.round(timeS));
  }
  return times;
}

describe("MoodFollower", () => {
  it("wants a first list once a mood has held for a second", () => {
    const follower = new MoodFollower();
    expect(show(follower, [0, 0.9], "happy", HAPPY)).toEqual([]);
    expect(show(follower, [0.9, 8], "happy", HAPPY)).toEqual([1]);
  });

  it("lets a moment of another mood pass", () => {
    const follower = new MoodFollower();
    show(follower, [0, 20], "happy", HAPPY);
    expect(show(follower, [20, 22], "sad", SAD)).toEqual([]);
    expect(show(follower, [22, 30], "happy", HAPPY)).toEqual([]);
  });

  it("follows a mood that lasts", () => {
    const follower = new MoodFollower();
    show(follower, [0, 20], "happy", HAPPY);
    expect(show(follower, [20, 40], "sad", SAD)).toEqual([23]);
  });

  it("leaves every list some time", () => {
    const follower = new MoodFollower();
    show(follower, [0, 2], "happy", HAPPY);
    expect(show(follower, [2, 30], "sad", SAD)).toEqual([13]);
  });

  it("waits anew where what waits becomes something else", () => {
    const follower = new MoodFollower();
    show(follower, [0, 20], "happy", HAPPY);
    show(follower, [20, 22], "sad", SAD);
    expect(show(follower, [22, 30], "angry", affectAt(-0.5, 0.5))).toEqual([25]);
  });

  it("gives up what has waited when nobody is watched", () => {
    const follower = new MoodFollower();
    show(follower, [0, 20], "happy", HAPPY);
    show(follower, [20, 22], "sad", SAD);
    follower.rest();
    expect(show(follower, [60, 70], "sad", SAD)).toEqual([63]);
  });

  it("keeps the list for another word of the same place", () => {
    const follower = new MoodFollower();
    show(follower, [0, 20], "sad", SAD);
    expect(show(follower, [20, 40], "sadness", affectAt(-0.55, -0.25))).toEqual([]);
  });
});

function faceAt(id: number, box: Box, seen = true): LiveFace {
  return { id, box, emotion: "happy", emotions: {}, seen };
}

function repeat(drawn: readonly DrawnBox[], faces: readonly LiveFace[], seconds: number) {
  let boxes = drawn;
  for (let timeS = 0; timeS < seconds; timeS += 1 / 30) boxes = glide(boxes, faces, 1 / 30);
  return boxes;
}

describe("glide", () => {
  const still = [faceAt(1, [100, 50, 80, 100])];
  const moved = [faceAt(1, [140, 50, 80, 100])];

  it("shows a new face where it is, softly", () => {
    const [box] = glide([], still, 1 / 30);
    expect(box.box).toEqual([100, 50, 80, 100]);
    expect(box.opacity).toBeGreaterThan(0);
    expect(box.opacity).toBeLessThan(0.5);
    expect(repeat([], still, 0.5)[0].opacity).toBe(1);
  });

  it("moves a box on its way, and arrives", () => {
    const before = repeat([], still, 0.5);
    const [next] = glide(before, moved, 1 / 30);
    expect(next.box[0]).toBeGreaterThan(105);
    expect(next.box[0]).toBeLessThan(125);
    expect(repeat(before, moved, 0.5)[0].box[0]).toBeCloseTo(140, 0);
  });

  it("goes as far in one long step as in many short ones", () => {
    const before = repeat([], still, 0.5);
    const [once] = glide(before, moved, 0.1);
    const thrice = [1, 2, 3].reduce((boxes) => glide(boxes, moved, 0.1 / 3), before);
    expect(once.box[0]).toBeCloseTo(thrice[0].box[0], 9);
  });

  it("lets a face fade that has left or is hidden", () => {
    const before = repeat([], still, 0.5);
    const [leaving] = glide(before, [], 1 / 30);
    expect(leaving.opacity).toBeLessThan(1);
    expect(repeat(before, [], 0.5)).toEqual([]);
    expect(repeat(before, [faceAt(1, [100, 50, 80, 100], false)], 0.5)[0].opacity).toBe(0);
  });

  it("draws what stands still at once", () => {
    expect(glide([], still, Number.POSITIVE_INFINITY)[0].opacity).toBe(1);
  });
});

describe("RateMeter", () => {
  it("tells how often something happened lately", () => {
    const meter = new RateMeter();
    expect(meter.rate(0)).toBe(0);
    for (let nowMs = 0; nowMs <= 5000; nowMs += 100) meter.note(nowMs);
    expect(meter.rate(5000)).toBeCloseTo(10, 6);
    expect(meter.rate(20_000)).toBe(0);
  });
});

describe("SteadySureness", () => {
  it("does not tremble where confidence does", () => {
    const sureness = new SteadySureness();
    expect([0.51, 0.49, 0.51, 0.47, 0.45, 0.51, 0.53, 0.55].map((c) => sureness.update(c))).toEqual(
      [true, true, true, true, false, false, false, true],
    );
  });
});
