import { CameraOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/button";
import { SelectField } from "@/components/field";
import styles from "./live.module.css";
import { PictureButton } from "./picture-button";
import type { Camera } from "./use-camera";

/** Off, another camera, a picture instead; shown while the camera is on. */
export function CameraControls({
  camera,
  devices,
  chosen,
  onChoose,
  onOff,
  onFile,
}: {
  camera: Camera;
  devices: readonly MediaDeviceInfo[];
  chosen: string | null;
  onChoose: (deviceId: string) => void;
  onOff: () => void;
  onFile: (file: File) => void;
}) {
  const { t } = useTranslation("live");
  if (camera.state !== "on") return null;
  const current = chosen ?? camera.stream.getVideoTracks()[0]?.getSettings().deviceId;
  return (
    <div className={styles.controls}>
      <Button icon={<CameraOff aria-hidden="true" />} onClick={onOff}>
        {t("camera.off")}
      </Button>
      <PictureButton onFile={onFile} />
      {devices.length > 1 && (
        <SelectField
          label={t("camera.choose")}
          hideLabel
          value={current}
          onChange={({ currentTarget }) => onChoose(currentTarget.value)}
        >
          {devices.map(({ deviceId, label }, at) => (
            <option key={deviceId} value={deviceId}>
              {label || t("camera.unnamed", { number: at + 1 })}
            </option>
          ))}
        </SelectField>
      )}
    </div>
  );
}
