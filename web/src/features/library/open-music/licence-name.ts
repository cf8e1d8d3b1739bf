const CREATIVE_COMMONS =
  /^https?:\/\/(?:www\.)?creativecommons\.org\/(licenses|publicdomain)\/([a-z+-]+)\/([\d.]+)/i;
const DEDICATIONS: Record<string, string> = { zero: "CC0", mark: "Public Domain Mark" };

/** A licence as people call it, and where it can be read, if the catalogue says where. */
export function readLicence(text: string): { name: string; address: string | null } {
  const address = /^https?:\/\//i.test(text) ? text : null;
  const [, kind, code = "", version = ""] = CREATIVE_COMMONS.exec(text) ?? [];
  if (kind === undefined) return { name: text, address };
  const name =
    kind.toLowerCase() === "licenses" ? `CC ${code.toUpperCase()}` : (DEDICATIONS[code] ?? code);
  return { name: `${name} ${version}`, address };
}
