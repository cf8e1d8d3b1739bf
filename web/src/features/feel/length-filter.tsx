import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/session";
import { RangeSlider } from "@/components/slider";
import { formatDuration } from "@/lib/format";
import { changeParameters, type Parameters } from "./wish";

// Finer where most music lies; seconds.
const STOPS_S = [
  30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 360, 480, 600, 900, 1200, 1800, 3600,
];

/** How long the music may be: what the library's shortest and longest track leave to choose. */
export function LengthFilter({ parameters }: { parameters: Parameters }) {
  const { t } = useTranslation("feel");
  const { data: options } = useOptions();
  const { min_duration_s: least, max_duration_s: most } = parameters;
  const span = options?.durations;
  if (!span && least === null && most === null) return null;

  const stops = [
    ...STOPS_S.filter((stop) => span && stop > span.least_s && stop < span.most_s),
    ...[least, most].filter((set) => set !== null),
  ].sort((a, b) => a - b);
  const steps = [null, ...new Set(stops), null];
  const last = steps.length - 1;
  const name = (seconds: number | null) =>
    seconds === null ? t("parameters.anyLength") : formatDuration(seconds);
  const said = () => {
    if (least !== null && most !== null) {
      return t("parameters.between", { least: formatDuration(least), most: formatDuration(most) });
    }
    if (least !== null) return t("parameters.from", { time: formatDuration(least) });
    return most === null
      ? t("parameters.anyLength")
      : t("parameters.upTo", { time: formatDuration(most) });
  };
  // A library whose tracks are all of a length has nothing to choose.
  if (last < 2) return null;
  return (
    <RangeSlider
      label={t("parameters.length")}
      ends={[t("parameters.lengthLeast"), t("parameters.lengthMost")]}
      valueText={said()}
      endText={(step) => name(steps[step] ?? null)}
      min={0}
      max={last}
      value={[
        least === null ? 0 : steps.indexOf(least),
        most === null ? last : steps.lastIndexOf(most),
      ]}
      onChange={([from, to]) =>
        changeParameters({ min_duration_s: steps[from] ?? null, max_duration_s: steps[to] ?? null })
      }
    />
  );
}
