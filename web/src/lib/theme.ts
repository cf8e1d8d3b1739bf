import { createStore, useStore } from "./store";

export type Theme = "light" | "dark";
export type ThemeChoice = Theme | "system";

const KEY = "affetto.theme";
const darkSystem = window.matchMedia("(prefers-color-scheme: dark)");

function stored(): ThemeChoice {
  const value = localStorage.getItem(KEY);
  return value === "light" || value === "dark" ? value : "system";
}

function resolve(choice: ThemeChoice): Theme {
  if (choice !== "system") return choice;
  return darkSystem.matches ? "dark" : "light";
}

const store = createStore({ choice: stored(), theme: resolve(stored()) });

export const currentTheme = (): Theme => store.get().theme;
export const onThemeChange = store.subscribe;

export function chooseTheme(choice: ThemeChoice): void {
  if (choice === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
  apply(choice);
}

function apply(choice: ThemeChoice): void {
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  store.set({ choice, theme: resolve(choice) });
}

/** Follows the stored choice and the system from now on. */
export function startTheme(): void {
  apply(stored());
  darkSystem.addEventListener("change", () => apply(store.get().choice));
}

export const useTheme = (): Theme => useStore(store, (state) => state.theme);
export const useThemeChoice = (): ThemeChoice => useStore(store, (state) => state.choice);
