import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/problem";
import type { Loosening } from "@/api/types";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/states";
import { formatList, formatMinutes } from "@/lib/format";
import { clearFilters, forgetOffered, loosen } from "./wish";

/** The filters leave nothing: offers what would let some music through. */
export function NothingPasses({ problem }: { problem: Problem }) {
  const { t } = useTranslation(["feel", "common"]);
  const nameChange = useChangeNames();
  const ways = problem.loosen;
  if (ways.length === 1 && ways.every(({ change }) => isOnlyOffered(change))) {
    return (
      <EmptyState
        title={t("nothing.allOffered")}
        action={
          <Button variant="primary" onClick={forgetOffered}>
            {t("nothing.again")}
          </Button>
        }
      >
        <p>{t("nothing.offeredText")}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t("nothing.title")}
      action={
        <>
          {ways.map(({ change, tracks }, index) => (
            <Button
              key={JSON.stringify(change)}
              variant={index === 0 ? "primary" : "plain"}
              onClick={() => loosen(change)}
            >
              {t("nothing.way", {
                change: nameChange(change),
                tracks: t("common:tracks", { count: tracks }),
              })}
            </Button>
          ))}
          <Button variant="quiet" onClick={clearFilters}>
            {t("parameters.clear")}
          </Button>
        </>
      }
    >
      <p>{ways.length > 0 ? t("nothing.loosen") : problem.message}</p>
    </EmptyState>
  );
}

const isOnlyOffered = (change: Loosening["change"]) => Object.keys(change).join() === "exclude";

/** Says a change of filters: "Any decade and any genre", "Up to 6 min". */
function useChangeNames(): (change: Loosening["change"]) => string {
  const { t, i18n } = useTranslation("feel");
  const name = (field: string, value: unknown): string => {
    if (typeof value === "number" && field.endsWith("duration_s")) {
      const time = formatMinutes(value, i18n.language);
      return field === "max_duration_s"
        ? t("loosen.atMost", { time })
        : t("loosen.atLeast", { time });
    }
    return t(`loosen.${field as "genres"}`);
  };
  return (change) => {
    // Both ends of the length, let go, are one thing to say.
    const names = new Set(Object.entries(change).map(([field, value]) => name(field, value)));
    const said = formatList([...names], i18n.language);
    return said.charAt(0).toLocaleUpperCase(i18n.language) + said.slice(1);
  };
}
