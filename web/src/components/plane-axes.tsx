import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import styles from "./plane-axes.module.css";

/** What the four sides of the valence-arousal plane stand for, written along the sides. */
export function PlaneAxes() {
  const { t } = useTranslation("common");
  return (
    <>
      <span className={classes(styles.axis, styles.top)}>{t("plane.excited")}</span>
      <span className={classes(styles.axis, styles.bottom)}>{t("plane.calm")}</span>
      <span className={classes(styles.axis, styles.left)}>{t("plane.unpleasant")}</span>
      <span className={classes(styles.axis, styles.right)}>{t("plane.pleasant")}</span>
    </>
  );
}
