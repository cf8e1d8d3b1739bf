import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client";
import { App } from "./app/app";
import { startLanguage } from "./i18n/i18n";
import { MIDDLE, repaintMood, showMood } from "./lib/mood";
import { onThemeChange, startTheme } from "./lib/theme";
import { startMediaKeys } from "./player/player";

startTheme();
showMood(MIDDLE);
onThemeChange(repaintMood);
startMediaKeys();
await startLanguage();

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
