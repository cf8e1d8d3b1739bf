import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CornerLeftUp, FileMusic, Folder, Sparkles } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { problemSentence } from "@/api/problem";
import { Button } from "@/components/button";
import { Segmented } from "@/components/choice";
import { Dialog } from "@/components/dialog";
import { Field } from "@/components/field";
import { Skeleton } from "@/components/spinner";
import { ErrorState } from "@/components/states";
import { classes } from "@/lib/classes";
import styles from "./add-music.module.css";
import { type Addition, foldersQuery, useAddition } from "./additions";

const WAYS = ["folder", "import", "starter"] as const;
type Way = (typeof WAYS)[number];

/** A folder of this machine, the list of another program, or the music that comes with Affetto. */
export function AddMusic({
  open,
  onClose,
  onStarted,
}: {
  open: boolean;
  onClose: () => void;
  onStarted: (job: number) => void;
}) {
  const { t } = useTranslation("library");
  const [way, setWay] = useState<Way>("folder");
  const addition = useAddition();
  const add = (wanted: Addition) =>
    addition.mutate(wanted, {
      onSuccess: (job) => {
        onStarted(job.id);
        onClose();
      },
    });
  return (
    <Dialog open={open} onClose={onClose} title={t("add.title")} wide>
      <div className={styles.add}>
        <Segmented
          legend={t("add.way")}
          hideLegend
          options={WAYS.map((value) => ({ value, label: t(`add.${value}`) }))}
          value={way}
          onChange={(value) => {
            addition.reset();
            setWay(value);
          }}
        />
        {way === "folder" && (
          <FolderBrowser
            busy={addition.isPending}
            onChoose={(path) => add({ kind: "folder", path })}
          />
        )}
        {way === "import" && (
          <ImportFile
            busy={addition.isPending}
            onChoose={(file) => add({ kind: "import", file })}
          />
        )}
        {way === "starter" && (
          <div className={styles.starter}>
            <Sparkles strokeWidth={1.75} aria-hidden="true" />
            <p>{t("add.starterText")}</p>
            <Button
              variant="primary"
              busy={addition.isPending}
              onClick={() => add({ kind: "starter" })}
            >
              {t("add.starterConfirm")}
            </Button>
          </div>
        )}
        {addition.error && (
          <p role="alert" className={styles.error}>
            {problemSentence(addition.error)}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function FolderBrowser({ busy, onChoose }: { busy: boolean; onChoose: (path: string) => void }) {
  const { t } = useTranslation(["library", "common"]);
  const [path, setPath] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({
    ...foldersQuery(path),
    placeholderData: keepPreviousData,
  });
  const go = (to: string) => {
    setTyped(null);
    setPath(to);
    list.current?.scrollTo(0, 0);
  };
  const onType = (event: FormEvent) => {
    event.preventDefault();
    if (typed) go(typed);
  };
  return (
    <div className={styles.browser}>
      <form onSubmit={onType}>
        <Field
          label={t("add.path")}
          value={typed ?? path ?? data?.path ?? ""}
          spellCheck={false}
          autoCapitalize="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
      {error ? (
        <ErrorState
          error={error}
          onRetry={() => void refetch()}
          action={path !== null && <Button onClick={() => setPath(null)}>{t("add.home")}</Button>}
        />
      ) : isPending ? (
        <div className={styles.folders} aria-busy="true">
          <Skeleton height="44px" />
          <Skeleton height="44px" />
          <Skeleton height="44px" />
        </div>
      ) : (
        <>
          <ul
            ref={list}
            className={classes(styles.folders, isPlaceholderData && styles.behind)}
            aria-label={t("add.folders")}
          >
            {data.parent !== null && (
              <li>
                <button type="button" onClick={() => go(data.parent as string)}>
                  <CornerLeftUp strokeWidth={1.75} aria-hidden="true" />
                  {t("add.up")}
                </button>
              </li>
            )}
            {data.folders.map((folder) => (
              <li key={folder.path}>
                <button type="button" onClick={() => go(folder.path)}>
                  <Folder strokeWidth={1.75} aria-hidden="true" />
                  {folder.name}
                </button>
              </li>
            ))}
            {data.folders.length === 0 && <li className={styles.none}>{t("add.noFolders")}</li>}
          </ul>
          <div className={styles.choose}>
            <p aria-live="polite">
              {data.music_files > 0
                ? t("add.musicFiles", { count: data.music_files })
                : t("add.noMusicHere")}
            </p>
            <Button
              variant="primary"
              busy={busy}
              disabled={isPlaceholderData}
              onClick={() => onChoose(data.path)}
            >
              {t("add.folderConfirm")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function ImportFile({ busy, onChoose }: { busy: boolean; onChoose: (file: File) => void }) {
  const { t } = useTranslation("library");
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  return (
    <div className={styles.import}>
      <label
        className={classes(styles.drop, over && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          setFile(event.dataTransfer.files[0] ?? file);
        }}
      >
        <FileMusic strokeWidth={1.75} aria-hidden="true" />
        <span className={styles.fileName}>{file ? file.name : t("add.chooseFile")}</span>
        <span className={styles.hint}>{t("add.formats")}</span>
        <input
          type="file"
          className="input-above"
          aria-label={t("add.chooseFile")}
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
      </label>
      <div className={styles.choose}>
        <p>{t("add.importText")}</p>
        <Button
          variant="primary"
          busy={busy}
          disabled={!file}
          onClick={() => file && onChoose(file)}
        >
          {t("add.importConfirm")}
        </Button>
      </div>
    </div>
  );
}
