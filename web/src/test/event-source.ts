import { vi } from "vitest";
import type { Job } from "@/api/types";

/** One that follows a job; tests say what it is told. */
export interface Follower {
  address: string;
  emit: (type: "progress" | "end", job: Partial<Job>) => void;
}

/** What jsdom does not have: those that follow jobs, in the order in which they began to. */
export function stubEventSource(): Follower[] {
  const followers: Follower[] = [];
  vi.stubGlobal(
    "EventSource",
    class extends EventTarget {
      constructor(address: string) {
        super();
        const emit: Follower["emit"] = (type, job) =>
          this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(job) }));
        followers.push({ address, emit });
      }
      close() {}
    },
  );
  return followers;
}
