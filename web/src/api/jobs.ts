import { useEffect, useState } from "react";
import { PREFIX } from "./client";
import type { Job } from "./types";

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
