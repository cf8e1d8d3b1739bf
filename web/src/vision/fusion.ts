/** One affect from what the faces and the scene of a picture say; as `vision/fusion.py`. */
import { emotionPoint } from "@/lib/emotions";
import {
  type Affect,
  type Emotions,
  expectedPoint,
  leadingEmotion,
  listEmotions,
  type Point,
} from "./affect";
import type { FaceReading } from "./face-emotion";
import { areaOf } from "./faces";
import type { SceneReading } from "./scene-emotion";

// Share of the picture that faces must fill to weigh as much as the scene around them.
const FACE_SHARE_AT_BALANCE = 0.01;
// Standard deviation of a place in the plane even if the emotion is certain.
const WORD_SPREAD = 0.25;
// Root mean square error of the scene network (docs/models/scene-emotion.md).
const SCENE_ERROR = 0.24;
// A side with less than this share of the weight is not named as a source.
const MENTION_FROM = 0.1;

/**
 * The affect of a whole picture: places in the plane averaged by how sure each side is and how much
 * of the picture it fills.
 *
 * @param faces readings of its faces, each of some area; possibly none.
 * @param pictureArea square pixels.
 */
export function fuse(
  faces: readonly FaceReading[],
  scene: SceneReading,
  pictureArea: number,
): Affect {
  if (!faces.length) {
    const confidence = confidenceOf(scene.emotions);
    return { emotions: scene.emotions, point: scene.point, confidence, source: "scene" };
  }
  const areas = faces.map((reading) => areaOf(reading.face.box));
  const weights = faces.map((reading) => areaOf(reading.face.box) * reading.face.score);
  const emotions = meanEmotions(
    faces.map((reading) => reading.emotions),
    weights,
  );
  const filled = Math.min(sum(areas) / pictureArea, 1);
  const prominence = filled / (filled + FACE_SHARE_AT_BALANCE);
  const facePoint = expectedPoint(emotions);
  const faceWeight = prominence / varianceAround(facePoint, emotions);
  const sceneWeight = (1 - prominence) / SCENE_ERROR ** 2;
  const faceShare = faceWeight / (faceWeight + sceneWeight);
  const leading = faceShare >= 0.5 ? emotions : scene.emotions;
  return {
    emotions: leading,
    point: {
      valence: faceShare * facePoint.valence + (1 - faceShare) * scene.point.valence,
      arousal: faceShare * facePoint.arousal + (1 - faceShare) * scene.point.arousal,
    },
    confidence: confidenceOf(leading),
    source: nameSource(faceShare),
  };
}

function nameSource(faceShare: number): Affect["source"] {
  if (faceShare > 1 - MENTION_FROM) return "faces";
  return faceShare < MENTION_FROM ? "scene" : "both";
}

function confidenceOf(emotions: Emotions): number {
  return emotions[leadingEmotion(emotions)] ?? 0;
}

/** The weighted mean of distributions over the same words. */
function meanEmotions(distributions: readonly Emotions[], weights: readonly number[]): Emotions {
  const total = sum(weights);
  const mean: Partial<Record<string, number>> = {};
  for (const [at, distribution] of distributions.entries()) {
    const share = (weights[at] ?? 0) / total;
    for (const [word, prob] of listEmotions(distribution)) {
      mean[word] = (mean[word] ?? 0) + share * prob;
    }
  }
  return mean;
}

/** How far the words of a distribution lie from its mean, per axis, squared. */
function varianceAround(mean: Point, emotions: Emotions): number {
  const spread = listEmotions(emotions).map(([word, share]) => {
    const { valence, arousal } = emotionPoint(word);
    return (share * ((valence - mean.valence) ** 2 + (arousal - mean.arousal) ** 2)) / 2;
  });
  return sum(spread) + WORD_SPREAD ** 2;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
