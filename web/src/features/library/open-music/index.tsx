import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { jobsQuery } from "@/api/jobs";
import { Dialog } from "@/components/dialog";
import { ErrorState } from "@/components/states";
import { formatList } from "@/lib/format";
import { useCatalogues, type Wish } from "./catalogues";
import styles from "./open-music.module.css";
import { CatalogueResults } from "./results";
import { SearchForm } from "./search-form";
import { useAdditions } from "./use-additions";
import { usePreview } from "./use-preview";

/** Music that its authors let everybody use: found by mood or words, heard, and kept. */
export default function OpenMusic({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("library");
  const client = useQueryClient();
  const preview = usePreview();
  const additions = useAdditions();
  const { stop } = preview;
  useEffect(() => {
    if (!open) stop();
  }, [open, stop]);
  // What is not yet added when the dialog is shut is shown by the page from then on.
  const onShut = () => {
    if (additions.isWorking) void client.invalidateQueries({ queryKey: jobsQuery.queryKey });
    onClose();
  };
  return (
    <Dialog open={open} onClose={onShut} title={t("openMusic.title")} wide>
      <Search preview={preview} additions={additions} />
    </Dialog>
  );
}

function Search({
  preview,
  additions,
}: {
  preview: ReturnType<typeof usePreview>;
  additions: ReturnType<typeof useAdditions>;
}) {
  const { t, i18n } = useTranslation("library");
  const [wish, setWish] = useState<Wish | null>(null);
  const { data, error, refetch } = useCatalogues();
  const isSearching = useIsFetching({ queryKey: ["open-music"] }) > 0;
  const results = useRef<HTMLDivElement>(null);
  // The form fills a small screen, below which nobody would see that there are answers.
  useEffect(() => {
    if (wish && !isSearching) results.current?.scrollIntoView({ block: "nearest" });
  }, [wish, isSearching]);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const { ready = [], others = [] } = data ?? {};
  const names = formatList(
    others.map(({ title }) => title),
    i18n.language,
  );
  return (
    <div className={styles.search}>
      <SearchForm
        busy={isSearching}
        onSearch={(wanted) => {
          preview.stop();
          setWish(wanted);
        }}
      />
      <div ref={results} className={styles.results}>
        {wish &&
          ready.map((catalogue) => (
            <CatalogueResults
              key={catalogue.name}
              catalogue={catalogue}
              wish={wish}
              preview={preview}
              additions={additions}
            />
          ))}
      </div>
      {data && ready.length === 0 && <p>{t("openMusic.none")}</p>}
      {others.length > 0 && (
        <p className={styles.quiet}>
          {t("openMusic.more", { names })}{" "}
          <Link href="/settings/services">{t("openMusic.connect")}</Link>
        </p>
      )}
    </div>
  );
}
