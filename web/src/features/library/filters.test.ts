import { describe, expect, it } from "vitest";
import {
  type Filters,
  isFiltered,
  NO_FILTERS,
  readFilters,
  toQuery,
  writeFilters,
} from "./filters";

const CHOSEN: Filters = {
  text: "slow river",
  genres: ["Jazz", "Hip-Hop"],
  decades: [1980, 1990],
  licence: "film",
  liked: true,
  area: { minValence: -0.5, maxValence: 0.25, minArousal: 0, maxArousal: 1 },
  sort: "tempo",
  descending: true,
};

describe("filters in the address", () => {
  it("come back as they were written", () => {
    expect(readFilters(writeFilters(CHOSEN, new URLSearchParams()))).toEqual(CHOSEN);
  });

  it("leave alone what else the address says", () => {
    const before = new URLSearchParams("track=7&text=old");
    const after = writeFilters({ ...NO_FILTERS, text: "new" }, before);
    expect([...after]).toEqual([
      ["track", "7"],
      ["text", "new"],
    ]);
  });

  it("are none where the address says nothing", () => {
    expect(readFilters(new URLSearchParams())).toEqual(NO_FILTERS);
  });

  it.each(["1,2,3", "a,b,c,d", "0.5,-0.5,0,1", "-2,1,0,1", ""])(
    "have no area where it cannot be one: %s",
    (area) => {
      expect(readFilters(new URLSearchParams({ area })).area).toBeNull();
    },
  );

  it("ignore values that the service does not know", () => {
    const filters = readFilters(new URLSearchParams("sort=colour&licence=none&decade=x"));
    expect(filters).toEqual(NO_FILTERS);
  });
});

it("asks the service for each genre, and for the edges of the area", () => {
  const query = new URLSearchParams(toQuery(CHOSEN));
  expect(query.getAll("genre")).toEqual(["Jazz", "Hip-Hop"]);
  expect(query.get("min_valence")).toBe("-0.500");
  expect(query.get("max_arousal")).toBe("1.000");
  expect(query.has("area")).toBe(false);
  expect(query.get("order")).toBe("desc");
});

it("tells filters from mere order", () => {
  expect(isFiltered({ ...NO_FILTERS, sort: "title", descending: true })).toBe(false);
  expect(isFiltered({ ...NO_FILTERS, liked: true })).toBe(true);
});
