import { createStore, useStore } from "./store";
import { keepTheme, markTheme, storedTheme, type Theme, type ThemeChoice } from "./theme-choice";

const darkSystem = window.matchMedia("(prefers-color-scheme: dark)");

function resolve(choice: ThemeChoice): Theme {
  if (choice !== "system") return choice;
  return darkSystem.matches ? "dark" : "light";
}

const store = createStore({ choice: storedTheme(), theme: resolve(storedTheme()) });

export const currentTheme = (): Theme => store.get().theme;
export const onThemeChange = store.subscribe;

export function chooseTheme(choice: ThemeChoice): void {
  keepTheme(choice);
  apply(choice);
}

function apply(choice: ThemeChoice): void {
  markTheme(choice);
  store.set({ choice, theme: resolve(choice) });
}

/** Follows the stored choice and the system from now on. */
export function startTheme(): void {
  apply(storedTheme());
  darkSystem.addEventListener("change", () => apply(store.get().choice));
}

export const useTheme = (): Theme => useStore(store, (state) => state.theme);
export const useThemeChoice = (): ThemeChoice => useStore(store, (state) => state.choice);
