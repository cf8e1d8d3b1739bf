import { useCallback, useLayoutEffect, useRef } from "react";

/** A function that stays the same one and does what `act` does now: for rows that are memoized. */
export function useStable<Arguments extends unknown[]>(
  act: (...args: Arguments) => void,
): (...args: Arguments) => void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Arguments) => latest.current(...args), []);
}
