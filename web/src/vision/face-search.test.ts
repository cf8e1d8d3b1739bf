import { describe, expect, it } from "vitest";
import { planNarrowSearches } from "./face-search";
import type { Box } from "./faces";
import type { FaceTrack } from "./tracking";

const FRAME = { width: 480, height: 360 };

function trackAt([x, y, width, height]: number[], seen = true): FaceTrack {
  const face = { box: { x, y, width, height }, score: 0.9, landmarks: [] };
  return { id: 1, face, firstSeenS: 0, lastSeenS: 0, seen };
}

/** Where a search looks, and how wide a face of `widthPx` is to the network. */
function describeSearch(tracks: FaceTrack[], widthPx: number): [Box | undefined, number][] {
  return planNarrowSearches(FRAME, tracks).map(({ within, longSidesPx }) => {
    expect(longSidesPx).toHaveLength(1);
    const { width, height } = within ?? FRAME;
    return [within, (widthPx * longSidesPx[0]) / Math.max(width, height)];
  });
}

describe("the search between two thorough ones", () => {
  it("looks around a face that is followed, at a size at which it is found", () => {
    const [[within, widthPx]] = describeSearch([trackAt([200, 100, 80, 100])], 80);
    expect(within).toEqual({ x: 140, y: 25, width: 200, height: 250 });
    expect(widthPx).toBeCloseTo(36, 0);
  });

  it("stays within the frame", () => {
    const [[within]] = describeSearch([trackAt([440, 300, 40, 60])], 40);
    expect(within).toEqual({ x: 410, y: 255, width: 70, height: 105 });
  });

  it("looks around each of several", () => {
    const tracks = [trackAt([20, 100, 60, 75]), trackAt([380, 100, 60, 75])];
    const places = describeSearch(tracks, 60).map(([within]) => within?.x);
    expect(places).toEqual([0, 335]);
  });

  it("looks everywhere where that is less work than to look around each", () => {
    const crowd = Array.from({ length: 12 }, (_, at) => trackAt([36 * at, 100, 80, 100]));
    expect(describeSearch(crowd, 80)).toEqual([[undefined, (80 * 160) / 480]]);
  });

  it("looks everywhere while a face is awaited, or there is none", () => {
    const small = trackAt([200, 100, 30, 40]);
    const lost = trackAt([100, 100, 80, 100], false);
    expect(describeSearch([small, lost], 30)).toEqual([[undefined, 20]]);
    expect(describeSearch([], 90)).toEqual([[undefined, 30]]);
  });
});
