/**
 * Pictures at other sizes, pixel by pixel as Pillow makes them.
 *
 * The server resizes with Pillow, and browsers each in their own way; the networks would see other
 * pictures and answer otherwise. So this repeats Pillow's arithmetic: its antialiasing filters, its
 * fixed point, and its rounding (Pillow's `Resample.c`, `Reduce.c` and `Geometry.c` define them).
 */
import { blankRaster, clamp, type Raster } from "./raster";

/** A filter that weighs pixels by their distance, in pixels of the smaller of the two pictures. */
interface Filter {
  readonly support: number;
  readonly weigh: (distance: number) => number;
}

export const BILINEAR: Filter = {
  support: 1,
  weigh: (distance) => Math.max(0, 1 - Math.abs(distance)),
};

// Keys' cubic convolution with a = -1/2 (Keys 1981, "Cubic convolution interpolation for digital
// image processing").
export const BICUBIC: Filter = {
  support: 2,
  weigh: (distance) => {
    const x = Math.abs(distance);
    if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
    if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
    return 0;
  },
};

// Weights are whole numbers of 2^-22: 32 bits less 8 of the pixel and 2 against overflow.
const PRECISION_BITS = 22;
const HALF = 1 << (PRECISION_BITS - 1);

/**
 * A colour picture at another size.
 *
 * @param rgb 3 channels.
 * @param reducingGap pictures that are larger than the new one by more than this many times are
 *   averaged in whole pixels first, which spares the filter most of its work.
 */
export function resize(
  rgb: Raster,
  width: number,
  height: number,
  filter: Filter,
  reducingGap: number,
): Raster {
  if (rgb.width === width && rgb.height === height) return rgb;
  const xFactor = Math.max(1, Math.floor(rgb.width / width / reducingGap));
  const yFactor = Math.max(1, Math.floor(rgb.height / height / reducingGap));
  const reduced = xFactor > 1 || yFactor > 1 ? reduce(rgb, xFactor, yFactor) : rgb;
  // Of a last pixel that was averaged over fewer ones only that share counts.
  const columns = weighPixels(reduced.width, Math.fround(rgb.width / xFactor), width, filter);
  const rows = weighPixels(reduced.height, Math.fround(rgb.height / yFactor), height, filter);
  const narrowed = columns ? resizeRows(reduced, width, columns) : reduced;
  return rows ? resizeColumns(narrowed, height, rows) : narrowed;
}

/** What each new pixel takes from the old ones: `size` weights from the pixel at `first` on. */
interface Weights {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly values: Int32Array;
  readonly stride: number;
}

/** Weights for `to` pixels out of the first `extent` of `from`, null where nothing changes. */
function weighPixels(from: number, extent: number, to: number, filter: Filter): Weights | null {
  if (to === from && extent === from) return null;
  const scale = extent / to;
  const filterScale = Math.max(scale, 1);
  const support = filter.support * filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const values = new Int32Array(to * stride);
  const shares = new Float64Array(stride);
  for (let at = 0; at < to; at++) {
    const centre = (at + 0.5) * scale;
    first[at] = Math.max(0, Math.trunc(centre - support + 0.5));
    count[at] = Math.min(from, Math.trunc(centre + support + 0.5)) - first[at];
    let sum = 0;
    for (let i = 0; i < count[at]; i++) {
      shares[i] = filter.weigh((i + first[at] - centre + 0.5) / filterScale);
      sum += shares[i];
    }
    for (let i = 0; i < count[at]; i++) {
      const value = (shares[i] / sum) * 2 ** PRECISION_BITS;
      values[at * stride + i] = Math.trunc(value + (value < 0 ? -0.5 : 0.5));
    }
  }
  return { first, count, values, stride };
}

function resizeRows(rgb: Raster, width: number, weights: Weights): Raster {
  const out = blankRaster(width, rgb.height, 3);
  // Local names: the loops below are what a frame takes longest for, beside the networks.
  const { first, count, values, stride } = weights;
  const [source, target] = [rgb.data, out.data];
  let to = 0;
  for (let y = 0; y < rgb.height; y++) {
    const row = y * rgb.width;
    for (let x = 0; x < width; x++) {
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      let from = (row + first[x]) * 3;
      const begin = x * stride;
      const end = begin + count[x];
      for (let i = begin; i < end; i++) {
        const weight = values[i];
        red += source[from] * weight;
        green += source[from + 1] * weight;
        blue += source[from + 2] * weight;
        from += 3;
      }
      target[to] = clampByte(red >> PRECISION_BITS);
      target[to + 1] = clampByte(green >> PRECISION_BITS);
      target[to + 2] = clampByte(blue >> PRECISION_BITS);
      to += 3;
    }
  }
  return out;
}

