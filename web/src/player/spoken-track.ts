/** A track for texts that name it: what is made by nobody in particular is told by its title. */
export const spokenTrack = ({ title, artist }: { title: string; artist: string }) => ({
  title,
  artist,
  ...(artist ? {} : { context: "nameless" as const }),
});
