import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ask, request } from "@/api/client";
import type { Affect, Match, MatchedTrack } from "@/api/types";
import { type PlayerTrack, player, replaceQueue } from "@/player/player";
import type { LiveReading } from "./live-reading";
import { MoodFollower } from "./mood-follower";

const N_TRACKS = 8;

/** A list of the service, and its number in the history. */
export interface LiveList extends Match {
  readonly id: number | null;
}

interface Wish {
  readonly number: number;
  readonly affect: Affect;
}

/**
 * The list that follows the mood.
 *
 * Only the affect goes to the service, never a picture. What plays plays on; what comes after it is
 * replaced with each new list.
 *
 * @param following whether the mood may change the list.
 */
export function useLiveList(following: boolean) {
  const [wish, setWish] = useState<Wish | null>(null);
  const follower = useRef(new MoodFollower());
  const lists = useRef(new Set<number>());

  const choose = useCallback((affect: Affect) => {
    setWish((last) => ({ number: (last?.number ?? 0) + 1, affect }));
  }, []);
  const follow = useCallback(
    ({ timeS, emotion, affect }: LiveReading) => {
      const chosen = following ? follower.current.update(timeS, emotion, affect) : null;
      if (chosen) choose(chosen);
    },
    [following, choose],
  );
  const rest = useCallback(() => follower.current.rest(), []);

  const query = useQuery({
    queryKey: ["live-list", wish?.number],
    queryFn: ({ signal }) => findList((wish as Wish).affect, signal),
    enabled: wish !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const list = query.data;

  useEffect(() => {
    if (list?.id == null) return;
    const { queue, index } = player.get();
    if (lists.current.has(queue[index]?.match ?? Number.NaN)) replaceQueue(asQueue(list));
    lists.current.add(list.id);
  }, [list]);

  return {
    list,
    choose,
    follow,
    rest,
    finding: query.isFetching,
    error: query.error,
    retry: () => void query.refetch(),
  };
}

/** Those of a list that this page can play. */
export function asQueue(list: LiveList): PlayerTrack[] {
  return list.tracks.filter(isPlayable).map((track) => ({ ...track, match: list.id }));
}

/** Music that lies as a file on the service's machine can be played by the page. */
export function isPlayable(track: MatchedTrack): boolean {
  return track.uri.startsWith("file:");
}

async function findList(affect: Affect, signal: AbortSignal): Promise<LiveList> {
  const json = { affect, n: N_TRACKS };
  const answer = await ask(request("POST", "/matches", { json, signal }));
  const entry = answer.headers.get("Content-Location")?.split("/").at(-1);
  return { ...((await answer.json()) as Match), id: entry ? Number(entry) : null };
}
