import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/session";
import { say } from "@/components/toast";
import { feel, showPictures } from "./wish";

const MEGABYTE = 2 ** 20;

/**
 * Takes files as the pictures, or adds them where there are several already; says what is wrong
 * with those that cannot be taken.
 */
export function useTakePictures(): (files: readonly File[], adding?: boolean) => void {
  const { t } = useTranslation("feel");
  const { data: options } = useOptions();
  const mostMegabytes = options?.limits.upload_mb;
  const mostPictures = options?.limits.pictures;
  return useCallback(
    (files, adding = false) => {
      const fault = (file: File): string | null => {
        if (mostMegabytes && file.size > mostMegabytes * MEGABYTE) {
          return t("input.tooLarge", { name: file.name, most: mostMegabytes });
        }
        // A missing type is left to the service to tell; a wrong one need not be sent.
        if (file.type && !file.type.startsWith("image/")) {
          return t("input.noPicture", { name: file.name });
        }
        return null;
      };
      if (files.length === 0) say(t("input.noFile"), { tone: "alarm" });
      const sound = files.filter((file) => {
        const told = fault(file);
        if (told) say(told, { tone: "alarm" });
        return !told;
      });
      if (sound.length === 0) return;
      const { pictures } = feel.get();
      const beside = adding || pictures.length > 1 ? pictures : [];
      const room = (mostPictures ?? sound.length) - beside.length;
      if (sound.length > room) say(t("input.tooMany", { count: mostPictures }), { tone: "alarm" });
      if (room > 0) showPictures(sound.slice(0, room), beside);
    },
    [t, mostMegabytes, mostPictures],
  );
}
