import { type RefObject, useLayoutEffect, useState } from "react";

export interface RowRange {
  /** First row in sight, and the one after the last. */
  from: number;
  to: number;
}

// Rows drawn beyond either edge: what a fast wheel passes in a frame.
const SPARE = 10;

/** Which of `count` rows of `height` pixels lie in sight, `top` pixels below the window's top. */
export function rowsInSight(
  top: number,
  windowHeight: number,
  height: number,
  count: number,
): RowRange {
  const from = Math.max(0, Math.floor(-top / height) - SPARE);
  const to = Math.min(count, Math.ceil((windowHeight - top) / height) + SPARE);
  return { from: Math.min(from, count), to: Math.max(to, Math.min(from, count)) };
}

/** The rows of `body` to draw while the window scrolls over all of them. */
export function useWindowRows(
  body: RefObject<HTMLElement | null>,
  height: number,
  count: number,
): RowRange {
  const [range, setRange] = useState<RowRange>({ from: 0, to: Math.min(count, 30) });
  useLayoutEffect(() => {
    let frame = 0;
    const measure = () => {
      frame = 0;
      const top = body.current?.getBoundingClientRect().top ?? 0;
      const next = rowsInSight(top, window.innerHeight, height, count);
      setRange((now) => (now.from === next.from && now.to === next.to ? now : next));
    };
    const onScroll = () => {
      frame ||= requestAnimationFrame(measure);
    };
    measure();
    window.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", onScroll);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", onScroll);
    };
  }, [body, height, count]);
  return { from: Math.min(range.from, count), to: Math.min(range.to, count) };
}
