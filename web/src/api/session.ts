import { queryOptions, useQuery } from "@tanstack/react-query";
import { client, dataOf, setCsrfToken } from "./client";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }) => {
    const session = await dataOf(client.GET("/api/v1/session", { signal }));
    setCsrfToken(session.csrf_token);
    return session;
  },
  staleTime: 5 * 60_000,
});

export const optionsQuery = queryOptions({
  queryKey: ["options"],
  queryFn: ({ signal }) => dataOf(client.GET("/api/v1/options", { signal })),
  staleTime: 60_000,
});

export const useSession = () => useQuery(sessionQuery);
export const useOptions = () => useQuery(optionsQuery);
