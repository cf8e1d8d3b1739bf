/** Boxes that glide to where faces were last found, so that they move between two readings too. */
import type { Box } from "@/api/types";
import type { LiveFace } from "./live-reading";

// After this long a box has gone 63% of its way: quicker than two readings follow each other, and
// slower than the detector trembles. By eye.
const GLIDE_S = 0.07;
const FADE_S = 0.18;

/** A box as it is drawn. */
export interface DrawnBox {
  readonly id: number;
  readonly box: Box;
  readonly emotion: string;
  /** In [0, 1]. */
  readonly opacity: number;
}

/**
 * The boxes to draw now.
 *
 * @param drawn those that were drawn last.
 * @param faces as they were last read, boxes in the same pixels.
 * @param elapsedS since `drawn`; infinite for boxes at rest.
 */
export function glide(
  drawn: readonly DrawnBox[],
  faces: readonly LiveFace[],
  elapsedS: number,
): DrawnBox[] {
  const way = -Math.expm1(-Math.max(0, elapsedS) / GLIDE_S);
  const fade = Math.max(0, elapsedS) / FADE_S;
  const before = new Map(drawn.map((each) => [each.id, each]));
  const present = faces.map((face) => {
    const last = before.get(face.id);
    before.delete(face.id);
    const opacity = (last?.opacity ?? 0) + (face.seen ? fade : -fade);
    return {
      id: face.id,
      box: last ? moveBox(last.box, face.box, way) : face.box,
      emotion: face.emotion,
      opacity: Math.min(1, Math.max(0, opacity)),
    };
  });
  const leaving = [...before.values()]
    .map((each) => ({ ...each, opacity: each.opacity - fade }))
    .filter((each) => each.opacity > 0);
  return [...present, ...leaving];
}

function moveBox(from: Box, to: Box, way: number): Box {
  return from.map((side, at) => side + (to[at] - side) * way) as Box;
}
