import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { dataOf, client as service } from "@/api/client";

import type { components } from "@/api/schema";

export type Reaction = "like" | "dislike";
type Reactions = components["schemas"]["RatingsOut"];
const KEY = ["reactions"];

/** What the user said of a track, and a way to say it; saying the same again takes it back. */
export function useReaction(track: number, match?: number | null) {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => dataOf(service.GET("/api/v1/reactions", { signal })),
    staleTime: 5 * 60_000,
  });
  const said: Reaction | null = data?.likes.includes(track)
    ? "like"
    : data?.dislikes.includes(track)
      ? "dislike"
      : null;
  const mutation = useMutation({
    mutationFn: (reaction: Reaction | null) =>
      reaction
        ? service.POST("/api/v1/reactions", { body: { track, reaction, match: match ?? null } })
        : service.DELETE("/api/v1/reactions/{track_id}", {
            params: { path: { track_id: track } },
          }),
    onMutate: async (reaction) => {
      await client.cancelQueries({ queryKey: KEY });
      const before = client.getQueryData<Reactions>(KEY);
      const without = (ids: number[] = []) => ids.filter((id) => id !== track);
      client.setQueryData<Reactions>(KEY, {
        likes: reaction === "like" ? [...without(before?.likes), track] : without(before?.likes),
        dislikes:
          reaction === "dislike"
            ? [...without(before?.dislikes), track]
            : without(before?.dislikes),
      });
      return before;
    },
    onError: (_error, _reaction, before) => client.setQueryData(KEY, before),
    onSettled: () => client.invalidateQueries({ queryKey: ["taste"] }),
  });
  return {
    said,
    say: (reaction: Reaction) => mutation.mutate(said === reaction ? null : reaction),
    error: mutation.error,
  };
}
