/** How names and words are compared: without capitals, accents, ligatures or signs. Never for showing. */

/** « Élise Œuvre » is « elise oeuvre »; signs and spaces stay. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae");
}

/** « Le-Goff,  Éloïse » is « le goff eloise »: letters and digits, one space between words. */
export function foldWords(text: string): string {
  return fold(text)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}
