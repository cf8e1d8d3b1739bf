import { describe, expect, it } from "vitest";
import fixture from "./fixtures/resampling.json";
import { cutOutGrey, type Raster } from "./raster";
import { BICUBIC, BILINEAR, reduce, resize, transform } from "./resampling";
import { type RasterJson, rasterOf } from "./test-fixtures";

const picture = rasterOf(fixture.picture as RasterJson);
const grey = rasterOf(fixture.grey as RasterJson);

function expectSame(found: Raster, expected: RasterJson, tolerance = 0): void {
  const wanted = rasterOf(expected);
  expect([found.width, found.height, found.channels]).toEqual([
    wanted.width,
    wanted.height,
    wanted.channels,
  ]);
  const differences = wanted.data.map((value, at) => Math.abs(value - found.data[at]));
  expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
}

describe("pictures at other sizes are Pillow's, pixel by pixel", () => {
  it.each(
    fixture.resized.map((each) => [`${each.filter} to ${each.width} x ${each.height}`, each]),
  )("%s", (_, each) => {
    const expected = each as RasterJson & { filter: string; reducing_gap: number };
    const filter = expected.filter === "bicubic" ? BICUBIC : BILINEAR;
    expectSame(
      resize(picture, expected.width, expected.height, filter, expected.reducing_gap),
      expected,
    );
  });

  it.each(fixture.reduced.map((each) => [each.factors.join(" x "), each]))(
    "averaged over %s",
    (_, each) => {
      const expected = each as RasterJson & { factors: [number, number] };
      expectSame(reduce(picture, ...expected.factors), expected);
    },
  );

  it("in grey", () => {
    expectSame(
      cutOutGrey(picture, 0, 0, picture.width, picture.height),
      fixture.grey as RasterJson,
    );
  });

  it("turned and enlarged", () => {
    const { turn, shift, ...expected } = fixture.transformed;
    const similarity = {
      turn: turn as [number, number],
      shift: shift as [number, number],
    };
    expectSame(transform(grey, expected.width, similarity), expected as RasterJson);
  });

  it("stays what it is at its own size", () => {
    expect(resize(picture, picture.width, picture.height, BICUBIC, 3)).toEqual(picture);
  });
});

describe("cutOutGrey", () => {
  it("repeats the border beyond the picture", () => {
    const part = cutOutGrey(picture, -3, -2, 1, 1);
    expect(new Set(part.data)).toEqual(new Set([grey.data[0]]));
  });
});
