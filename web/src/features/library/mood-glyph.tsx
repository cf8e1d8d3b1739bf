import { useTranslation } from "react-i18next";
import { formatCoordinate } from "@/lib/format";
import { moodColour } from "@/lib/mood";
import { useTheme } from "@/lib/theme";
import styles from "./mood-glyph.module.css";

/** The plane in the size of a letter, with a dot where the track lies. */
export function MoodGlyph({
  valence,
  arousal,
}: {
  valence: number | null;
  arousal: number | null;
}) {
  const { t, i18n } = useTranslation(["library", "common"]);
  const theme = useTheme();
  if (valence == null || arousal == null) {
    return (
      <span className={styles.none} role="img" aria-label={t("noMood")} title={t("noMood")}>
        –
      </span>
    );
  }
  const said = t("common:plane.value", {
    pleasantness: t("common:plane.valence", { value: formatCoordinate(valence, i18n.language) }),
    energy: t("common:plane.arousal", { value: formatCoordinate(arousal, i18n.language) }),
  });
  return (
    <span
      className={styles.glyph}
      role="img"
      aria-label={said}
      title={said}
      style={{ background: moodColour(valence, arousal, theme, "soft") }}
    >
      <span
        style={{
          left: inside((valence + 1) / 2),
          top: inside((1 - arousal) / 2),
          background: moodColour(valence, arousal, theme, "ink"),
        }}
      />
    </span>
  );
}

/** A share of the side, with the dot whole also at the very edge. */
const inside = (share: number) => `calc(5px + ${share} * (100% - 10px))`;
