import { MonitorSpeaker } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/button";
import { usePlayer } from "./player";
import styles from "./player-bar.module.css";

const DevicePicker = lazy(() => import("./device-picker"));

/** The button of the bar that says where it plays, and lets that be chosen. */
export function DeviceButton() {
  const { t } = useTranslation("player");
  const [open, setOpen] = useState(false);
  // Most people play in the page: what steers devices is loaded when it is first asked for.
  const [wanted, setWanted] = useState(false);
  const isElsewhere = usePlayer(({ output }) => output !== null);
  return (
    <>
      <IconButton
        label={t("output.choose")}
        aria-haspopup="dialog"
        // Coloured while it plays elsewhere; which device that is stands beside the title.
        {...(isElsewhere ? { className: styles.elsewhere } : {})}
        onClick={() => {
          setWanted(true);
          setOpen(true);
        }}
      >
        <MonitorSpeaker />
      </IconButton>
      {wanted && (
        <Suspense fallback={null}>
          <DevicePicker open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
