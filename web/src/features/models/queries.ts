import { queryOptions } from "@tanstack/react-query";
import { ask, send } from "@/api/client";
import type { components } from "@/api/schema";

export type Model = components["schemas"]["ModelOut"];

export const modelsQuery = queryOptions({
  queryKey: ["models"],
  queryFn: ({ signal }) => send<Model[]>("GET", "/models", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const cardQuery = (model: Model) =>
  queryOptions({
    queryKey: ["models", model.name, "card"],
    queryFn: async ({ signal }) => {
      const address = new URL(model.card_url, window.location.origin);
      return (await ask(new Request(address, { signal }))).text();
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
