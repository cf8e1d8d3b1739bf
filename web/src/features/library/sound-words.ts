/** What was heard in a track, in words that need no knowledge of acoustics. */

import type { Features } from "./tracks";

/** From little to much; each a key of the catalogue. */
const SCALES = {
  tempo_bpm: {
    words: ["verySlow", "slow", "moderate", "fast", "veryFast"],
    edges: [70, 96, 124, 150],
  },
  energy: { words: ["gentle", "calm", "lively", "intense"], edges: [0.25, 0.5, 0.75] },
  danceability: {
    words: ["hardlyDanceable", "somewhatDanceable", "danceable"],
    edges: [0.4, 0.65],
  },
  loudness_lufs: { words: ["quiet", "moderatelyLoud", "loud", "veryLoud"], edges: [-23, -14, -9] },
  dynamic_range_lu: { words: ["even", "varied", "dynamic"], edges: [5, 12] },
  brightness_hz: { words: ["mellow", "balanced", "bright"], edges: [1500, 3000] },
  register_hz: { words: ["low", "middle", "high"], edges: [220, 440] },
  onset_density_hz: { words: ["sparse", "steady", "busy"], edges: [1.5, 4] },
  articulation: { words: ["flowing", "mixed", "detached"], edges: [0.33, 0.66] },
  dissonance: { words: ["smooth", "coloured", "rough"], edges: [0.33, 0.66] },
  speechiness: { words: ["noSpeech", "someSpeech", "speech"], edges: [0.33, 0.66] },
} as const;

export type HeardFeature = keyof typeof SCALES;
export type SoundWord = (typeof SCALES)[HeardFeature]["words"][number];

export interface Sound {
  feature: HeardFeature;
  word: SoundWord;
  value: number;
  /** Where it lies between least and most, 0 to 1: for a meter. */
  share: number;
}

// Our own choice of what counts as all of it, for the meters only.
const RANGES: Record<HeardFeature, readonly [number, number]> = {
  tempo_bpm: [40, 200],
  energy: [0, 1],
  danceability: [0, 1],
  loudness_lufs: [-32, -4],
  dynamic_range_lu: [0, 20],
  brightness_hz: [400, 5000],
  register_hz: [80, 900],
  onset_density_hz: [0, 8],
  articulation: [0, 1],
  dissonance: [0, 1],
  speechiness: [0, 1],
};

/** The features that could be told, in the order in which they say most. */
export function describeSound(features: Features): Sound[] {
  return (Object.keys(SCALES) as HeardFeature[]).flatMap((feature) => {
    const value = features[feature];
    if (typeof value !== "number") return [];
    const { words, edges } = SCALES[feature];
    const place = edges.filter((edge) => value >= edge).length;
    const [least, most] = RANGES[feature];
    return {
      feature,
      value,
      word: words[place] as SoundWord,
      share: Math.min(1, Math.max(0, (value - least) / (most - least))),
    };
  });
}
