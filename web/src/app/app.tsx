import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, Route, Switch, useLocation } from "wouter";
import { EmptyState } from "@/components/states";
import { Toasts } from "@/components/toast";
import { classes } from "@/lib/classes";
import { PlayerBar } from "@/player/player-bar";
import { usePlayerKeys } from "@/player/use-player-keys";
import styles from "./app.module.css";
import { ErrorBoundary } from "./error-boundary";
import { Navigation } from "./navigation";
import { usePageTitle } from "./use-page-title";
import { isOpenPage, useSignIn } from "./use-sign-in";

const Feel = lazy(() => import("@/features/feel"));
const Live = lazy(() => import("@/features/live"));
const Library = lazy(() => import("@/features/library"));
const Models = lazy(() => import("@/features/models"));
const Settings = lazy(() => import("@/features/settings"));
const Study = lazy(() => import("@/features/study"));
const Account = lazy(() => import("@/features/account"));
const SignInAgain = lazy(() => import("@/features/account/sign-in-again"));

export function App() {
  const { t } = useTranslation();
  const [location] = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  usePageTitle();
  usePlayerKeys();
  const signedOut = useSignIn();
  const isBare = isOpenPage(location);

  // A new page starts at its top, also for those who hear it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that counts
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [location]);

  return (
    <>
      <a className={styles.skip} href="#main">
        {t("skip")}
      </a>
      <div className={classes(styles.shell, isBare && styles.bare)}>
        {!isBare && <Navigation />}
        <main id="main" ref={main} tabIndex={-1} className={styles.main}>
          <ErrorBoundary key={location}>
            <Suspense fallback={<p className={styles.loading}>{t("loading")}</p>}>
              <Switch>
                <Route path="/" component={Feel} />
                <Route path="/live" component={Live} />
                <Route path="/library/*?" component={Library} />
                <Route path="/models/*?" component={Models} />
                <Route path="/settings/*?" component={Settings} />
                <Route path="/study/:token" component={Study} />
                <Route path="/login" component={Account} />
                <Route>
                  <EmptyState
                    title={t("notFound.title")}
                    action={<Link href="/">{t("notFound.home")}</Link>}
                  >
                    {t("notFound.text")}
                  </EmptyState>
                </Route>
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <PlayerBar />
      {signedOut !== null && (
        <Suspense fallback={null}>
          <SignInAgain name={signedOut} />
        </Suspense>
      )}
      <Toasts />
    </>
  );
}
