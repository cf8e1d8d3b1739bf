import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/states";
import { changeParameters, clearFilters, forgetOffered, type Parameters, USUAL } from "./wish";

// Filters by how the service's sentence names them.
const NAMED: readonly [RegExp, keyof Parameters | "exclude"][] = [
  [/^the wish for other tracks/, "exclude"],
  [/^decade /, "decades"],
  [/^popularity /, "popularity"],
  [/^no explicit words/, "clean"],
  [/^licence /, "licence"],
  [/^instrumental/, "instrumental"],
  [/^genre /, "genres"],
];

/** Which filters, let go, let something through: read out of "without A and B, 7 would". */
export function readLoosened(sentence: string): (keyof Parameters | "exclude")[] {
  const several = /; without (.+), [\d,]+ would/.exec(sentence)?.[1];
  const only = /tracks passes (.+); without it/.exec(sentence)?.[1];
  const names = several?.split(/ and /) ?? (only ? [only] : []);
  return names.flatMap((name) => NAMED.find(([pattern]) => pattern.test(name))?.[1] ?? []);
}

/** The filters leave nothing: says which, and lets go of them. */
export function NothingPasses({ problem }: { problem: Problem }) {
  const { t } = useTranslation("feel");
  const loosened = readLoosened(problem.message);
  const onlyOffered = loosened.length === 1 && loosened[0] === "exclude";
  const loosen = () => {
    if (loosened.includes("exclude")) forgetOffered();
    const filters = loosened.filter((name) => name !== "exclude");
    if (filters.length > 0) {
      changeParameters(Object.fromEntries(filters.map((name) => [name, USUAL[name]])));
    }
  };
  const names = loosened.map((name) => t(`filter.${name as "genres"}`));
  return (
    <EmptyState
      title={t(onlyOffered ? "nothing.allOffered" : "nothing.title")}
      action={
        <>
          {loosened.length > 0 && (
            <Button variant="primary" onClick={loosen}>
              {onlyOffered
                ? t("nothing.again")
                : t("nothing.loosen", { filters: names.join(", ") })}
            </Button>
          )}
          {!onlyOffered && (
            <Button
              onClick={() => {
                forgetOffered();
                clearFilters();
              }}
            >
              {t("parameters.clear")}
            </Button>
          )}
        </>
      }
    >
      <p>
        {onlyOffered
          ? t("nothing.offeredText")
          : loosened.length > 0
            ? t("nothing.without", { filters: names.join(", ") })
            : problem.message}
      </p>
    </EmptyState>
  );
}
