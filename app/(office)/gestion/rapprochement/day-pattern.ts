/** How a day is written, as each language says it: JJ/MM/AAAA, DD/MM/YYYY. Anything else stays as it is. */
export function dayPattern(locale: string, text: string): string {
  if (locale !== "fr" || !/^[DMY/-]+$/.test(text)) return text;
  return text.replaceAll("D", "J").replaceAll("Y", "A");
}
