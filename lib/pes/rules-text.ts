/**
 * Texts as the treasury's files take them (facts: treasury §3.1): capitals without accents, ISO-8859-1, no value that the schema forbids
 * (empty, only zeros, a lone point, "nc"). Pure.
 */

const SPELT: Readonly<Record<string, string>> = {
  ...{ Œ: "OE", Æ: "AE", Ø: "O", Đ: "D", Ł: "L", Þ: "TH", Ð: "D", Ħ: "H", ı: "I", Μ: "U", Ŋ: "NG", Ə: "E" },
  ...{ "€": "EUR", "’": "'", "‘": "'", ʼ: "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-", "−": "-" },
  ...{ "…": "...", "•": "-", "№": "NO", "™": "TM" },
};

/** `lost` says that a letter could not be written in the Latin alphabet: for a name that is a fault, for a subject it is not. */
export function capitals(text: string): { text: string; lost: boolean } {
  let lost = false;
  let written = "";
  for (const sign of text.toUpperCase().normalize("NFD")) {
    const spelt = SPELT[sign] ?? sign;
    if (/\p{M}/u.test(sign)) continue;
    if (/^[\x20-\x7e\xa1-\xff]+$/.test(spelt)) written += spelt;
    else {
      lost ||= /\p{L}|\p{N}/u.test(sign);
      written += " ";
    }
  }
  return { text: written.replace(/ {2,}/g, " ").trim(), lost };
}

/** Null when nothing is left that the schema would take. */
export function usable(text: string): string | null {
  return text === "" || /^0+$/.test(text) || text === "." || text === "nc" ? null : text;
}

/** A free text in capitals, cut at `max`; null when nothing is left. */
export function freeText(text: string, max: number): string | null {
  return usable(cut(capitals(text).text, max)[0]);
}

/** The first `max` signs at most, cut between words where there are several, and what comes after. */
export function cut(text: string, max: number): [first: string, rest: string] {
  if (text.length <= max) return [text, ""];
  const space = text.lastIndexOf(" ", max);
  const at = space > 0 ? space : max;
  return [text.slice(0, at).trim(), text.slice(at).trim()];
}
