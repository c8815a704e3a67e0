/**
 * Models of mails and letters: `{name}` stands for a value, and nothing else in a text is interpreted. A value is put in once and never read again,
 * so that what a family typed is words, not orders; a heading holds one line, so that it cannot grow into another header of a mail. Pure.
 */

/** What a model may name, in the office's language. */
export const variables = [
  "personne",
  "foyer",
  "enfant",
  "reference",
  "sujet",
  "recue",
  "echeance",
  "jour",
  "commune",
  "service",
] as const;
type Variable = (typeof variables)[number];
export type Values = Readonly<Record<Variable, string>>;

const NAMED = /\{([^{}]*)\}/g;
const isVariable = (name: string): name is Variable => (variables as readonly string[]).includes(name);

type ModelFault = "control" | "unknown" | "brace";

/** Ends of line and other control characters have no place in a heading; a body may have lines, nothing more. */
const CONTROL_IN_LINE = /\p{Cc}|\u2028|\u2029/u;
const CONTROL_IN_TEXT = /[^\P{Cc}\n]|\u2028|\u2029/u;

export function faultOf(text: string, { isLine }: { isLine: boolean }): ModelFault | null {
  if ((isLine ? CONTROL_IN_LINE : CONTROL_IN_TEXT).test(text)) return "control";
  const names = [...text.matchAll(NAMED)].map(([, name = ""]) => name);
  if (names.some((name) => !isVariable(name))) return "unknown";
  return /[{}]/.test(text.replace(NAMED, "")) ? "brace" : null;
}

export function fillBody(text: string, values: Values): string {
  return text.replace(NAMED, (whole, name: string) => (isVariable(name) ? values[name] : whole));
}

/** One line, whatever the values hold. */
export function fillLine(text: string, values: Values): string {
  return fillBody(text, values)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, 200);
}
