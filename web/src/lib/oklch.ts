/** OKLCH and sRGB (Ottosson 2020, "A perceptual color space for image processing"). */

export interface Oklch {
  /** 0 to 1 */
  l: number;
  /** 0 to about 0.37 in sRGB */
  c: number;
  /** degrees */
  h: number;
}

type Triple = readonly [number, number, number];

function toLinearRgb({ l, c, h }: Oklch): Triple {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

function isInSrgb(colour: Oklch): boolean {
  return toLinearRgb(colour).every((part) => part >= -1e-4 && part <= 1 + 1e-4);
}

/** The colour with as much of its chroma as sRGB can show; hue and lightness stay. */
export function intoSrgb(colour: Oklch): Oklch {
  if (isInSrgb(colour)) return colour;
  let low = 0;
  let high = colour.c;
  for (let step = 0; step < 12; step++) {
    const middle = (low + high) / 2;
    if (isInSrgb({ ...colour, c: middle })) low = middle;
    else high = middle;
  }
  return { ...colour, c: low };
}

/** Relative luminance of WCAG 2.2, 0 to 1. */
export function luminance(colour: Oklch): number {
  const [red, green, blue] = toLinearRgb(colour).map((part) => Math.min(1, Math.max(0, part))) as [
    number,
    number,
    number,
  ];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
export function contrast(one: Oklch, other: Oklch): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** sRGB bytes, for canvases. */
export function toBytes(colour: Oklch): Triple {
  return toLinearRgb(colour).map((part) => {
    const clipped = Math.min(1, Math.max(0, part));
    const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255);
  }) as unknown as Triple;
}

export function toCss({ l, c, h }: Oklch): string {
  return `oklch(${(l * 100).toFixed(1)}% ${c.toFixed(4)} ${h.toFixed(1)})`;
}
