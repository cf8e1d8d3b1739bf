import { describe, expect, it } from "vitest";

type Texts = { [key: string]: string | Texts };
const files = import.meta.glob<{ default: Texts }>("./*/*.json", { eager: true });
const catalogue = (language: string, name: string) => files[`./${language}/${name}.json`]?.default;
const names = Object.keys(files)
  .filter((path) => path.startsWith("./en/"))
  .map((path) => path.slice("./en/".length, -".json".length));

const PLURAL = /_(zero|one|two|few|many|other)$/;

function flatten(texts: Texts, prefix = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, text]) =>
      typeof text === "string"
        ? [[prefix + key, text]]
        : Object.entries(flatten(text, `${prefix}${key}.`)),
    ),
  );
}

/** The keys without their plural forms, and what each interpolates. */
function meanings(texts: Texts): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [key, text] of Object.entries(flatten(texts))) {
    const base = key.replace(PLURAL, "");
    const values = found.get(base) ?? new Set();
    for (const [, value] of text.matchAll(/{{(\w+)}}/g)) values.add(value as string);
    found.set(base, values);
  }
  return found;
}

describe.each(names)("the catalogue %s", (name) => {
  const english = catalogue("en", name) as Texts;
  const polish = catalogue("pl", name);

  it("says the same things in both languages", () => {
    expect(polish).toBeDefined();
    expect([...meanings(polish as Texts).keys()].sort()).toEqual(
      [...meanings(english).keys()].sort(),
    );
  });

  it("puts the same values into its texts", () => {
    const inPolish = meanings(polish as Texts);
    for (const [key, values] of meanings(english)) {
      // "One track" may leave its number out, and so may other words for it.
      const needed = [...values].filter((value) => value !== "count");
      expect([key, [...(inPolish.get(key) ?? [])]]).toEqual([key, expect.arrayContaining(needed)]);
    }
  });

  it.each([
    ["en", ["one", "other"]],
    ["pl", ["one", "few", "many", "other"]],
  ])("has all plural forms of %s", (language, forms) => {
    const keys = Object.keys(flatten(catalogue(language, name) as Texts));
    const counted = new Set(
      keys.filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, "")),
    );
    for (const base of counted) {
      for (const form of forms) expect(keys).toContain(`${base}_${form}`);
    }
  });

  it("leaves no text empty", () => {
    for (const language of ["en", "pl"]) {
      for (const [key, text] of Object.entries(flatten(catalogue(language, name) as Texts))) {
        expect([key, text.trim()]).not.toEqual([key, ""]);
      }
    }
  });
});
