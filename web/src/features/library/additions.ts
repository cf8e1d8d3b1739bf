/** Ways in which music comes to the library, and the work that each sets off. */

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { send } from "@/api/client";
import { jobsQuery, stopJob } from "@/api/jobs";
import type { components } from "@/api/schema";
import type { Job } from "@/api/types";

export type Folders = components["schemas"]["BrowsedFolderOut"];

export type Addition =
  | { kind: "folder"; path: string }
  | { kind: "starter" }
  | { kind: "import"; file: File };

export const foldersQuery = (path: string | null) =>
  queryOptions({
    queryKey: ["library", "folders", path],
    queryFn: ({ signal }) => send<Folders>("GET", "/library/folders", { query: { path }, signal }),
    staleTime: 0,
  });

function startAddition(addition: Addition): Promise<Job> {
  switch (addition.kind) {
    case "folder":
      return send<Job>("POST", "/library/additions", { json: { path: addition.path } });
    case "starter":
      return send<Job>("POST", "/library/additions", { json: { starter: true } });
    case "import": {
      const form = new FormData();
      form.set("file", addition.file);
      return send<Job>("POST", "/library/imports", { form });
    }
  }
}

export function useAddition() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: startAddition,
    onSuccess: () => client.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  });
}

export function useStopJob() {
  return useMutation({ mutationFn: stopJob });
}
