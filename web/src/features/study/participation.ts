/** Taking part in a study: where somebody is, and what they answer. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { send } from "@/api/client";
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
export type StudyState = Schemas["StudyStateOut"];
export type StudyItem = NonNullable<StudyState["item"]>;
export type HeardTrack = Schemas["HeardTrackOut"];
export type Side = Schemas["Side"];
export type Answer = Schemas["EmotionAnswerIn"] | Schemas["ListsAnswerIn"];

const keyOf = (token: string) => ["study", token];
const pathOf = (token: string) => `/study/${encodeURIComponent(token)}`;

export function useParticipation(token: string) {
  return useQuery({
    queryKey: keyOf(token),
    queryFn: ({ signal }) => send<StudyState>("GET", pathOf(token), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Agrees, or answers; the service tells what comes next. */
export function useStep(token: string) {
  const client = useQueryClient();
  const take = (state: StudyState) => client.setQueryData(keyOf(token), state);
  const agree = useMutation({
    mutationFn: () =>
      send<StudyState>("POST", `${pathOf(token)}/consent`, { json: { agrees: true } }),
    onSuccess: take,
  });
  const answer = useMutation({
    mutationFn: (given: Answer) =>
      send<StudyState>("POST", `${pathOf(token)}/answers`, { json: given }),
    onSuccess: take,
    // Answered in another tab, perhaps: the service knows where they are.
    onError: () => client.invalidateQueries({ queryKey: keyOf(token) }),
  });
  return { agree, answer };
}

export function useWithdrawal(token: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send("DELETE", pathOf(token)),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(token) }),
  });
}
