/** Faces in a picture, found by CenterFace at several scales; as `vision/face_detection.py`. */
import { areaOf, type Box, type DetectedFace, type Landmark, sharedArea } from "./faces";
import type { Network, Tensor } from "./network";
import { clamp, cutOut, type Raster } from "./raster";
import { BILINEAR, reduce, resize } from "./resampling";
import { roundHalfEven } from "./rounding";

// Longest sides at which a picture is searched in turn, the least score of a face and of what may be
// one, and the side of a closer look where no face was found: chosen with the network's card
// (docs/models/centerface.md).
const LONG_SIDES_PX = [224, 160, 416] as const;
export const MIN_SCORE = 0.55;
const DOUBTFUL_SCORE = 0.15;
const CLOSER_LOOK_PX = 640;

// Enlarging a tiny picture further shows the network nothing new.
const MAX_ENLARGEMENT = 4;
// The network's grid of candidates, and the multiple that its picture's sides must have.
const STRIDE_PX = 4;
const SIDE_MULTIPLE_PX = 32;
// Two candidates are the same face where they share more than this of their union or of the smaller.
const MAX_SHARE_OF_UNION = 0.3;
const MAX_SHARE_OF_SMALLER = 0.7;
// Bounds the work on a picture made to be full of candidates.
const MAX_CANDIDATES = 1000;
const REDUCING_GAP = 2;
const N_LANDMARKS = 5;

/** How faces are looked for. */
export interface Search {
  /** Longest sides to which the picture is resized, each searched in turn. */
  readonly longSidesPx: readonly number[];
  /** Faces of a lower score are left out, in [0, 1]. */
  readonly minScore: number;
  /**
   * The search ends with the first size after which there are faces, and nothing else that scores
   * this much, in [0, 1]; without it, all sizes are searched always.
   */
  readonly doubtfulScore?: number;
  /** Longest side at which a picture is searched again where nothing was found. */
  readonly closerLookPx?: number;
  /** The part of the picture that is searched, in whole pixels; everywhere without it. */
  readonly within?: Box;
}

/** How faces are looked for in a single picture. */
export const PICTURE_SEARCH: Search = {
  longSidesPx: LONG_SIDES_PX,
  minScore: MIN_SCORE,
  doubtfulScore: DOUBTFUL_SCORE,
  closerLookPx: CLOSER_LOOK_PX,
};

/** Finds faces with their landmarks. */
export class FaceDetector {
  /** @param network CenterFace (the model `centerface`). */
  constructor(private readonly network: Network) {}

  /** Faces in an upright colour picture that any of the searches finds, the most certain first. */
  async detect(rgb: Raster, ...searches: readonly Search[]): Promise<DetectedFace[]> {
    const found: DetectedFace[] = [];
    for (const search of searches) found.push(...(await this.searchWithin(rgb, search)));
    return selectDistinct(found.sort(byScore)).map((face) => ({
      ...face,
      box: cutBox(face.box, rgb),
    }));
  }

  private async searchWithin(rgb: Raster, search: Search): Promise<DetectedFace[]> {
    const { within, minScore, closerLookPx: closer } = search;
    const part = within ? cutOut(rgb, within) : rgb;
    let found = await this.search(part, search);
    if (!found.length && closer && closer <= MAX_ENLARGEMENT * Math.max(part.width, part.height)) {
      found = join(await this.look(part, closer, minScore));
    }
    return within ? found.map((face) => moveFace(face, within.x, within.y)) : found;
  }

  /** Faces at the sizes that the picture needs, duplicates among them. */
  private async search(rgb: Raster, search: Search): Promise<DetectedFace[]> {
    const { longSidesPx, minScore, doubtfulScore } = search;
    const largest = MAX_ENLARGEMENT * Math.max(rgb.width, rgb.height);
    let sides = longSidesPx.filter((side) => side <= largest);
    if (!sides.length) sides = [Math.min(...longSidesPx)];
    // All sizes are made from this one, so that a large photograph is gone through only once.
    const reduced = reduceFor(rgb, Math.max(...sides));
    const xZoom = rgb.width / reduced.width;
    const yZoom = rgb.height / reduced.height;
    const seen: DetectedFace[] = [];
    for (const side of sides) {
      if (isSettled(join(seen), search)) break;
      const found = await this.look(reduced, side, Math.min(minScore, doubtfulScore ?? minScore));
      seen.push(...found.map((face) => scaleFace(face, xZoom, yZoom)));
    }
    return join(seen).filter((face) => face.score >= minScore);
  }

  /** Candidates in a picture resized to one size, in pixels of the picture as it is. */
  private async look(rgb: Raster, longSidePx: number, leastScore: number): Promise<DetectedFace[]> {
    const scale = longSidePx / Math.max(rgb.width, rgb.height);
    const width = Math.max(1, roundHalfEven(rgb.width * scale));
    const height = Math.max(1, roundHalfEven(rgb.height * scale));
    const resized = resize(rgb, width, height, BILINEAR, REDUCING_GAP);
    const maps = await this.network.run({ picture: padPicture(resized) });
    return decode(maps, leastScore)
      .map((face) => scaleFace(face, rgb.width / width, rgb.height / height))
      .filter((face) => touches(face.box, rgb));
  }
}

