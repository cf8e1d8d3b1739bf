/** What is looked for in the library; it stands in the address, so that it can be kept and shared. */

export const SORTS = ["artist", "title", "added", "valence", "arousal", "tempo"] as const;
export type Sort = (typeof SORTS)[number];
export const LICENCES = ["any", "personal", "film"] as const;
export type LicenceUse = (typeof LICENCES)[number];

/** A rectangle of the valence-arousal plane. */
export interface Area {
  minValence: number;
  maxValence: number;
  minArousal: number;
  maxArousal: number;
}

export interface Filters {
  text: string;
  genres: readonly string[];
  decades: readonly number[];
  licence: LicenceUse;
  liked: boolean;
  area: Area | null;
  sort: Sort;
  descending: boolean;
}

export const NO_FILTERS: Filters = {
  text: "",
  genres: [],
  decades: [],
  licence: "any",
  liked: false,
  area: null,
  sort: "artist",
  descending: false,
};

const FILTER_KEYS = ["text", "genre", "decade", "licence", "liked", "area", "sort", "order"];

const oneOf = <Value extends string>(
  values: readonly Value[],
  value: string | null,
  otherwise: Value,
): Value => values.find((known) => known === value) ?? otherwise;

export function readFilters(params: URLSearchParams): Filters {
  return {
    text: params.get("text") ?? "",
    genres: params.getAll("genre"),
    decades: params.getAll("decade").map(Number).filter(Number.isInteger),
    licence: oneOf(LICENCES, params.get("licence"), "any"),
    liked: params.get("liked") === "true",
    area: readArea(params.get("area")),
    sort: oneOf(SORTS, params.get("sort"), "artist"),
    descending: params.get("order") === "desc",
  };
}

/** The address with these filters; what else it says stays. */
export function writeFilters(filters: Filters, into: URLSearchParams): URLSearchParams {
  const params = new URLSearchParams(into);
  for (const key of FILTER_KEYS) params.delete(key);
  if (filters.text) params.set("text", filters.text);
  for (const genre of filters.genres) params.append("genre", genre);
  for (const decade of filters.decades) params.append("decade", String(decade));
  if (filters.licence !== "any") params.set("licence", filters.licence);
  if (filters.liked) params.set("liked", "true");
  if (filters.area) params.set("area", writeArea(filters.area));
  if (filters.sort !== "artist") params.set("sort", filters.sort);
  if (filters.descending) params.set("order", "desc");
  return params;
}

/** The filters as the service takes them. */
export function toQuery(filters: Filters): string {
  const params = writeFilters(filters, new URLSearchParams());
  params.delete("area");
  const { area } = filters;
  if (area) {
    params.set("min_valence", area.minValence.toFixed(3));
    params.set("max_valence", area.maxValence.toFixed(3));
    params.set("min_arousal", area.minArousal.toFixed(3));
    params.set("max_arousal", area.maxArousal.toFixed(3));
  }
  params.set("sort", filters.sort);
  return params.toString();
}

/** What the map takes of the filters: an area is drawn upon it, and it has no order. */
export function toMapQuery(filters: Filters): string {
  const { sort, descending, area } = NO_FILTERS;
  return writeFilters({ ...filters, sort, descending, area }, new URLSearchParams()).toString();
}

/** Whether anything is left out; sorting leaves nothing out. */
export function isFiltered(filters: Filters): boolean {
  return Boolean(
    filters.text ||
      filters.genres.length ||
      filters.decades.length ||
      filters.licence !== "any" ||
      filters.liked ||
      filters.area,
  );
}

function writeArea({ minValence, maxValence, minArousal, maxArousal }: Area): string {
  return [minValence, maxValence, minArousal, maxArousal].map((edge) => edge.toFixed(2)).join(",");
}

function readArea(text: string | null): Area | null {
  const edges = (text ?? "").split(",").map(Number);
  const isSound = edges.length === 4 && edges.every((edge) => Math.abs(edge) <= 1);
  const [minValence, maxValence, minArousal, maxArousal] = edges as [
    number,
    number,
    number,
    number,
  ];
  if (!isSound || minValence > maxValence || minArousal > maxArousal) return null;
  return { minValence, maxValence, minArousal, maxArousal };
}
