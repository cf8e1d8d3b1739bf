import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client as service } from "@/api/client";
import { problemSentence } from "@/api/problem";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { Field } from "@/components/field";
import { say } from "@/components/toast";
import type { FoundMatch } from "./queries";
import styles from "./save-dialog.module.css";

/** Keeps a match under a name; where no history is kept, the tracks that it has. */
export function SaveDialog({
  open,
  onClose,
  match,
}: {
  open: boolean;
  onClose: () => void;
  match: FoundMatch;
}) {
  const { t } = useTranslation(["feel", "common"]);
  const client = useQueryClient();
  const [name, setName] = useState("");
  const save = useMutation({
    mutationFn: () =>
      service.POST("/api/v1/playlists", {
        body: {
          name: name.trim(),
          ...(match.id === null
            ? { tracks: match.tracks.flatMap(({ id }) => id ?? []) }
            : { match: match.id }),
        },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["playlists"] });
      say(t("save.saved", { name: name.trim() }));
      setName("");
      onClose();
    },
  });
  return (
    <Dialog open={open} onClose={onClose} title={t("save.title")}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) save.mutate();
        }}
      >
        <Field
          label={t("save.name")}
          value={name}
          maxLength={200}
          required
          autoFocus
          error={save.error ? problemSentence(save.error) : null}
          onChange={(event) => setName(event.target.value)}
        />
        <div className={styles.buttons}>
          <Button variant="quiet" onClick={onClose}>
            {t("common:action.cancel")}
          </Button>
          <Button variant="primary" type="submit" busy={save.isPending} disabled={!name.trim()}>
            {t("common:action.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
