import { Cpu, Server } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { giveConsent, withdrawConsent } from "@/lib/consent";
import styles from "./live.module.css";
import type { Device } from "./use-device";
import type { Place } from "./use-frame-reader";

/** Where pictures are read, always in sight; and the way to the service, asked for on its own. */
export function PlaceNote({
  place,
  device,
  rate,
  onDevice,
  onService,
}: {
  place: Place;
  device: Device;
  /** Frames read a second, null while none is. */
  rate: number | null;
  onDevice: () => void;
  onService: () => void;
}) {
  const { t, i18n } = useTranslation(["live", "common"]);
  const [asking, setAsking] = useState(false);
  const host = window.location.host;
  const readings =
    rate === null
      ? null
      : t("place.rate", {
          count: Math.round(rate),
          rate: new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 }).format(rate),
        });
  if (place === "service") {
    return (
      <div className={styles.sending} role="status">
        <Server aria-hidden="true" />
        <p>
          <strong>{t("place.service", { host })}</strong>{" "}
          <output data-rate={rate?.toFixed(1)}>{readings}</output>
        </p>
        <Button
          onClick={() => {
            withdrawConsent("live-server");
            onDevice();
          }}
        >
          {t("place.stop")}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.place}>
      <Cpu aria-hidden="true" />
      <p>
        {t("place.device")} <output data-rate={rate?.toFixed(1)}>{readings}</output>
      </p>
      {device.state === "failed" && (
        <Button onClick={() => setAsking(true)}>{t("place.useService")}</Button>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("place.ask.title")}
        footer={
          <>
            <Button variant="quiet" onClick={() => setAsking(false)}>
              {t("common:action.cancel")}
            </Button>
            <Button
              variant="primary"
              onClick={() => {
                giveConsent("live-server");
                setAsking(false);
                onService();
              }}
            >
              {t("place.ask.agree")}
            </Button>
          </>
        }
      >
        <p>{t("place.ask.text", { host })}</p>
      </Dialog>
    </div>
  );
}
