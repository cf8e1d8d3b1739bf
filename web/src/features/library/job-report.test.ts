import { expect, it } from "vitest";
import type { Job } from "@/api/types";
import { readReport } from "./job-report";

type Report = NonNullable<Job["report"]>;

it.each<[string, Partial<Report>, { added: number; faults: string[] }]>([
  [
    "a folder",
    { added: 2, found: 1, failures: [{ path: "/music/a.mp3", reason: "is empty" }] },
    { added: 3, faults: ["/music/a.mp3: is empty"] },
  ],
  [
    "a catalogue",
    { new: 4, merged: {}, bad_rows: ["line 3: no title"] },
    { added: 4, faults: ["line 3: no title"] },
  ],
  [
    "a server",
    { new: 5, merged: 1, failures: [{ name: "Ada - Rain", reason: "is no audio" }] },
    { added: 5, faults: ["Ada - Rain: is no audio"] },
  ],
])("says what came of %s", (_of, report, expected) => {
  expect(readReport(report as Report)).toEqual(expected);
});

it("says nothing before the end", () => {
  expect(readReport(null)).toBeNull();
});
