import { ImageUp } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/button";

/** Chooses a picture to be read on this device instead of the camera. */
export function PictureButton({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useTranslation("live");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={<ImageUp aria-hidden="true" />} onClick={() => input.current?.click()}>
        {t("still.choose")}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        aria-label={t("still.choose")}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) onFile(file);
          currentTarget.value = "";
        }}
      />
    </>
  );
}
