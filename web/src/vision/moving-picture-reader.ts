/**
 * Reading moving pictures: the faces in them followed, and what they express, steadily; as
 * `vision/moving_picture_reader.py`, at a pace that a browser can keep.
 */
import { type Affect, type Emotion, expectedPoint } from "./affect";
import type { FaceDetector } from "./face-detection";
import type { FaceEmotionClassifier, FaceReading } from "./face-emotion";
import { planNarrowSearches, WIDE_SEARCH } from "./face-search";
import { fuse } from "./fusion";
import { Pace } from "./pace";
import type { Raster } from "./raster";
import type { SceneReading } from "./scene-emotion";
import type { SceneFollower } from "./scene-followers";
import { EmotionSmoother, SteadyName } from "./smoothing";
import { type FaceTrack, FaceTracker, isConfirmed, MAX_GAP_S } from "./tracking";

// Faces must outweigh the scene, or the scene them, for this long before the overall emotion is told
// in the other's words.
const WORDS_HOLD_S = 0.19;

// Expressions are read at most and at least this often, and between these may fill this share of the
// time: in the frames between, faces are only followed, so that boxes move smoothly on slow machines
// too. All our choice.
const LEAST_EXPRESSION_INTERVAL_S = 0.09;
const MOST_EXPRESSION_INTERVAL_S = 0.45;
const EXPRESSION_SHARE = 0.45;

/** A face that is followed, and what it has lately expressed. */
export interface FollowedFace {
  readonly track: FaceTrack;
  /** The face as it was last found, with emotions and place smoothed over time. */
  readonly reading: FaceReading;
  /** The steady name of its emotion. */
  readonly emotion: Emotion;
}

/** What a moving picture feels like at one moment; it holds no pixels. */
export interface FrameReading {
  readonly timeS: number;
  /** Width and height of the frame, pixels: what the boxes refer to. */
  readonly size: readonly [width: number, height: number];
  /** Faces and scene together, smoothed. */
  readonly overall: Affect;
  /** The steady name of the overall emotion. */
  readonly emotion: Emotion;
  /** All tracks, in the order of their numbers, also hidden and new ones. */
  readonly faces: readonly FollowedFace[];
  /** The scene, smoothed. */
  readonly scene: SceneReading;
  /** Whether expressions were read anew in this frame, or faces only followed. */
  readonly expressionsRead: boolean;
}

/** Which frames have their expressions read. */
export type Thoroughness = "every-frame" | "paced";

/**
 * Reads the frames of one camera in the order of their times, one at a time.
 *
 * Between frames it keeps boxes and distributions, no pictures.
 */
export class MovingPictureReader {
  private readonly tracker = new FaceTracker();
  private readonly pace = new Pace(LEAST_EXPRESSION_INTERVAL_S, MOST_EXPRESSION_INTERVAL_S);
  private shot: Shot | null = null;
  private last: FrameReading | null = null;

  constructor(
    private readonly detector: FaceDetector,
    private readonly faceClassifier: FaceEmotionClassifier,
    private readonly scenes: SceneFollower,
    private readonly thoroughness: Thoroughness,
  ) {}

  /**
   * What the moving picture feels like with this frame. One of another size starts a shot.
   *
   * @param timeS time of the frame, seconds from any origin; that of the last one for the same frame.
   * @throws RangeError where it is before the last frame's.
   */
  async read(timeS: number, rgb: Raster): Promise<FrameReading> {
    if (this.last && timeS === this.last.timeS) return this.last;
    if (this.last && !(timeS > this.last.timeS)) {
      throw new RangeError(`a frame at ${timeS} s comes after the one at ${this.last.timeS} s`);
    }
    const [width, height] = this.last?.size ?? [];
    if (this.last && (width !== rgb.width || height !== rgb.height)) this.startShot();
    // On a machine too slow for faces to be followed, each frame says what it shows.
    if (this.thoroughness === "paced" && this.last && timeS - this.last.timeS > MAX_GAP_S) {
      this.shot = null;
    }
    const beganMs = performance.now();
    const thorough =
      this.thoroughness === "every-frame" || this.pace.isDue(timeS, EXPRESSION_SHARE);
    const followed = (this.last?.faces ?? []).map(({ track }) => track);
    const searches = thorough ? [WIDE_SEARCH] : planNarrowSearches(rgb, followed);
    const tracks = this.tracker.update(timeS, await this.detector.detect(rgb, ...searches));
    this.shot ??= new Shot(timeS, this.faceClassifier);
    const faces = await this.shot.readFaces(timeS, rgb, tracks, thorough);
    if (thorough) this.pace.note(timeS, (performance.now() - beganMs) / 1000);
    const scene = await this.scenes.follow(timeS, rgb, faces.length > 0);
    this.last = {
      timeS,
      size: [rgb.width, rgb.height],
      ...this.shot.weigh(timeS, faces, scene, rgb.width * rgb.height),
      faces,
      scene,
      expressionsRead: thorough,
    };
    return this.last;
  }

