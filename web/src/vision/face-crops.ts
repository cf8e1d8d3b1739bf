/** Faces cut out upright, at the size and in the framing of FER2013; as `vision/face_crops.py`. */
import type { DetectedFace, Landmark } from "./faces";
import { cutOutGrey, type Raster } from "./raster";
import { reduce, type Similarity, transform } from "./resampling";

export const SIDE_PX = 48;

/** Where FER2013's faces have their landmarks, in pixels of the 48 x 48 picture: their medians. */
export const FER2013_LANDMARKS_PX: readonly Landmark[] = [
  [15.24, 19.31],
  [32.85, 18.82],
  [24.08, 28.68],
  [17.35, 36.2],
  [31.46, 35.77],
];

// The crop is drawn this many times larger and then averaged, against aliasing.
const OVERSAMPLING = 2;

/** One face as FER2013 would show it: grey, upright, 48 pixels wide; borders are repeated. */
export function cropFace(rgb: Raster, face: DetectedFace): Raster {
  const { turn, shift } = fitCrop(face.landmarks);
  const shrink = Math.max(1, Math.trunc(Math.hypot(...turn) / OVERSAMPLING));
  const corners = [
    [0, 0],
    [SIDE_PX, 0],
    [0, SIDE_PX],
    [SIDE_PX, SIDE_PX],
  ] as const;
  // One (shrunken) pixel of room lets the filter look across the edge of the crop.
  const xs = corners.map(([x, y]) => turn[0] * x - turn[1] * y + shift[0]);
  const ys = corners.map(([x, y]) => turn[1] * x + turn[0] * y + shift[1]);
  const [left, right] = findExtent(xs, shrink);
  const [top, bottom] = findExtent(ys, shrink);
  const region = reduce(cutOutGrey(rgb, left, top, right, bottom), shrink, shrink);
  const step = OVERSAMPLING * shrink;
  const crop = transform(region, SIDE_PX * OVERSAMPLING, {
    turn: [turn[0] / step, turn[1] / step],
    shift: [(shift[0] - left) / shrink, (shift[1] - top) / shrink],
  });
  return reduce(crop, OVERSAMPLING, OVERSAMPLING);
}

/**
 * Where a face's crop lies in the picture, so that its landmarks come closest to FER2013's.
 *
 * The angle is the least-squares one; the scale is the ratio of the spreads about the means (Horn
 * 1987), as the least-squares scale would shrink with every error in the landmarks.
 */
export function fitCrop(landmarks: readonly Landmark[]): Similarity {
  const from = centre(FER2013_LANDMARKS_PX);
  const to = centre(landmarks);
  let real = 0;
  let imaginary = 0;
  for (const [at, [x, y]] of from.deviations.entries()) {
    const [u, v] = to.deviations[at] as Landmark;
    real += x * u + y * v;
    imaginary += x * v - y * u;
  }
  const scale = to.spread / from.spread;
  const angle = Math.atan2(imaginary, real);
  const turn = [scale * Math.cos(angle), scale * Math.sin(angle)] as const;
  const [x, y] = from.mean;
  return {
    turn,
    shift: [to.mean[0] - (turn[0] * x - turn[1] * y), to.mean[1] - (turn[1] * x + turn[0] * y)],
  };
}

/** Points by their mean, and how far they lie from it. */
function centre(points: readonly Landmark[]) {
  const mean: Landmark = [
    points.reduce((sum, [x]) => sum + x, 0) / points.length,
    points.reduce((sum, [, y]) => sum + y, 0) / points.length,
  ];
  const deviations = points.map(([x, y]): Landmark => [x - mean[0], y - mean[1]]);
  return { mean, deviations, spread: Math.hypot(...deviations.flat()) };
}

function findExtent(coordinates: readonly number[], margin: number): [number, number] {
  return [
    Math.floor(Math.min(...coordinates)) - margin,
    Math.ceil(Math.max(...coordinates)) + margin,
  ];
}
