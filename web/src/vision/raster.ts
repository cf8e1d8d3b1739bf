import type { Box } from "./faces";

/** Interleaved 8-bit pixels, row by row: red, green and blue, or grey alone. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/** A raster of `width` x `height` pixels, black. */
export function blankRaster(width: number, height: number, channels: 1 | 3): Raster {
  return { width, height, channels, data: new Uint8Array(width * height * channels) };
}

/** The colours of pixels as a canvas gives them; their opacity is left out. */
export function rasterFromRgba(rgba: Uint8ClampedArray, width: number, height: number): Raster {
  const raster = blankRaster(width, height, 3);
  const { data } = raster;
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    data[to] = rgba[from];
    data[to + 1] = rgba[from + 1];
    data[to + 2] = rgba[from + 2];
  }
  return raster;
}

/** A part of a colour picture, all of whose pixels lie in it. */
export function cutOut(rgb: Raster, { x, y, width, height }: Box): Raster {
  const part = blankRaster(width, height, 3);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * rgb.width + x) * 3;
    part.data.set(rgb.data.subarray(from, from + width * 3), row * width * 3);
  }
  return part;
}

/**
 * A grey part of a colour picture, luma after ITU-R BT.601 in Pillow's fixed point.
 *
 * Beyond the borders it shows the border pixels. `right` and `bottom` lie outside of the part.
 */
export function cutOutGrey(
  rgb: Raster,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Raster {
  const part = blankRaster(right - left, bottom - top, 1);
  let to = 0;
  for (let y = top; y < bottom; y++) {
    const row = clamp(y, 0, rgb.height - 1) * rgb.width;
    for (let x = left; x < right; x++) {
      const at = (row + clamp(x, 0, rgb.width - 1)) * 3;
      const luma = rgb.data[at] * 19595 + rgb.data[at + 1] * 38470 + rgb.data[at + 2] * 7471;
      part.data[to++] = (luma + 0x8000) >> 16;
    }
  }
  return part;
}

/** The number nearest to `value` within a range. */
export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
