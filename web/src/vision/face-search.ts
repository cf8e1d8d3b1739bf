/** Where in a frame, and at which sizes, faces are looked for. */
import type { Search } from "./face-detection";
import type { Box } from "./faces";
import { type FaceTrack, MIN_SCORE_TO_CONTINUE } from "./tracking";

// In frames faces are looked for at these sizes only: enough for a face of a tenth of the frame's
// width, and a frame must not take as long as a picture.
const SMALL_SIDE_PX = 160;
const LARGE_SIDE_PX = 320;

// A face whose box is at least this wide at the small size is found there as well as at the large
// one. Six cells of the network's grid; our choice.
const EASY_WIDTH_PX = 24;
// A face that is looked for where it was is drawn this wide. At 24 pixels one of 52 was lost, from 32 on
// none, and beyond 40 none was placed better (docs/guides/live.md).
const FOLLOWED_WIDTH_PX = 36;
// So many of its widths or heights a face may move until the next frame. Our choice.
const ROOM = 0.75;

/** The size of a frame, pixels. */
interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** Looks for faces, new ones too, in the whole frame at both sizes. */
export const WIDE_SEARCH: Search = {
  longSidesPx: [SMALL_SIDE_PX, LARGE_SIDE_PX],
  minScore: MIN_SCORE_TO_CONTINUE,
};

/**
 * The searches that find faces again at the least cost.
 *
 * Where the last frame showed all of them, each is looked for in the part of the frame around it;
 * where one is awaited, or there is none, the whole frame is searched, at one size.
 *
 * @param tracks after the last frame.
 */
export function planNarrowSearches(frame: FrameSize, tracks: readonly FaceTrack[]): Search[] {
  const boxes = tracks.filter((track) => track.seen).map((track) => track.face.box);
  const whole = searchWhole(frame, boxes);
  if (boxes.length === 0 || boxes.length < tracks.length) return [whole];
  const parts = boxes.map((box) => searchAround(frame, box));
  const partsArea = parts.reduce((sum, part) => sum + areaSearched(part, part.within), 0);
  return partsArea < areaSearched(whole, frame) ? parts : [whole];
}

function searchWhole(frame: FrameSize, boxes: readonly Box[]): Search {
  const easy = boxes.every((box) => (box.width * SMALL_SIDE_PX) / frame.width >= EASY_WIDTH_PX);
  return { ...WIDE_SEARCH, longSidesPx: [easy ? SMALL_SIDE_PX : LARGE_SIDE_PX] };
}

function searchAround(frame: FrameSize, box: Box): Search & { readonly within: Box } {
  const left = Math.max(0, Math.floor(box.x - ROOM * box.width));
  const top = Math.max(0, Math.floor(box.y - ROOM * box.height));
  const right = Math.min(frame.width, Math.ceil(box.x + (1 + ROOM) * box.width));
  const bottom = Math.min(frame.height, Math.ceil(box.y + (1 + ROOM) * box.height));
  const within = { x: left, y: top, width: right - left, height: bottom - top };
  const longSidePx = (FOLLOWED_WIDTH_PX / box.width) * Math.max(within.width, within.height);
  return { ...WIDE_SEARCH, longSidesPx: [Math.ceil(longSidePx)], within };
}

/** Pixels that the network is shown of a frame or of a part of it. */
function areaSearched({ longSidesPx: [longSidePx] }: Search, { width, height }: FrameSize): number {
  return (longSidePx / Math.max(width, height)) ** 2 * width * height;
}
