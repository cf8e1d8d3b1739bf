/** What is done with a service: connected, told, learned from. */

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { send } from "@/api/client";
import type { components } from "@/api/schema";
import { type MusicService, pathOf, servicesQuery } from "@/api/services";
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
