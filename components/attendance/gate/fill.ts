/** Puts values into a text whose places are written {so}: texts come to the browser as they are in the catalogue. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

export type Plural = { one: string; many: string };

export function count(texts: Plural, number: number): string {
  return fill(number === 1 ? texts.one : texts.many, { count: number });
}
