import { useTranslation } from "react-i18next";

const NAMES: Record<string, string> = {
  archive: "Internet Archive",
  bandcamp: "Bandcamp",
  deezer: "Deezer",
  fma: "Free Music Archive",
  jamendo: "Jamendo",
  soundcloud: "SoundCloud",
  spotify: "Spotify",
  youtube: "YouTube",
};

/** What the places are called that music can be played from. */
export function useProviderNames(): (provider: string) => string {
  const { t } = useTranslation("feel");
  return (provider) =>
    provider === "file" || provider === "web"
      ? t(`provider.${provider}`)
      : (NAMES[provider] ?? provider);
}
