/** What is done with a service: connected, told, learned from. */

import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useState } from "react";
import { send } from "@/api/client";
import { jobsQuery, stopJob, useJobProgress } from "@/api/jobs";
import type { components } from "@/api/schema";
import { type MusicService, pathOf, servicesQuery } from "@/api/services";
import type { Job } from "@/api/types";
import { leaveService } from "@/player/elsewhere";

type Schemas = components["schemas"];

const lookAgain = (client: QueryClient) =>
  client.invalidateQueries({ queryKey: servicesQuery.queryKey });

export function useConnecting(service: MusicService) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (fields: Record<string, string>) => {
      const json = { fields };
      if (service.sign_in !== "browser") {
        await send("PUT", `${pathOf(service.name)}/account`, { json });
        return null;
      }
      const path = `${pathOf(service.name)}/sign-in`;
      return (await send<Schemas["SignInOut"]>("POST", path, { json })).url;
    },
    onSuccess: (url) => (url === null ? lookAgain(client) : undefined),
  });
}

export function useDisconnecting(service: MusicService) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await leaveService(service.name);
      await send("DELETE", `${pathOf(service.name)}/account`);
    },
    onSuccess: () => lookAgain(client),
  });
}

export function useTelling(service: MusicService) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (submits_plays: boolean) =>
      send("PATCH", `${pathOf(service.name)}/account`, { json: { submits_plays } }),
    onSettled: () => lookAgain(client),
  });
}

export function useSendingPlays(service: MusicService) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send<Schemas["ToldOut"]>("POST", `${pathOf(service.name)}/plays`),
    onSettled: () => lookAgain(client),
  });
}

export function useLearning(service: MusicService) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send<Schemas["LearntOut"]>("POST", `${pathOf(service.name)}/listens`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["taste"] }),
    // A service that no longer lets somebody in is shown as such.
    onError: () => lookAgain(client),
  });
}

/** How many searches a service that counts them still answers; as it stands whenever it is shown. */
export const budgetQuery = (service: MusicService) =>
  queryOptions({
    queryKey: ["services", service.name, "budget"],
    queryFn: ({ signal }) =>
      send<Schemas["BudgetOut"]>("GET", `${pathOf(service.name)}/budget`, { signal }),
    staleTime: 0,
  });

/** The import of a server's music: one that goes on, or that was begun and ended here. */
export function useServerImport(service: MusicService) {
  const client = useQueryClient();
  const jobs = useQuery({ ...jobsQuery, staleTime: 0 });
  const starting = useMutation({
    mutationFn: (retry_failed: boolean) =>
      send<Job>("POST", `${pathOf(service.name)}/library`, { json: { retry_failed } }),
    onError: () => lookAgain(client),
  });
  const running = jobs.data?.find((job) => isImportOf(service, job) && job.state === "running");
  const begun = starting.data?.id ?? running?.id ?? null;
  // What came of it is told also when it is none of the running ones any more.
  const [id, setId] = useState<number | null>(null);
  if (begun !== null && begun !== id) setId(begun);
  const job = useJobProgress(id, () => {
    for (const queryKey of [["library"], ["options"], jobsQuery.queryKey]) {
      void client.invalidateQueries({ queryKey });
    }
  });
  const stopping = useMutation({ mutationFn: () => stopJob(id as number) });
  return { job: job ?? starting.data ?? running ?? null, starting, stopping };
}

const isImportOf = (service: MusicService, { kind, subject }: Job): boolean =>
  kind === "import a server" && subject === service.title;
