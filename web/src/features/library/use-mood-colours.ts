import type { CSSProperties } from "react";
import { type MoodPoint, moodColour } from "@/lib/mood";
import { useTheme } from "@/lib/theme";

/** A part of the page in the colours of a mood of its own, whatever the page shows. */
export function useMoodColours({ valence, arousal }: MoodPoint): CSSProperties {
  const theme = useTheme();
  return {
    "--mood": moodColour(valence, arousal, theme, "solid"),
    "--mood-ink": moodColour(valence, arousal, theme, "ink"),
    "--mood-soft": moodColour(valence, arousal, theme, "soft"),
  } as CSSProperties;
}
