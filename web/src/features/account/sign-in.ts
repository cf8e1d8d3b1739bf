import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PREFIX, send, setCsrfToken } from "@/api/client";
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

// As the service has it: browsers read "//" and "/\\" as the beginning of a foreign host, and pass
// over tabs and ends of lines in between.
const OWN_PATH = /^\/(?![/\\])[^\\\s\p{Cc}]*$/u;

/** Where to go after signing in: a page of this app, whatever the address asks for. */
export function destination(to: string | null): string {
  return to && OWN_PATH.test(to) && !to.startsWith("/login") ? to : "/";
}

/** Where signing in by way of the identity provider begins; it comes back to a page. */
export const providerAddress = (to: string) =>
  `${PREFIX}/session/oidc/start${to === "/" ? "" : `?to=${encodeURIComponent(to)}`}`;
