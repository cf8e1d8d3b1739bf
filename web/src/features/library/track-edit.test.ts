import { expect, it } from "vitest";
import { detailsOf } from "./testing";
import { draftOf, editOf, undoOf } from "./track-edit";

const track = detailsOf(1, { edits: { title: "Track 1" } });

it("changes nothing that was not touched", () => {
  expect(editOf(draftOf(track), track)).toEqual({});
});

it("sends each change in the form that the service takes", () => {
  const draft = {
    ...draftOf(track),
    title: " New ",
    genres: "Blues; Folk,, ",
    year: "1999",
    mood: { word: "sad" },
  };
  expect(editOf(draft, track)).toEqual({
    title: "New",
    genres: ["Blues", "Folk"],
    year: 1999,
    mood: { word: "sad" },
  });
});

it("takes an emptied year back", () => {
  expect(editOf({ ...draftOf(track), year: "" }, track)).toEqual({ year: null });
});

it("undoes an edit by the earlier edit, or by what files say", () => {
  expect(undoOf({ title: "New", album: "Other" }, track.edits)).toEqual({
    title: "Track 1",
    album: null,
  });
});
