import { useEffect } from "react";
import { player, playNext, playPrevious, seek, toggleMuted, togglePlaying } from "./player";

const SEEK_S = 10;

/** Where a key belongs to what has the focus. */
function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input, select, textarea, button, a, summary, [role=slider], dialog") !== null
  );
}

/** Space, J, L, Shift+N, Shift+P and M steer the player where nothing else has the key. */
export function usePlayerKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
      if (player.get().index < 0) return;
      const { position, duration } = player.get();
      const actions: Record<string, () => void> = {
        " ": togglePlaying,
        j: () => seek(Math.max(0, position - SEEK_S)),
        l: () => seek(Math.min(duration, position + SEEK_S)),
        m: toggleMuted,
        N: playNext,
        P: playPrevious,
      };
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
