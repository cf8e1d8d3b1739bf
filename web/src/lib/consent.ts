import { createStore, useStore } from "./store";

/** What a person is asked before it first happens: the camera, and frames leaving the browser. */
export type Consent = "camera" | "live-server";

const keyOf = (consent: Consent) => `affetto.consent.${consent}`;
const isGiven = (consent: Consent) => localStorage.getItem(keyOf(consent)) === "given";

const store = createStore<Record<Consent, boolean>>({
  camera: isGiven("camera"),
  "live-server": isGiven("live-server"),
});

export function giveConsent(consent: Consent): void {
  localStorage.setItem(keyOf(consent), "given");
  store.set({ [consent]: true });
}

export function withdrawConsent(consent: Consent): void {
  localStorage.removeItem(keyOf(consent));
  store.set({ [consent]: false });
}

export const useConsent = (consent: Consent): boolean => useStore(store, (given) => given[consent]);
