/** Emotions, and where they lie in the valence-arousal plane; the same as `affetto.affect`. */
import { emotionPoint } from "@/lib/emotions";

/** Expressions of a face, in the order of the network's output. */
export const FACE_EMOTIONS = [
  "angry",
  "disgust",
  "fear",
  "happy",
  "sad",
  "surprise",
  "neutral",
] as const;

/** Moods of a landscape, in the order of the network's output. */
export const SCENE_EMOTIONS = ["joy", "sadness", "liveliness", "melancholy"] as const;

export type FaceEmotion = (typeof FACE_EMOTIONS)[number];
export type SceneEmotion = (typeof SCENE_EMOTIONS)[number];
export type Emotion = FaceEmotion | SceneEmotion;

/** Probability per emotion word, summing to 1; all words are of one of the two lists. */
export type Emotions = Readonly<Partial<Record<Emotion, number>>>;

/** A place in the valence-arousal plane: from unpleasant to pleasant, from calm to excited. */
export interface Point {
  /** In [-1, 1]. */
  readonly valence: number;
  /** In [-1, 1]. */
  readonly arousal: number;
}

/** What a picture feels like. */
export interface Affect {
  readonly emotions: Emotions;
  readonly point: Point;
  /** Probability in [0, 1] that the leading emotion is the right one. */
  readonly confidence: number;
  readonly source: "faces" | "scene" | "both";
}

/** Least probability with which an emotion is named without saying "not sure". */
export const SURE_FROM = 0.5;

/** The words of a distribution with their probabilities, in its order. */
export function listEmotions(emotions: Emotions): [Emotion, number][] {
  return Object.entries(emotions) as [Emotion, number][];
}

/** The most probable word; of equals the first. */
export function leadingEmotion(emotions: Emotions): Emotion {
  const words = listEmotions(emotions);
  return words.reduce((best, word) => (word[1] > best[1] ? word : best))[0];
}

/** The mean place of a distribution. */
export function expectedPoint(emotions: Emotions): Point {
  let valence = 0;
  let arousal = 0;
  for (const [word, share] of listEmotions(emotions)) {
    const point = emotionPoint(word);
    valence += share * point.valence;
    arousal += share * point.arousal;
  }
  return { valence, arousal };
}

/** Probabilities by their words; what rounding has left of a sum of 1 is made up for. */
export function nameProbabilities(
  words: readonly Emotion[],
  probabilities: ArrayLike<number>,
): Emotions {
  const shares = Array.from(probabilities);
  const sum = shares.reduce((total, share) => total + share, 0);
  return Object.fromEntries(words.map((word, at) => [word, shares[at] / sum]));
}
