import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "wouter";
import { useSession } from "@/api/session";
import { Skeleton } from "@/components/spinner";
import { ErrorState } from "@/components/states";
import styles from "./account.module.css";
import { destination } from "./sign-in";
import { SignInForm } from "./sign-in-form";

const PROBLEMS = ["oidc-failed", "oidc-cancelled", "oidc-no-account"] as const;

/** Signing in; whoever already is, or needs not, goes on at once. */
export default function AccountPage() {
  const { t } = useTranslation("account");
  const { data: session, error, refetch } = useSession();
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const to = destination(params.get("to"));
  const problem = PROBLEMS.find((kind) => kind === params.get("problem"));
  const isIn = session !== undefined && session.user !== null;

  useEffect(() => {
    if (isIn) navigate(to, { replace: true });
  }, [isIn, to, navigate]);

  return (
    <div className={styles.page}>
      <svg className={styles.mark} viewBox="0 0 32 20" aria-hidden="true">
        <path d="M2 12.500c3.600 0 3.600-8 6.500-8s2.500 11.500 6.500 11.500 3.500-14 6.500-14 3.500 10.500 8.500 10.500" />
      </svg>
      <h1>{t("title")}</h1>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : session && !isIn ? (
        <>
          {problem && (
            <p role="alert" className={styles.fault}>
              {t(problem)}
            </p>
          )}
          <SignInForm oidc={session.oidc} to={to} onDone={() => navigate(to, { replace: true })} />
          <p className={styles.quiet}>{t("noAccount")}</p>
        </>
      ) : (
        <Skeleton height="180px" />
      )}
    </div>
  );
}
