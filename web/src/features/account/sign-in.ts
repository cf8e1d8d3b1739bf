import { useMutation, useQueryClient } from "@tanstack/react-query";
import { send, setCsrfToken } from "@/api/client";
import type { components } from "@/api/schema";
import { sessionQuery } from "@/api/session";
import type { Session } from "@/api/types";

export function useSignInRequest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (credentials: components["schemas"]["CredentialsIn"]) =>
      send<Session>("POST", "/session", { json: credentials }),
    onSuccess: (session) => {
      setCsrfToken(session.csrf_token);
      client.setQueryData(sessionQuery.queryKey, session);
    },
  });
}

/** Where to go after signing in: a page of this app, whatever the address asks for. */
export function destination(to: string | null): string {
  if (!to?.startsWith("/") || to.startsWith("//") || to.startsWith("/\\")) return "/";
  return to.startsWith("/login") ? "/" : to;
}