function resizeColumns(rgb: Raster, height: number, weights: Weights): Raster {
  const out = blankRaster(rgb.width, height, 3);
  const { first, count, values, stride } = weights;
  const [source, target] = [rgb.data, out.data];
  const rowBytes = rgb.width * 3;
  const sums = new Int32Array(rowBytes);
  for (let y = 0; y < height; y++) {
    sums.fill(HALF);
    for (let i = 0; i < count[y]; i++) {
      const weight = values[y * stride + i];
      const row = (first[y] + i) * rowBytes;
      for (let at = 0; at < rowBytes; at++) sums[at] += source[row + at] * weight;
    }
    const to = y * rowBytes;
    for (let at = 0; at < rowBytes; at++) target[to + at] = clampByte(sums[at] >> PRECISION_BITS);
  }
  return out;
}

function clampByte(value: number): number {
  return value < 0 ? 0 : Math.min(value, 255);
}

/** A picture in which each pixel is the mean of `xFactor` x `yFactor`; fewer at far borders. */
export function reduce(raster: Raster, xFactor: number, yFactor: number): Raster {
  const { channels } = raster;
  const out = blankRaster(
    Math.ceil(raster.width / xFactor),
    Math.ceil(raster.height / yFactor),
    channels,
  );
  let to = 0;
  for (let top = 0; top < raster.height; top += yFactor) {
    const bottom = Math.min(top + yFactor, raster.height);
    for (let left = 0; left < raster.width; left += xFactor) {
      const right = Math.min(left + xFactor, raster.width);
      for (let channel = 0; channel < channels; channel++) {
        out.data[to++] = meanOf(raster, left, top, right, bottom, channel);
      }
    }
  }
  return out;
}

function meanOf(
  { data, width, channels }: Raster,
  left: number,
  top: number,
  right: number,
  bottom: number,
  channel: number,
): number {
  const n = (right - left) * (bottom - top);
  let sum = n >> 1;
  for (let y = top; y < bottom; y++) {
    const end = (y * width + right) * channels;
    for (let at = (y * width + left) * channels + channel; at < end; at += channels) {
      sum += data[at];
    }
  }
  // Division by multiplying with a truncated reciprocal, as Pillow does it.
  return Math.floor((sum * Math.floor(2 ** 24 / n)) / 2 ** 24);
}

/** A map of points of the new picture to points of the old one: turned, scaled and moved. */
export interface Similarity {
  /** Point x + iy lies at `turn` * (x + iy) + `shift`: a complex factor turns and scales. */
  readonly turn: readonly [real: number, imaginary: number];
  readonly shift: readonly [x: number, y: number];
}

/**
 * A square part of a grey picture, interpolated between the pixels; black beyond its borders.
 *
 * @param grey 1 channel.
 * @param side of the new picture, in its pixels.
 */
export function transform(grey: Raster, side: number, { turn, shift }: Similarity): Raster {
  const out = blankRaster(side, side, 1);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = turn[0] * (column + 0.5) - turn[1] * (row + 0.5) + shift[0];
      const y = turn[1] * (column + 0.5) + turn[0] * (row + 0.5) + shift[1];
      out.data[row * side + column] = interpolate(grey, x, y);
    }
  }
  return out;
}

function interpolate({ data, width, height }: Raster, x: number, y: number): number {
  if (x < 0 || x >= width || y < 0 || y >= height) return 0;
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  const near = clamp(left, 0, width - 1);
  const far = clamp(left + 1, 0, width - 1);
  const upperRow = clamp(top, 0, height - 1) * width;
  const lowerRow = clamp(top + 1, 0, height - 1) * width;
  const xShare = x - 0.5 - left;
  const upper = data[upperRow + near] + (data[upperRow + far] - data[upperRow + near]) * xShare;
  const lower = data[lowerRow + near] + (data[lowerRow + far] - data[lowerRow + near]) * xShare;
  return Math.trunc(upper + (lower - upper) * (y - 0.5 - top));
}
