import i18next from "i18next";
import { expect, it } from "vitest";
import { shortenReason } from "./reasons";

const look = (language: string) => (key: string, values?: Record<string, string>) =>
  i18next.exists(`feel:reason.${key}`, { lng: language })
    ? String(i18next.t(`feel:reason.${key}` as never, { ...values, lng: language } as never))
    : null;

it("keeps the facts and says how near they lie", () => {
  expect(
    shortenReason(
      "fast (120 bpm), loud and in a major key: near the joy of the picture",
      look("en"),
    ),
  ).toBe("Fast (120 bpm), loud, in a major key\u2002·\u2002a close match");
});

it("keeps what speaks against a track", () => {
  expect(
    shortenReason(
      "fast (120 bpm), though in a minor key: not far from the mood you asked for",
      look("en"),
    ),
  ).toBe("Fast (120 bpm), though in a minor key\u2002·\u2002a fair match");
});

it("says it in Polish", async () => {
  await i18next.loadLanguages("pl");
  expect(
    shortenReason("slow (60 bpm) and gentle: some way from the sadness you asked for", look("pl")),
  ).toBe("Wolno (60 bpm), łagodnie\u2002·\u2002trochę pasuje");
});

it("says what of the picture a sound goes with", async () => {
  const reason = "acoustic for this library, to go with the nature in the picture";
  expect(shortenReason(reason, look("en"))).toBe(
    "Acoustic for this library, to go with the nature",
  );
  await i18next.loadLanguages("pl");
  expect(shortenReason(reason, look("pl"))).toBe(
    "Akustycznie jak na tę bibliotekę, bo widać przyrodę",
  );
});

it("names a journey's step by its number", () => {
  expect(shortenReason("step 2 of 10 on the way from sadness to joyful", look("en"))).toBe(
    "2 of 10",
  );
});

it("leaves alone what it does not know", () => {
  expect(shortenReason("you like ambient", look("en"))).toBeNull();
  expect(shortenReason("purple: near the joy of the picture", look("en"))).toBeNull();
  expect(shortenReason("purple, to go with the sea in the picture", look("en"))).toBeNull();
});