  /** Begin anew with the next frame, as after a cut: nothing before it counts. */
  startShot(): void {
    this.tracker.forget();
    this.scenes.forget();
    this.pace.reset();
    this.shot = null;
  }
}

/** What has been seen since the last cut. */
class Shot {
  private faces = new Map<number, FollowedFace>();
  private smoothers = new Map<number, FaceSmoother>();
  private readonly overall = new OverallSmoother();

  constructor(
    private readonly beganS: number,
    private readonly classifier: FaceEmotionClassifier,
  ) {}

  async readFaces(
    timeS: number,
    rgb: Raster,
    tracks: readonly FaceTrack[],
    thorough: boolean,
  ): Promise<FollowedFace[]> {
    const toRead = tracks.filter((track) => track.seen && (thorough || !this.faces.has(track.id)));
    const readings = await this.classifier.read(
      rgb,
      toRead.map((track) => track.face),
    );
    const read = new Map(toRead.map((track, at) => [track.id, readings[at]]));
    const faces = tracks.flatMap((track) => {
      const reading = read.get(track.id);
      if (reading) return [this.smootherOf(track).update(timeS, track, reading)];
      const before = this.faces.get(track.id);
      return before ? [moveFace(before, track)] : [];
    });
    this.faces = new Map(faces.map((face) => [face.track.id, face]));
    this.smoothers = new Map([...this.smoothers].filter(([id]) => this.faces.has(id)));
    return faces;
  }

  /** Faces and scene together, and the steady name of that. */
  weigh(
    timeS: number,
    faces: readonly FollowedFace[],
    scene: SceneReading,
    pictureArea: number,
  ): { overall: Affect; emotion: Emotion } {
    const counting = faces.filter(({ track }) => this.counts(track)).map(({ reading }) => reading);
    return this.overall.update(timeS, counting, scene, pictureArea);
  }

  private counts(track: FaceTrack): boolean {
    // The first frame of a shot has no other to confirm its faces, and should say what it shows.
    return isConfirmed(track) || track.firstSeenS === this.beganS;
  }

  private smootherOf(track: FaceTrack): FaceSmoother {
    const smoother = this.smoothers.get(track.id) ?? new FaceSmoother();
    this.smoothers.set(track.id, smoother);
    return smoother;
  }
}

/** A face where it is now, with the expression that was last read. */
function moveFace(face: FollowedFace, track: FaceTrack): FollowedFace {
  return { ...face, track, reading: { ...face.reading, face: track.face } };
}

/** What one face has lately expressed. */
class FaceSmoother {
  private readonly smoother = new EmotionSmoother();
  private readonly name = new SteadyName();

  update(timeS: number, track: FaceTrack, reading: FaceReading): FollowedFace {
    // A face that the detector doubts is blurred, turned or half hidden: so is its expression.
    const emotions = this.smoother.update(timeS, reading.emotions, reading.face.score);
    const smoothed = { ...reading, emotions, point: expectedPoint(emotions) };
    return { track, reading: smoothed, emotion: this.name.update(emotions) };
  }
}

/** Smoothed faces and a smoothed scene as one affect that changes its words seldom. */
class OverallSmoother {
  private readonly name = new SteadyName();
  private last: Affect | null = null;
  private otherWordsSinceS: number | null = null;

  update(
    timeS: number,
    faces: readonly FaceReading[],
    scene: SceneReading,
    pictureArea: number,
  ): { overall: Affect; emotion: Emotion } {
    let overall = fuse(faces, scene, pictureArea);
    if (faces.length && this.last) overall = this.keepWords(timeS, overall, this.last);
    this.last = overall;
    return { overall, emotion: this.name.update(overall.emotions) };
  }

  /** The affect in the words of the last one, until others have held for long enough. */
  private keepWords(timeS: number, affect: Affect, last: Affect): Affect {
    if (haveSameWords(affect, last)) {
      this.otherWordsSinceS = null;
      return affect;
    }
    this.otherWordsSinceS ??= timeS;
    if (timeS - this.otherWordsSinceS >= WORDS_HOLD_S) return affect;
    return { ...affect, emotions: last.emotions, confidence: last.confidence };
  }
}

function haveSameWords(one: Affect, other: Affect): boolean {
  // The words are all of one taxonomy, so any of them tells which.
  return Object.keys(one.emotions)[0] === Object.keys(other.emotions)[0];
}
