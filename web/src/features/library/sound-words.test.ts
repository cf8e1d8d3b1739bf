import { expect, it } from "vitest";
import { describeSound } from "./sound-words";

it("says what was heard in words", () => {
  const words = Object.fromEntries(
    describeSound({ tempo_bpm: 64, energy: 0.9, speechiness: 0.01 }).map(({ feature, word }) => [
      feature,
      word,
    ]),
  );
  expect(words).toEqual({ tempo_bpm: "verySlow", energy: "intense", speechiness: "noSpeech" });
});

it("leaves out what could not be told, and what is no feature", () => {
  expect(describeSound({ tempo_bpm: null, key: "A minor", excerpt_start_s: 4 })).toEqual([]);
});

it("keeps meters within their ends", () => {
  for (const tempo_bpm of [1, 1000]) {
    const [sound] = describeSound({ tempo_bpm });
    expect(sound?.share).toBe(tempo_bpm === 1 ? 0 : 1);
  }
});
