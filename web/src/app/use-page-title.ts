import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

const NAMED = ["live", "library", "models", "settings"] as const;

/** Names the window, its tab and its entry in the browser's history after the page that is open. */
export function usePageTitle(): void {
  const { t } = useTranslation();
  const [location] = useLocation();
  const name = NAMED.find((page) => location === `/${page}` || location.startsWith(`/${page}/`));
  const title = name ? `${t(`nav.${name}`)} – Affetto` : "Affetto";
  useEffect(() => {
    document.title = title;
  }, [title]);
}
