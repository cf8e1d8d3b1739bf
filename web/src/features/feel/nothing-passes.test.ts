import { expect, it } from "vitest";
import { readLoosened } from "./nothing-passes";

it("reads which filters to let go of", () => {
  expect(
    readLoosened(
      "none of the 28 tracks passes all filters (alone they let through: decade 1980 0, " +
        "licence film 28); without decade 1980 and licence film, 1,028 would",
    ),
  ).toEqual(["decades", "licence"]);
});

it("reads the only one", () => {
  expect(
    readLoosened("none of the 28 tracks passes genre rock or jazz; without it, all would"),
  ).toEqual(["genres"]);
});

it("reads that everything was offered", () => {
  expect(
    readLoosened("none of the 28 tracks passes the wish for other tracks; without it, all would"),
  ).toEqual(["exclude"]);
});

it("names none where the sentence is another", () => {
  expect(readLoosened("the library is locked")).toEqual([]);
});
