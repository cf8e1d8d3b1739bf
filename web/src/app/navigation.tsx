import { Blocks, LibraryBig, Radio, Settings, Sparkle } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { classes } from "@/lib/classes";
import styles from "./navigation.module.css";

const PAGES = [
  { name: "feel", path: "/", Icon: Sparkle },
  { name: "live", path: "/live", Icon: Radio },
  { name: "library", path: "/library", Icon: LibraryBig },
  { name: "models", path: "/models", Icon: Blocks },
  { name: "settings", path: "/settings", Icon: Settings },
] as const;

/** The rail at the left; on small screens the tabs at the bottom. */
export function Navigation() {
  const { t } = useTranslation();
  const [location] = useLocation();
  const isHere = (path: string) => (path === "/" ? location === "/" : location.startsWith(path));
  return (
    <nav className={styles.rail} aria-label={t("nav.label")}>
      <Link href="/" className={styles.name} aria-label="Affetto">
        <svg viewBox="0 0 32 20" aria-hidden="true">
          <path d="M2 12.500c3.600 0 3.600-8 6.500-8s2.500 11.500 6.500 11.500 3.500-14 6.500-14 3.500 10.500 8.500 10.500" />
        </svg>
        <span>Affetto</span>
      </Link>
      <ul className={styles.pages}>
        {PAGES.map(({ name, path, Icon }) => (
          <li key={name}>
            <Link
              href={path}
              className={classes(styles.page, isHere(path) && styles.here)}
              aria-current={isHere(path) ? "page" : undefined}
            >
              <Icon strokeWidth={1.75} aria-hidden="true" />
              <span>{t(`nav.${name}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
