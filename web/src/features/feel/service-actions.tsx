import { MonitorSpeaker, Share } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { type TrackList, useConnectedServices } from "@/api/services";
import { Button } from "@/components/button";
import type { PlayerTrack } from "@/player/player";

// Loaded when it is first asked for.
const SaveToService = lazy(() => import("./save-to-service"));
const DevicePicker = lazy(() => import("@/player/device-picker"));

type Errand = "save" | "play";

/** Takes a list to the services where people listen. */
export function ServiceActions({
  list,
  queue = [],
  name = "",
  forFilm = false,
}: {
  list: TrackList;
  /** What to play on a device; without it only saving is offered. */
  queue?: readonly PlayerTrack[];
  name?: string;
  /** What is for listening only is not offered then. */
  forFilm?: boolean;
}) {
  const { t } = useTranslation(["feel", "player"]);
  const [open, setOpen] = useState<Errand | null>(null);
  const [wanted, setWanted] = useState<readonly Errand[]>([]);
  const { data: players = [] } = useConnectedServices("control");
  const canPlay = queue.length > 0 && players.length > 0 && !forFilm;
  const begin = (errand: Errand) => {
    setWanted([...wanted, errand]);
    setOpen(errand);
  };
  const close = () => setOpen(null);
  return (
    <>
      <Button icon={<Share aria-hidden="true" />} onClick={() => begin("save")}>
        {t("playlist.saveTo")}
      </Button>
      {canPlay && (
        <Button icon={<MonitorSpeaker aria-hidden="true" />} onClick={() => begin("play")}>
          {t("player:output.playOn")}
        </Button>
      )}
      <Suspense fallback={null}>
        {wanted.includes("save") && (
          <SaveToService
            open={open === "save"}
            onClose={close}
            list={list}
            name={name}
            forFilm={forFilm}
          />
        )}
        {wanted.includes("play") && (
          <DevicePicker open={open === "play"} onClose={close} list={queue} />
        )}
      </Suspense>
    </>
  );
}
