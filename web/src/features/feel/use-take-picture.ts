import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/session";
import { say } from "@/components/toast";
import { showPicture } from "./wish";

const MEGABYTE = 2 ** 20;

/** Takes the first of some files as the picture; says what is wrong with one that cannot be it. */
export function useTakePicture(): (files: File[]) => boolean {
  const { t } = useTranslation("feel");
  const { data: options } = useOptions();
  const most = options?.limits.upload_mb;
  return useCallback(
    (files) => {
      const [file] = files;
      if (!file) {
        say(t("input.noFile"), { tone: "alarm" });
        return false;
      }
      if (most && file.size > most * MEGABYTE) {
        say(t("input.tooLarge", { name: file.name, most }), { tone: "alarm" });
        return false;
      }
      // A missing type is left to the service to tell; a wrong one need not be sent.
      if (file.type && !file.type.startsWith("image/")) {
        say(t("input.noPicture", { name: file.name }), { tone: "alarm" });
        return false;
      }
      if (files.length > 1) say(t("input.onlyOne", { name: file.name }));
      showPicture(file);
      return true;
    },
    [t, most],
  );
}
