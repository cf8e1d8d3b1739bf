import { Camera, ImageUp } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/button";
import { say } from "@/components/toast";
import { classes } from "@/lib/classes";
import { EXAMPLES, type Example, fetchExample } from "./examples";
import { PictureChooser } from "./picture-chooser";
import styles from "./picture-input.module.css";
import { showPicture } from "./wish";

/** Where a picture comes in: dropped, pasted, chosen, photographed, or an example. */
export function PictureInput({
  compact = false,
  hovering,
  onCamera,
}: {
  compact?: boolean;
  hovering: boolean;
  onCamera: () => void;
}) {
  const { t } = useTranslation("feel");
  const chooser = useRef<HTMLInputElement>(null);

  const tryExample = async (example: Example) => {
    try {
      showPicture(await fetchExample(example), example.credit);
    } catch {
      say(t("input.exampleFailed"), { tone: "alarm" });
    }
  };

  return (
    <section
      className={classes(styles.input, compact && styles.compact, hovering && styles.hovering)}
      aria-label={t("input.label")}
    >
      <div className={styles.invitation}>
        <p className={styles.lead}>{t(hovering ? "input.drop" : "input.lead")}</p>
        <div className={styles.ways}>
          <Button
            variant="primary"
            icon={<ImageUp aria-hidden="true" />}
            onClick={() => chooser.current?.click()}
          >
            {t("input.choose")}
          </Button>
          <Button icon={<Camera aria-hidden="true" />} onClick={onCamera}>
            {t("input.camera")}
          </Button>
        </div>
        <PictureChooser ref={chooser} label={t("input.choose")} />
      </div>
      <div className={styles.examples}>
        <span className={styles.or}>{t("input.examples")}</span>
        <ul>
          {EXAMPLES.map((example) => (
            <li key={example.name}>
              <button
                type="button"
                className={styles.example}
                aria-label={t(`examples.${example.name}`)}
                onClick={() => void tryExample(example)}
              >
                <img src={example.address} alt="" />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
