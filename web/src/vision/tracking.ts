/** Faces followed from frame to frame by where they are; as `vision/tracking.py`. */
import { assign } from "./assignment";
import { MIN_SCORE } from "./face-detection";
import { areaOf, type Box, type DetectedFace, sharedArea } from "./faces";

// The constants and their reasons are those of `vision/tracking.py`.
/** Frames further apart share no tracks. */
export const MAX_GAP_S = 0.75;
const CONFIRM_AFTER_S = 0.065;
/** The least score of faces that continue a track, for the detector that finds them. */
export const MIN_SCORE_TO_CONTINUE = 0.3;
const MIN_OVERLAP = 0.3;
const FIRST_SPEED_SD = 3.5;
const ACCELERATION_DENSITY = 2;
const CENTRE_SD = 0.03;
const MAX_WIDENING = 0.75;

/** A face that is followed. */
export interface FaceTrack {
  /** The face's number, from 1; never given to another. */
  readonly id: number;
  /** The face as it was last found. */
  readonly face: DetectedFace;
  readonly firstSeenS: number;
  readonly lastSeenS: number;
  /** Whether the present frame shows it; if not, it is awaited. */
  readonly seen: boolean;
}

/** Whether a face has been seen for long enough to be no flash of the detector. */
export function isConfirmed(track: FaceTrack): boolean {
  return track.lastSeenS - track.firstSeenS >= CONFIRM_AFTER_S;
}

/**
 * Gives faces found in successive frames the numbers of the tracks they belong to.
 *
 * A face that is not found is awaited for as long as it has been seen before, at most 0.75 s.
 */
export class FaceTracker {
  private nextId = 1;
  private followed: readonly FollowedFace[] = [];
  private timeS = Number.NEGATIVE_INFINITY;

  /**
   * Tracks after a frame, in the order of their numbers.
   *
   * @param timeS time of the frame, seconds; not before the last one's.
   * @param faces what a detector found in it.
   */
  update(timeS: number, faces: readonly DetectedFace[]): FaceTrack[] {
    const previousS = this.timeS;
    this.timeS = timeS;
    const awaited = this.followed
      .filter(({ track }) => timeS - track.lastSeenS <= MAX_GAP_S)
      .map((face) => moveTo(timeS, face));
    const foundAgain = pairInStages(awaited, faces, previousS);
    const kept = awaited.flatMap((face) => {
      const found = foundAgain.get(face);
      if (found) return [continueWith(found, face, timeS)];
      return isAwaited(face.track, timeS) ? [face] : [];
    });
    const continued = new Set(foundAgain.values());
    const begun = faces
      .filter((face) => !continued.has(face) && face.score >= MIN_SCORE)
      .map((face) => beginWith(face, this.nextId++, timeS));
    this.followed = [...kept, ...begun];
    return this.followed.map(({ track }) => track);
  }

  /** End all tracks, as a cut to another shot does. */
  forget(): void {
    this.followed = [];
  }
}

/**
 * A centre that moves, and how sure that is: a Kalman filter of constant velocity.
 *
 * Horizontal and vertical motion are independent and equally sure, so one covariance of position
 * and velocity serves both.
 */
interface Motion {
  /** Pixels. */
  readonly centre: readonly [x: number, y: number];
  /** Pixels per second. */
  readonly velocity: readonly [x: number, y: number];
  /** Along one axis, in sizes of the face: of position, of both, of velocity. */
  readonly covariance: readonly [position: number, both: number, velocity: number];
}

/** A track, and where its face is believed to be at `timeS`. */
interface FollowedFace {
  readonly track: FaceTrack;
  readonly motion: Motion;
  readonly timeS: number;
}

type Pairs = Map<FollowedFace, DetectedFace>;

function beginWith(face: DetectedFace, id: number, timeS: number): FollowedFace {
  const motion: Motion = {
    centre: centreOf(face.box),
    velocity: [0, 0],
    covariance: [CENTRE_SD ** 2, 0, FIRST_SPEED_SD ** 2],
  };
  return { track: { id, face, firstSeenS: timeS, lastSeenS: timeS, seen: true }, motion, timeS };
}

