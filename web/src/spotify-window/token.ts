import type { components } from "@/api/schema";

/** Affetto gave no token. */
export class TokenRefused extends Error {
  /** Whether signing in to Spotify anew would help. */
  readonly needsSignIn: boolean;

  constructor(sentence: string, needsSignIn: boolean) {
    super(sentence);
    this.needsSignIn = needsSignIn;
  }
}

const SIGN_IN = /:service-(sign-in|not-connected|refuses)$/;

/** Leave to play for an hour at most; it is kept nowhere. */
export async function askToken(): Promise<components["schemas"]["PlaybackTokenOut"]> {
  const answer = await fetch("/api/v1/providers/spotify/playback-token").catch(() => null);
  const content = await answer?.json().catch(() => null);
  if (answer?.ok && content) return content;
  const { detail = "", type = "" } = content ?? {};
  throw new TokenRefused(detail, SIGN_IN.test(type));
}
