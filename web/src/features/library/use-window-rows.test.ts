import { expect, it } from "vitest";
import { rowsInSight } from "./use-window-rows";

it("draws no more than a screenful and some to spare, however many rows there are", () => {
  const { from, to } = rowsInSight(-3_000_000, 900, 60, 100_000);
  expect(from).toBeLessThanOrEqual(50_000);
  expect(to).toBeGreaterThanOrEqual(50_015);
  expect(to - from).toBeLessThan(50);
});

it("begins at the first row and ends at the last", () => {
  expect(rowsInSight(250, 900, 60, 100_000).from).toBe(0);
  expect(rowsInSight(-6_000_000, 900, 60, 100_000).to).toBe(100_000);
});

it("draws nothing of nothing", () => {
  expect(rowsInSight(0, 900, 60, 0)).toEqual({ from: 0, to: 0 });
  expect(rowsInSight(-9000, 900, 60, 0)).toEqual({ from: 0, to: 0 });
});
