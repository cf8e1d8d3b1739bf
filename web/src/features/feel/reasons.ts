import { useTranslation } from "react-i18next";

// The grammar of the service's reasons: facts, "though" what speaks against, and how near it lies.
const WHOLE = /^(.+): (near|not far from|some way from) the .+$/;
// Of what is to be seen in the picture.
const SEEN = /^(.+), to go with the (.+) in the picture$/;
const STEP = /^step (\d+) of (\d+) on the way /;
const SEPARATOR = "\u2002·\u2002";
const FACT = /^(.+?)(?: \((\d+) bpm\))?$/;

/**
 * Reasons as a list shows them, in the language of the page. The service gives whole English
 * sentences put together from few words; beside each other all would end alike, "near the happiness
 * of the picture". A sentence with a word unknown to the catalogue is left as it is.
 */
export function useReasons(): (reasons: readonly string[]) => string {
  const { i18n } = useTranslation("feel");
  const look: Lookup = (key, values) =>
    i18n.exists(`feel:reason.${key}`)
      ? String(i18n.t(`feel:reason.${key}` as never, values as never))
      : null;
  return (reasons) =>
    reasons.map((reason) => shortenReason(reason, look) ?? reason).join(SEPARATOR);
}

type Lookup = (key: string, values?: Record<string, string>) => string | null;

/** A reason's facts and its nearness, in looked-up words; null where one of them is unknown. */
export function shortenReason(reason: string, look: Lookup): string | null {
  const [, step, steps] = STEP.exec(reason) ?? [];
  if (step && steps) return look("step", { step, steps });
  const [, sound = "", seen = ""] = SEEN.exec(reason) ?? [];
  if (sound && seen) return joinSeen(sound, seen, look);
  const [, facts = "", nearness = ""] = WHOLE.exec(reason) ?? [];
  const [fitting = "", contrary] = facts.split(", though ");
  const spoken = joinFacts(fitting, look);
  const against = contrary === undefined ? null : joinFacts(contrary, look);
  const closeness = look(keyOf(nearness));
  if (!spoken || !closeness || (contrary !== undefined && !against)) return null;
  const said = against ? look("though", { facts: spoken, against }) : spoken;
  return said && `${capitalise(said)}${SEPARATOR}${closeness}`;
}

function joinSeen(sound: string, seen: string, look: Lookup): string | null {
  const [fact, thing] = [look(`fact.${keyOf(sound)}`), look(`seen.${seen}`)];
  const said = fact && thing && look("goesWith", { fact, seen: thing });
  return said && capitalise(said);
}

function joinFacts(facts: string, look: Lookup): string | null {
  const words = facts.split(/, | and /).map((fact) => {
    const [, name = "", bpm] = FACT.exec(fact) ?? [];
    const word = look(`fact.${keyOf(name)}`);
    return word && bpm ? `${word} (${bpm} bpm)` : word;
  });
  return words.includes(null) ? null : words.join(", ");
}

/** "not far from" as a key of the catalogue: "notFarFrom". */
function keyOf(words: string): string {
  return words.replace(/ ([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
