import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearch } from "wouter";
import { type MusicService, servicesQuery } from "@/api/services";
import { Skeleton } from "@/components/spinner";
import { ErrorState } from "@/components/states";
import { ServiceRow } from "./service-row";
import styles from "./services.module.css";

/** The services where people listen: what each is for, and how one stands with it. */
export function ServicesPage() {
  const { t } = useTranslation("services");
  const { data, error, refetch } = useQuery({ ...servicesQuery, staleTime: 0 });
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Link href="/settings" className={styles.back}>
          <ChevronLeft aria-hidden="true" />
          {t("back")}
        </Link>
        <h1>{t("title")}</h1>
        <p className={styles.quiet}>{t("intro")}</p>
      </header>
      {data && <Returned services={data} />}
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <ul className={styles.list}>
          {data.map((service) => (
            <li key={service.name}>
              <ServiceRow service={service} />
            </li>
          ))}
        </ul>
      ) : (
        <div className={styles.waiting} aria-busy="true">
          {["a", "b", "c", "d"].map((key) => (
            <Skeleton key={key} height="76px" radius="var(--r2)" />
          ))}
        </div>
      )}
    </div>
  );
}

/** What came of a visit to a service's own page: its answer stands in the address. */
function Returned({ services }: { services: readonly MusicService[] }) {
  const { t } = useTranslation("services");
  const client = useQueryClient();
  const search = useSearch();
  const [, navigate] = useLocation();
  const [answer, setAnswer] = useState<URLSearchParams | null>(null);
  // Told once: whoever reloads the page, or shares its address, did not just come back.
  useEffect(() => {
    const told = new URLSearchParams(search);
    if (!told.has("connected") && !told.has("problem")) return;
    setAnswer(told);
    navigate("/settings/services", { replace: true });
    void client.invalidateQueries({ queryKey: servicesQuery.queryKey });
  }, [search, navigate, client]);
  if (!answer) return null;
  const connected = answer.get("connected");
  const name = connected ?? answer.get("service") ?? "";
  // Only a service that there is, is named: anybody may write an address.
  const service = services.find((each) => each.name === name)?.title;
  if (!service) return null;
  return connected ? (
    <p role="status" className={styles.done}>
      {t("connect.done", { service })}
    </p>
  ) : (
    <p role="alert" className={styles.failed}>
      {t("connect.failed", { service })} {answer.get("detail")}
    </p>
  );
}
