/** What is known of a person, and how it is taken along or forgotten. */

import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { send } from "@/api/client";
import type { components } from "@/api/schema";
import { sessionQuery } from "@/api/session";

type Schemas = components["schemas"];
export type Taste = Schemas["TasteOut"];
export type TasteImport = Schemas["TasteImportOut"];
export type Study = Schemas["StudyOut"];

export const tasteQuery = queryOptions({
  queryKey: ["taste"],
  queryFn: ({ signal }) => send<Taste>("GET", "/taste", { signal }),
});

export const studiesQuery = queryOptions({
  queryKey: ["studies"],
  queryFn: ({ signal }) => send<Schemas["StudiesOut"]>("GET", "/studies", { signal }),
  select: ({ studies }) => studies,
});

export const historyPreferenceQuery = queryOptions({
  queryKey: ["history", "preference"],
  queryFn: ({ signal }) =>
    send<Schemas["HistoryPreference"]>("GET", "/history/preference", { signal }),
});

/** Keeps a history from now on, or none; then all of it is forgotten. */
export function useHistoryPreference(kept: boolean) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send("PUT", "/history/preference", { json: { kept } }),
    // Lists that were found meanwhile are found anew, so that they are entered, or not.
    onSuccess: () =>
      Promise.all(["history", "match"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}

/** Forgets one kind of what is kept; `keys` are the queries that showed it. */
export function useForgetting(path: "/taste" | "/history", keys: readonly string[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send("DELETE", path),
    onSuccess: () => Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}

export function useTasteImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set("file", file);
      return send<TasteImport>("POST", "/taste/imports", { form });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: tasteQuery.queryKey }),
  });
}

export function useInvitation(study: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (people: number) =>
      send<Schemas["InvitationOut"]>("POST", `/studies/${study}/participants`, {
        json: { people },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: studiesQuery.queryKey }),
  });
}

export function usePasswordChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Schemas["PasswordChangeIn"]) =>
      send("PUT", "/session/password", { json: change }),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}

/** Everything that is kept of the user, here and in this browser. */
export function useDeleteEverything() {
  return useMutation({
    mutationFn: () => send("DELETE", "/me"),
    onSuccess: forgetBrowser,
  });
}

const OWN_KEYS = "affetto.";

function forgetBrowser(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(OWN_KEYS)) localStorage.removeItem(key);
  }
}
