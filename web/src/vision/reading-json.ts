/** Readings as the JSON that `affetto feel --json` prints. */
import { type Affect, type Emotions, leadingEmotion, listEmotions, type Point } from "./affect";
import type { PictureReading } from "./picture-reader";
import { roundTo } from "./rounding";

const DIGITS = 4;
const PIXEL_DIGITS = 1;

/** An affect as `overall` of a reading, and as `affect` of a request for matches. */
export interface AffectJson {
  emotion: string;
  emotions: Record<string, number>;
  valence: number;
  arousal: number;
  confidence: number;
  source: Affect["source"];
}

/** The keys of `overall`. */
export function affectAsJson(affect: Affect): AffectJson {
  return {
    emotion: leadingEmotion(affect.emotions),
    ...placeAsJson(affect.emotions, affect.point),
    confidence: roundTo(DIGITS, affect.confidence),
    source: affect.source,
  };
}

/** The object of one picture. */
export function readingAsJson(picture: string, reading: PictureReading) {
  const { context } = reading.scene;
  return {
    picture,
    overall: affectAsJson(reading.overall),
    faces: reading.faces.map(({ face, emotions, point }) => ({
      box: [face.box.x, face.box.y, face.box.width, face.box.height].map((value) =>
        roundTo(PIXEL_DIGITS, value),
      ),
      score: roundTo(DIGITS, face.score),
      emotion: leadingEmotion(emotions),
      ...placeAsJson(emotions, point),
    })),
    scene: {
      emotion: leadingEmotion(reading.scene.emotions),
      ...placeAsJson(reading.scene.emotions, reading.scene.point),
      context: Object.fromEntries(
        Object.entries(context).map(([tag, share]) => [tag, roundTo(DIGITS, share)]),
      ),
    },
  };
}

function placeAsJson(emotions: Emotions, { valence, arousal }: Point) {
  return {
    emotions: Object.fromEntries(
      listEmotions(emotions).map(([word, share]) => [word, roundTo(DIGITS, share)]),
    ),
    valence: roundTo(DIGITS, valence),
    arousal: roundTo(DIGITS, arousal),
  };
}
