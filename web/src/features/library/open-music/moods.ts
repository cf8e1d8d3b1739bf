import type { MoodPoint } from "@/lib/mood";

/**
 * Words that music is called by, where such music is heard to lie: the numbers of
 * `affetto/mood_words.py`. People who feel so lie elsewhere; sad music is not heard as unpleasant.
 */
export const MOODS = {
  happy: { valence: 0.72, arousal: 0.79 },
  uplifting: { valence: 0.55, arousal: 0.55 },
  energetic: { valence: 0.35, arousal: 0.8 },
  tense: { valence: -0.45, arousal: 0.5 },
  dark: { valence: -0.4, arousal: 0.1 },
  melancholic: { valence: -0.15, arousal: -0.4 },
  calm: { valence: 0.55, arousal: -0.55 },
  romantic: { valence: 0.56, arousal: -0.34 },
} as const satisfies Record<string, MoodPoint>;

export type MoodName = keyof typeof MOODS;
export const MOOD_NAMES = Object.keys(MOODS) as MoodName[];

/** The word that stands just here. */
export function moodAt({ valence, arousal }: MoodPoint): MoodName | null {
  const isHere = (name: MoodName) =>
    MOODS[name].valence === valence && MOODS[name].arousal === arousal;
  return MOOD_NAMES.find(isHere) ?? null;
}
