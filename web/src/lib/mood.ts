import { intoSrgb, type Oklch, toCss } from "./oklch";
import { currentTheme } from "./theme";
import type { Theme } from "./theme-choice";

export interface MoodPoint {
  /** -1 unpleasant to 1 pleasant */
  valence: number;
  /** -1 calm to 1 excited */
  arousal: number;
}

/** solid fills shapes, ink writes text (4.5:1 on the page), soft tints surfaces. */
export type MoodRole = "solid" | "ink" | "soft";

// Lightness and most chroma of each role. Our own choice, held to contrast by a test.
const ROLES: Record<Theme, Record<MoodRole, { l: number; c: number }>> = {
  light: {
    solid: { l: 0.72, c: 0.15 },
    ink: { l: 0.47, c: 0.13 },
    soft: { l: 0.955, c: 0.028 },
  },
  dark: {
    solid: { l: 0.74, c: 0.14 },
    ink: { l: 0.83, c: 0.11 },
    soft: { l: 0.265, c: 0.04 },
  },
};

// Hues at the corners of the plane, against the clock from pleasant and excited: amber, magenta
// red, indigo (270 = -90), teal (165 = -195), and amber again.
const CORNER_HUES = [70, 15, -90, -195, -290] as const;
// From this distance to the middle on, colour is full.
const FULL_FROM = 0.85;

function hueOf({ valence, arousal }: MoodPoint): number {
  const degrees = (Math.atan2(arousal, valence) * 180) / Math.PI;
  const fromCorner = (((degrees - 45) % 360) + 360) % 360;
  const quadrant = Math.min(3, Math.floor(fromCorner / 90));
  const linear = fromCorner / 90 - quadrant;
  // Smoothstep: a quadrant keeps the colour of its corner, and changes towards the axes.
  const share = linear * linear * (3 - 2 * linear);
  const from = CORNER_HUES[quadrant] ?? 70;
  const to = CORNER_HUES[quadrant + 1] ?? -290;
  return (((from + (to - from) * share) % 360) + 360) % 360;
}

/** The colour of a place in the plane: hue by its angle, chroma by its distance from the middle. */
export function moodOklch(point: MoodPoint, theme: Theme, role: MoodRole = "solid"): Oklch {
  const { l, c } = ROLES[theme][role];
  const reach = Math.min(1, Math.hypot(point.valence, point.arousal) / FULL_FROM);
  return intoSrgb({ l, c: c * Math.max(0.06, reach ** 0.8), h: hueOf(point) });
}

/** `moodOklch` as a CSS colour. */
export function moodColour(
  valence: number,
  arousal: number,
  theme: Theme = currentTheme(),
  role: MoodRole = "solid",
): string {
  return toCss(moodOklch({ valence, arousal }, theme, role));
}

export const MIDDLE: MoodPoint = { valence: 0, arousal: 0 };

let shown = MIDDLE;

/** Gives the page the colour of a mood: of what was read, or of what plays. */
export function showMood(point: MoodPoint): void {
  shown = point;
  const style = document.documentElement.style;
  const theme = currentTheme();
  style.setProperty("--mood", moodColour(point.valence, point.arousal, theme, "solid"));
  style.setProperty("--mood-ink", moodColour(point.valence, point.arousal, theme, "ink"));
  style.setProperty("--mood-soft", moodColour(point.valence, point.arousal, theme, "soft"));
}

/** Draws the mood shown now anew, after the theme has changed. */
export function repaintMood(): void {
  showMood(shown);
}
