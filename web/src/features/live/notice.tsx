import { Camera, EyeOff, Scale } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/button";
import { giveConsent } from "@/lib/consent";
import styles from "./live.module.css";

/** What a person must know before a machine reads their face, and what they agree to. */
export function Notice() {
  const { t } = useTranslation("live");
  return (
    <div className={styles.notice}>
      <h1>{t("notice.title")}</h1>
      <p className={styles.lead}>{t("notice.lead")}</p>
      <ul className={styles.points}>
        <li>
          <Camera aria-hidden="true" />
          <p>{t("notice.inferred")}</p>
        </li>
        <li>
          <EyeOff aria-hidden="true" />
          <p>{t("notice.device")}</p>
        </li>
        <li>
          <Scale aria-hidden="true" />
          <p>{t("notice.banned")}</p>
        </li>
      </ul>
      <Button variant="primary" onClick={() => giveConsent("camera")}>
        {t("notice.agree")}
      </Button>
      <p className={styles.hint}>{t("notice.withdraw")}</p>
    </div>
  );
}
