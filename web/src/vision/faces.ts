/** An upright rectangle, in pixels of the upright picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A face that a detector found. */
export interface DetectedFace {
  /** From forehead to chin, within the picture. */
  readonly box: Box;
  /** The detector's certainty, in [0, 1]. */
  readonly score: number;
  /**
   * In pixels of the picture: the eye on its left, the eye on its right, the tip of the nose, the
   * left and the right corner of the mouth. May lie outside where the face is cut off.
   */
  readonly landmarks: readonly Landmark[];
}

export type Landmark = readonly [x: number, y: number];

/** Area of a box, square pixels. */
export function areaOf(box: Box): number {
  return box.width * box.height;
}

/** Area that two boxes share, square pixels. */
export function sharedArea(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(width, 0) * Math.max(height, 0);
}
