import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

const TRIES = 2;

/** Answers 4xx will not change by asking again; a lost connection may. */
function worthAnotherTry(failures: number, error: Error): boolean {
  if (error instanceof Problem && error.status >= 400 && error.status < 500) return false;
  return failures < TRIES;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: worthAnotherTry, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
});
