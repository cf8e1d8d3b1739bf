import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import type { Affect, Options, PictureReading } from "@/api/types";
import { EMOTION_POINTS } from "@/lib/emotions";

/** A service that answers as the real one does, for what the page asks when nothing is wrong. */
export const HAPPY: Affect = {
  emotion: "happy",
  emotions: {
    angry: 0.01,
    disgust: 0,
    fear: 0.01,
    happy: 0.83,
    sad: 0.02,
    surprise: 0.03,
    neutral: 0.1,
  },
  valence: 0.71,
  arousal: 0.42,
  confidence: 0.83,
  source: "faces",
};

export const READING: PictureReading = {
  picture: "photo.jpg",
  overall: HAPPY,
  faces: [
    {
      box: [10, 10, 40, 40],
      score: 0.99,
      emotion: "happy",
      emotions: HAPPY.emotions,
      valence: 0.7,
      arousal: 0.4,
    },
    {
      box: [60, 10, 40, 40],
      score: 0.98,
      emotion: "sad",
      emotions: {
        angry: 0.02,
        disgust: 0,
        fear: 0.03,
        happy: 0.02,
        sad: 0.9,
        surprise: 0.01,
        neutral: 0.02,
      },
      valence: -0.6,
      arousal: -0.25,
    },
  ],
  scene: {
    emotion: "joy",
    emotions: { joy: 0.6, sadness: 0.1, liveliness: 0.2, melancholy: 0.1 },
    valence: 0.4,
    arousal: -0.1,
    context: {},
  },
};

export const OPTIONS = {
  version: "0.1.0",
  emotions: Object.entries(EMOTION_POINTS).map(([word, point]) => ({
    word,
    kind: "face",
    ...point,
  })),
  strategies: [{ name: "affect", summary: "" }],
  intents: ["match", "lift", "calm", "journey"],
  popularities: ["low", "medium", "mainstream"],
  personalizations: ["low", "medium", "high"],
  licences: ["any", "personal", "film"],
  genres: ["ambient", "folk", "jazz", "rock"].map((name) => ({ name, tracks: 7 })),
  decades: [{ decade: 1980, tracks: 3 }],
  providers: [
    { name: "file", tracks: 10 },
    { name: "spotify", tracks: 4 },
  ],
  languages: [
    { code: "eng", tracks: 6 },
    { code: "pol", tracks: 2 },
  ],
  durations: { least_s: 45, most_s: 420 },
  limits: { upload_mb: 25, pictures: 10, tracks: 100 },
  sure_from: 0.5,
} as unknown as Options;

export function trackOf(id: number, uri = `file:///music/${id}.flac`) {
  return {
    rank: id,
    id,
    title: `Track ${id}`,
    artist: "Ada",
    duration_s: 180,
    score: 0.9,
    valence: 0.6,
    arousal: 0.4,
    licence: "CC BY 4.0",
    uri,
    links: { youtube: `https://video.example/${id}` },
    reasons: ["fast (120 bpm) and in a major key: near the happiness of the picture"],
  };
}

export const MATCH = {
  affect: HAPPY,
  intent: "match",
  strategy: "affect",
  tracks: [trackOf(1), trackOf(2), trackOf(3, "spotify:track:3")],
};

/** An answer that says what is wrong (RFC 9457). */
export function problem(status: number, kind: string, detail: string, headers = {}, members = {}) {
  const type = kind ? `urn:affetto:problem:${kind}` : "about:blank";
  return HttpResponse.json(
    { type, title: "", status, detail, ...members },
    { status, headers: { "Content-Type": "application/problem+json", ...headers } },
  );
}

export const service = setupServer(
  http.get("*/api/v1/options", () => HttpResponse.json(OPTIONS)),
  http.get("*/api/v1/session", () =>
    HttpResponse.json({ accounts: false, user: { name: "default" }, csrf_token: null, oidc: null }),
  ),
  http.get("*/api/v1/providers", () => HttpResponse.json({ providers: [] })),
  http.get("*/api/v1/history/preference", () => HttpResponse.json({ kept: true })),
  http.get("*/api/v1/reactions", () => HttpResponse.json({ likes: [], dislikes: [] })),
  http.post("*/api/v1/affect", () => HttpResponse.json(READING)),
  http.post("*/api/v1/matches", () =>
    HttpResponse.json(MATCH, { headers: { "Content-Location": "/api/v1/history/7" } }),
  ),
);
