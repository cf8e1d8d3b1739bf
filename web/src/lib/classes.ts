/** Class names, those that hold: classes("row", playing && "playing"). */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
