import { queryOptions } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { PREFIX, send } from "./client";
import type { Job } from "./types";

/** The jobs that were begun last, the newest first, whoever began them. */
export const jobsQuery = queryOptions({
  queryKey: ["jobs"],
  queryFn: ({ signal }) => send<Job[]>("GET", "/jobs", { signal }),
});

export const stopJob = (id: number) => send("DELETE", `/jobs/${id}`);

/** Follows a job over server-sent events until it ends; the browser reconnects by itself. */
export function useJobProgress(id: number | null, onEnd?: (job: Job) => void): Job | null {
  const [job, setJob] = useState<Job | null>(null);
  const [notify] = useState<{ end?: (job: Job) => void }>({});
  notify.end = onEnd;
  useEffect(() => {
    setJob(null);
    if (id == null) return;
    const events = new EventSource(`${PREFIX}/jobs/${id}/events`);
    let latest: Job | null = null;
    const take = (event: MessageEvent<string>) => {
      if (event.data) latest = JSON.parse(event.data) as Job;
      setJob(latest);
    };
    events.addEventListener("progress", take);
    events.addEventListener("end", (event) => {
      take(event as MessageEvent<string>);
      events.close();
      if (latest) notify.end?.(latest);
    });
    return () => events.close();
  }, [id, notify]);
  return job;
}
