import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { sessionQuery, useSession } from "@/api/session";

/** Pages that have no need of an account: the login itself, and studies, whose links let in. */
export const isOpenPage = (location: string): boolean =>
  location === "/login" || location.startsWith("/study/");

/**
 * Where there are accounts, brings those who are not signed in to the login.
 *
 * Whoever was signed in while this page was open stays where they are, with all that they had
 * typed and heard. The answer is their name: they are to be asked to sign in again there.
 */
export function useSignIn(): string | null {
  const client = useQueryClient();
  const { data } = useSession();
  const [location, navigate] = useLocation();
  const [known, setKnown] = useState<string | null>(null);
  const mustSignIn = data?.accounts === true && data.user === null && !isOpenPage(location);
  const name = data?.accounts ? (data.user?.name ?? null) : null;
  if (name !== null && known === null) setKnown(name);

  useEffect(() => {
    if (!mustSignIn || known !== null) return;
    navigate(`/login?to=${encodeURIComponent(location + window.location.search)}`);
  }, [mustSignIn, known, location, navigate]);

  // Somebody else must not see what the former one left on the page.
  useEffect(() => {
    if (name !== null && known !== null && name !== known) window.location.reload();
  }, [name, known]);

  useEffect(() => {
    const onStale = () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    window.addEventListener("affetto:stale-session", onStale);
    return () => window.removeEventListener("affetto:stale-session", onStale);
  }, [client]);

  return mustSignIn ? known : null;
}
