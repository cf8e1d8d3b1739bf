import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { servicesQuery } from "@/api/services";
import { formatList } from "@/lib/format";
import { Section } from "../section";
import settings from "../settings.module.css";

/** How one stands with the services where people listen, and the way to them. */
export function ServicesSection() {
  const { t, i18n } = useTranslation("services");
  const { data = [] } = useQuery(servicesQuery);
  const own = data.filter(({ account }) => account !== null);
  const lost = own.filter(({ account }) => account?.needs_sign_in);
  const names = (services: typeof own) =>
    formatList(
      services.map(({ title }) => title),
      i18n.language,
    );
  return (
    <Section title={t("title")} text={t("section.text")}>
      <p>
        {own.length > 0 ? t("section.connected", { names: names(own) }) : t("section.none")}
        {lost.length > 0 && ` ${t("section.anew", { count: lost.length, names: names(lost) })}`}
      </p>
      <div className={settings.actions}>
        <Link href="/settings/services" className={settings.link}>
          {t("section.open")}
          <ChevronRight strokeWidth={1.75} aria-hidden="true" />
        </Link>
      </div>
    </Section>
  );
}
