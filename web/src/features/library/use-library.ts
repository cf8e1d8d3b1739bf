import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Filters } from "./filters";
import { PAGE, type Track, tracksQuery } from "./tracks";
import type { RowRange } from "./use-window-rows";

export interface LibraryRows {
  total: number;
  /** The track of a row; undefined while its page is on the way. */
  track: (row: number) => Track | undefined;
}

/** The filters whose first page is there: while new ones are asked for, the old list stays. */
export function useSettledFilters(wanted: Filters) {
  const [settled, setSettled] = useState<Filters | null>(null);
  const first = useQuery(tracksQuery(wanted, 0));
  if (first.data && settled !== wanted) setSettled(wanted);
  return {
    settled,
    total: useQuery({
      ...tracksQuery(settled ?? wanted, 0),
      select: (page) => page.total,
      placeholderData: keepPreviousData,
    }).data,
    isBehind: settled !== null && settled !== wanted && !first.data,
    error: first.error,
    retry: () => void first.refetch(),
  };
}

/** The rows in sight, from as many requests as there are pages in sight. */
export function useRows(filters: Filters, total: number, range: RowRange): LibraryRows {
  const from = Math.floor(range.from / PAGE);
  const to = Math.max(from, Math.floor(Math.max(range.from, range.to - 1) / PAGE));
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const pages = useQueries({ queries: numbers.map((page) => tracksQuery(filters, page)) });
  return {
    total,
    track: (row) => {
      const page = pages[Math.floor(row / PAGE) - from];
      return page?.data?.tracks[row % PAGE];
    },
  };
}