/** Whether there are faces, and nothing else that may be one. */
function isSettled(seen: readonly DetectedFace[], { minScore, doubtfulScore }: Search): boolean {
  if (doubtfulScore === undefined) return false;
  const distinct = selectDistinct(seen.filter((face) => face.score >= doubtfulScore));
  const sure = Math.max(minScore, MIN_SCORE);
  return distinct.length > 0 && distinct.every((face) => face.score >= sure);
}

/** The most certain candidates, in order. */
function join(candidates: readonly DetectedFace[]): DetectedFace[] {
  return candidates.toSorted(byScore).slice(0, MAX_CANDIDATES);
}

function byScore(one: DetectedFace, other: DetectedFace): number {
  return other.score - one.score;
}

/** The picture averaged over whole pixels, as resizing it to `longSidePx` would begin. */
function reduceFor(rgb: Raster, longSidePx: number): Raster {
  const factor = Math.floor(Math.max(rgb.width, rgb.height) / longSidePx / REDUCING_GAP);
  return factor > 1 ? reduce(rgb, factor, factor) : rgb;
}

/** The picture as the network takes it: colours in planes, black beyond its right and bottom. */
function padPicture({ data, width, height }: Raster): Tensor {
  const rowLength = roundUp(width);
  const plane = rowLength * roundUp(height);
  const padded = new Float32Array(3 * plane);
  for (let y = 0, from = 0; y < height; y++) {
    for (let to = y * rowLength; to < y * rowLength + width; to++, from += 3) {
      padded[to] = data[from];
      padded[plane + to] = data[from + 1];
      padded[2 * plane + to] = data[from + 2];
    }
  }
  return { data: padded, dims: [1, 3, plane / rowLength, rowLength] };
}

function roundUp(lengthPx: number): number {
  return Math.ceil(lengthPx / SIDE_MULTIPLE_PX) * SIDE_MULTIPLE_PX;
}

/**
 * Candidates in pixels of the network's picture, from its four maps: `heatmap`, `log_size` (height
 * and width), `offset` (down and right) and `landmarks` (down and right from the box's corner, in
 * heights and widths of the box), all but the first in cells.
 */
function decode(maps: Readonly<Record<string, Tensor>>, minScore: number): DetectedFace[] {
  const heatmap = maps.heatmap;
  const [logSize, offset, within] = [maps.log_size.data, maps.offset.data, maps.landmarks.data];
  const columns = heatmap.dims[3];
  const cells = heatmap.data.length;
  const faces: DetectedFace[] = [];
  for (let cell = 0; cell < cells; cell++) {
    const score = heatmap.data[cell];
    if (score < minScore) continue;
    const height = Math.exp(logSize[cell]) * STRIDE_PX;
    const width = Math.exp(logSize[cells + cell]) * STRIDE_PX;
    const x = ((cell % columns) + 0.5 + offset[cells + cell]) * STRIDE_PX - width / 2;
    const y = (Math.floor(cell / columns) + 0.5 + offset[cell]) * STRIDE_PX - height / 2;
    const landmarks = Array.from({ length: N_LANDMARKS }, (_, at): Landmark => {
      const down = within[2 * at * cells + cell];
      const right = within[(2 * at + 1) * cells + cell];
      return [x + right * width, y + down * height];
    });
    faces.push({ box: { x, y, width, height }, score, landmarks });
  }
  return faces;
}

function scaleFace(face: DetectedFace, xFactor: number, yFactor: number): DetectedFace {
  const { x, y, width, height } = face.box;
  return {
    box: {
      x: x * xFactor,
      y: y * yFactor,
      width: width * xFactor,
      height: height * yFactor,
    },
    score: face.score,
    landmarks: face.landmarks.map(([right, down]) => [right * xFactor, down * yFactor]),
  };
}

function moveFace(face: DetectedFace, right: number, down: number): DetectedFace {
  const { box, landmarks } = face;
  return {
    ...face,
    box: { ...box, x: box.x + right, y: box.y + down },
    landmarks: landmarks.map(([x, y]) => [x + right, y + down]),
  };
}

/** Whether a box shares an area with the picture; others lie in the padding, or are no numbers. */
function touches(box: Box, picture: Raster): boolean {
  return (
    Math.min(box.x + box.width, picture.width) - Math.max(box.x, 0) > 0 &&
    Math.min(box.y + box.height, picture.height) - Math.max(box.y, 0) > 0
  );
}

function cutBox(box: Box, picture: Raster): Box {
  const left = clamp(box.x, 0, picture.width);
  const top = clamp(box.y, 0, picture.height);
  return {
    x: left,
    y: top,
    width: clamp(box.x + box.width, 0, picture.width) - left,
    height: clamp(box.y + box.height, 0, picture.height) - top,
  };
}

/** Those that are no duplicate of a more certain one (greedy non-maximum suppression). */
export function selectDistinct(candidates: readonly DetectedFace[]): DetectedFace[] {
  const distinct: DetectedFace[] = [];
  for (const candidate of candidates) {
    if (!distinct.some((face) => areSame(face.box, candidate.box))) distinct.push(candidate);
  }
  return distinct;
}

function areSame(one: Box, other: Box): boolean {
  const shared = sharedArea(one, other);
  const smaller = Math.min(areaOf(one), areaOf(other));
  const union = areaOf(one) + areaOf(other) - shared;
  return shared > MAX_SHARE_OF_UNION * union || shared > MAX_SHARE_OF_SMALLER * smaller;
}