function moveTo(timeS: number, { track, motion, timeS: lastS }: FollowedFace): FollowedFace {
  const elapsedS = timeS - lastS;
  const { centre, velocity } = motion;
  const [position, both, speed] = motion.covariance;
  return {
    track: { ...track, seen: false },
    motion: {
      centre: [centre[0] + elapsedS * velocity[0], centre[1] + elapsedS * velocity[1]],
      velocity,
      // White noise of acceleration, integrated over the time (Bar-Shalom, Li & Kirubarajan 2001,
      // section 6.2.2).
      covariance: [
        position +
          2 * elapsedS * both +
          elapsedS ** 2 * speed +
          (ACCELERATION_DENSITY * elapsedS ** 3) / 3,
        both + elapsedS * speed + (ACCELERATION_DENSITY * elapsedS ** 2) / 2,
        speed + ACCELERATION_DENSITY * elapsedS,
      ],
    },
    timeS,
  };
}

function continueWith(face: DetectedFace, followed: FollowedFace, timeS: number): FollowedFace {
  const { track, motion } = followed;
  const [position, both, speed] = motion.covariance;
  const innovation = position + CENTRE_SD ** 2;
  const [gain, speedGain] = [position / innovation, both / innovation];
  const found = centreOf(face.box);
  const error = [found[0] - motion.centre[0], found[1] - motion.centre[1]] as const;
  return {
    track: { ...track, face, lastSeenS: timeS, seen: true },
    motion: {
      centre: [motion.centre[0] + gain * error[0], motion.centre[1] + gain * error[1]],
      velocity: [
        motion.velocity[0] + speedGain * error[0],
        motion.velocity[1] + speedGain * error[1],
      ],
      covariance: [position - gain * position, both - gain * both, speed - speedGain * both],
    },
    timeS,
  };
}

function isAwaited(track: FaceTrack, timeS: number): boolean {
  const seenForS = track.lastSeenS - track.firstSeenS;
  return timeS - track.lastSeenS <= Math.min(MAX_GAP_S, seenForS + CONFIRM_AFTER_S);
}

/**
 * Which of the awaited tracks which face continues.
 *
 * Tracks that the previous frame showed choose first, among sure faces, by their plain boxes: a face
 * that hides another must not lose its track to the one that waits behind it. Only then do hidden,
 * fast and doubtful faces get their chance, by widened boxes, which overlap with neighbours too.
 */
function pairInStages(
  awaited: readonly FollowedFace[],
  faces: readonly DetectedFace[],
  previousS: number,
): Pairs {
  const recent = awaited.filter(({ track }) => track.lastSeenS === previousS);
  const sure = faces.filter((face) => face.score >= MIN_SCORE);
  const pairs = pairUp(recent, sure, false);
  const taken = new Set(pairs.values());
  const lost = awaited.filter((face) => !pairs.has(face));
  const left = faces.filter((face) => !taken.has(face));
  return new Map([...pairs, ...pairUp(lost, left, true)]);
}

/** Of all pairings that with the most overlap; boxes that overlap too little are never a pair. */
function pairUp(
  followed: readonly FollowedFace[],
  faces: readonly DetectedFace[],
  widened: boolean,
): Pairs {
  const overlaps = followed.map((one) => {
    const foretold = foretellBox(one);
    // Both boxes grow, so that equal ones still overlap wholly.
    const margin = widened ? wideningPx(one) : 0;
    return faces.map((face) => {
      const overlap = overlapOf(grow(foretold, margin), grow(face.box, margin));
      return overlap < MIN_OVERLAP ? 0 : overlap;
    });
  });
  const pairs: Pairs = new Map();
  for (const [row, column] of assign(overlaps)) {
    const [one, face] = [followed[row], faces[column]];
    if (one && face && (overlaps[row]?.[column] ?? 0) > 0) pairs.set(one, face);
  }
  return pairs;
}

function foretellBox({ track, motion }: FollowedFace): Box {
  const { width, height } = track.face.box;
  return { x: motion.centre[0] - width / 2, y: motion.centre[1] - height / 2, width, height };
}

function wideningPx({ track, motion }: FollowedFace): number {
  const spread = Math.min(Math.sqrt(motion.covariance[0]), MAX_WIDENING);
  return spread * Math.sqrt(areaOf(track.face.box));
}

function centreOf(box: Box): readonly [x: number, y: number] {
  return [box.x + box.width / 2, box.y + box.height / 2];
}

function grow(box: Box, margin: number): Box {
  return {
    x: box.x - margin,
    y: box.y - margin,
    width: box.width + 2 * margin,
    height: box.height + 2 * margin,
  };
}

/** Shared area over joint area. */
function overlapOf(one: Box, other: Box): number {
  const shared = sharedArea(one, other);
  return shared / (areaOf(one) + areaOf(other) - shared);
}
