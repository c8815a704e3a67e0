/** The two languages of the screens. French is the reference and the answer to anything unclear. */

export const LOCALES = ["fr", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** Cookies of comfort, set only when the person chooses: each is named on the data protection page. */
export const LANGUAGE_COOKIE = "langue";
export const APPEARANCE_COOKIE = "apparence";

export const APPEARANCES = ["auto", "light", "dark"] as const;
export type Appearance = (typeof APPEARANCES)[number];

export function isLocale(value: string | undefined): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

export function appearanceOf(cookie: string | undefined): Appearance {
  return APPEARANCES.find((appearance) => appearance === cookie) ?? "auto";
}

/** The person's own choice first, then the best-ranked language of the browser that we speak. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie;
  const ranked = (acceptLanguage ?? "")
    .split(",")
    .map(rankedLanguage)
    .filter((entry) => entry.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return ranked.map((entry) => entry.language).find(isLocale) ?? "fr";
}

function rankedLanguage(range: string): { language: string; quality: number } {
  const [tag = "", ...parameters] = range.trim().toLowerCase().split(";");
  const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean);
  return { language: tag.split("-")[0] ?? "", quality: quality === undefined ? 1 : Number(quality) };
}
