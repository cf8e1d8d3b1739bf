import type { TrackDetails } from "./tracks";

/** A track of a library, with all that is known of it. */
export function detailsOf(id: number, known: Partial<TrackDetails> = {}): TrackDetails {
  return {
    id,
    title: `Track ${id}`,
    artist: "Ada",
    album: "Engines",
    genres: ["Jazz", "Soul"],
    year: 1965,
    duration_s: 180,
    licence: "CC-BY-4.0",
    valence: 0.3,
    arousal: 0.2,
    mood_uncertainty: 0.2,
    uri: `file:///music/${id}.flac`,
    links: { youtube: `https://video.example/${id}` },
    playable: true,
    has_cover: false,
    tempo_bpm: 120,
    key: "A minor",
    loudness_lufs: -12,
    energy: 0.7,
    paths: [`/music/${id}.flac`],
    addresses: [],
    licence_origin: "tags",
    credit: `“Track ${id}” – Ada (CC BY 4.0)`,
    moods: [
      {
        origin: "heard",
        stated_by: "affetto-cues 3",
        words: [],
        valence: 0.3,
        arousal: 0.2,
        uncertainty: 0.24,
      },
    ],
    edits: {},
    notes: [],
    analyser: "affetto-cues 3",
    analysed_at: "2026-03-01T12:00:00Z",
    features: { tempo_bpm: 120, energy: 0.7 },
    ...known,
  };
}
