import "../styles/fonts.css";
import "../styles/tokens.css";
import "../styles/base.css";
import "./spotify-window.css";
import { markTheme, storedTheme } from "../lib/theme-choice";
import { startWindow } from "./spotify-window";

markTheme(storedTheme());
await startWindow();
