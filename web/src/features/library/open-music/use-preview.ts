import { useCallback, useEffect, useRef, useState } from "react";
import { ask, PREFIX } from "@/api/client";
import { pathOf } from "@/api/services";
import { pause, player } from "@/player/player";
import type { OpenTrack } from "./catalogues";

export interface PreviewFailure {
  uri: string;
  /** What the service says; null where the browser cannot play what it sent. */
  error: unknown;
}

/** Hears recordings of a catalogue, one at a time, while the player is still. */
export function usePreview() {
  const [heard, setHeard] = useState<string | null>(null);
  const [failure, setFailure] = useState<PreviewFailure | null>(null);
  const sound = useRef<HTMLAudioElement | null>(null);

  const stop = useCallback(() => {
    const audio = sound.current;
    sound.current = null;
    setHeard(null);
    if (!audio) return;
    audio.pause();
    // Else the browser fetches on what nobody hears.
    audio.removeAttribute("src");
    audio.load();
  }, []);
  useEffect(() => stop, [stop]);

  const play = (catalogue: string, { id, uri }: OpenTrack) => {
    stop();
    pause();
    setFailure(null);
    const address = `${PREFIX}${pathOf(catalogue)}/tracks/${encodeURIComponent(id)}/audio`;
    const audio = new Audio(address);
    audio.volume = player.get().volume;
    audio.addEventListener("ended", () => sound.current === audio && stop());
    audio.addEventListener("error", async () => {
      if (sound.current !== audio) return;
      stop();
      setFailure({ uri, error: await refusalOf(address) });
    });
    sound.current = audio;
    setHeard(uri);
    // What goes wrong is told by the event; to be stopped while it begins is nothing wrong.
    audio.play().catch(() => undefined);
  };
  return { heard, failure, play, stop };
}

/** Why nothing is to be heard: an audio element does not tell what the service answered. */
async function refusalOf(address: string): Promise<unknown> {
  const url = new URL(address, window.location.origin);
  try {
    await ask(new Request(url, { headers: { Range: "bytes=0-0" } }));
    return null;
  } catch (error) {
    return error;
  }
}
