import type { MoodPoint } from "./mood";

/**
 * Where each emotion word lies in the plane. For colours only: what is matched by a word, the
 * service places itself, and a test compares the two.
 */
export const EMOTION_POINTS: Record<string, MoodPoint> = {
  angry: { valence: -0.51, arousal: 0.59 },
  disgust: { valence: -0.6, arousal: 0.35 },
  fear: { valence: -0.64, arousal: 0.6 },
  happy: { valence: 0.81, arousal: 0.51 },
  sad: { valence: -0.63, arousal: -0.27 },
  surprise: { valence: 0.4, arousal: 0.67 },
  neutral: { valence: 0, arousal: 0 },
  joy: { valence: 0.72, arousal: 0.01 },
  sadness: { valence: -0.63, arousal: -0.27 },
  liveliness: { valence: 0.62, arousal: 0.75 },
  melancholy: { valence: -0.21, arousal: -0.4 },
};

export function emotionPoint(word: string): MoodPoint {
  return EMOTION_POINTS[word] ?? { valence: 0, arousal: 0 };
}

/** Words of a distribution, the likeliest first. */
export function rankEmotions(emotions: Record<string, number>): [word: string, share: number][] {
  return Object.entries(emotions).sort(([, one], [, other]) => other - one);
}
