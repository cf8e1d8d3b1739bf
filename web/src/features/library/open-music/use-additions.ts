import { useState } from "react";
import { send } from "@/api/client";
import { useJobProgress } from "@/api/jobs";
import { pathOf } from "@/api/services";
import type { Job } from "@/api/types";
import { useRefreshLibrary } from "../tracks";
import type { OpenTrack } from "./catalogues";

/** What became of bringing a track into the library. */
export type Addition =
  | { state: "asking" }
  | { state: "working"; job: number }
  | { state: "added" }
  | { state: "stopped" }
  /** A sentence of the job's, or what the service answered in place of beginning one. */
  | { state: "failed"; reason: string | null; error: unknown };

type Additions = Readonly<Record<string, Addition>>;

/** Brings tracks of catalogues into the library, each by a job of its own. */
export function useAdditions() {
  const [additions, setAdditions] = useState<Additions>({});
  const refresh = useRefreshLibrary();
  const change = (uri: string, addition: Addition) =>
    setAdditions((now) => ({ ...now, [uri]: addition }));

  // The service works at them in turn, so one is followed at a time: browsers keep but six
  // connections to a server, and whoever is followed holds one.
  const [uri, job] = nextOf(additions);
  useJobProgress(job, (ended) => {
    if (uri !== null && ended.id === job) change(uri, outcomeOf(ended));
    refresh();
  });

  const add = async (catalogue: string, track: OpenTrack) => {
    change(track.uri, { state: "asking" });
    try {
      const path = `${pathOf(catalogue)}/additions`;
      const { id } = await send<Job>("POST", path, { json: { tracks: [track.id] } });
      change(track.uri, { state: "working", job: id });
    } catch (error) {
      change(track.uri, { state: "failed", reason: null, error });
    }
  };
  return { additions, add, isWorking: job !== null };
}

function nextOf(additions: Additions): [uri: string, job: number] | [null, null] {
  let next: [string, number] | [null, null] = [null, null];
  for (const [uri, addition] of Object.entries(additions)) {
    if (addition.state !== "working") continue;
    if (next[1] === null || addition.job < next[1]) next = [uri, addition.job];
  }
  return next;
}

function outcomeOf({ state, error, report }: Job): Addition {
  if (state === "interrupted") return { state: "stopped" };
  if (state === "failed") return { state: "failed", reason: error, error: null };
  const failures = report && "failures" in report ? report.failures : [];
  const [failure] = failures;
  return failure ? { state: "failed", reason: failure.reason, error: null } : { state: "added" };
}
