/**
 * One cell of a families' file, read or refused: names, dates, telephones, amounts, schools as French offices write them. Pure.
 * A cell is absent, or understood as a value, or a fault with its code; nothing is guessed.
 */
import { type Custody, type Diet, type Grade, grades, phoneOf, type Situation } from "@/lib/household/schema";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { parseEuros } from "@/lib/kernel/money";
import { foldWords } from "@/lib/kernel/text/fold";

export type CellFault =
  | "formula"
  | "too-long"
  | "email"
  | "phone"
  | "date"
  | "amount"
  | "postal-code"
  | "unknown-school"
  | "unknown-grade"
  | "unknown-word";
export type Cell<Value> = { value: Value } | { fault: CellFault } | null;

/** Lower case, without accents, signs or spaces: for comparing, never for showing. */
export function plain(text: string): string {
  return foldWords(text).replaceAll(" ", "");
}

function tidy(cell: string | undefined): string {
  return (cell ?? "")
    .replace(/[\p{Cc}\p{Cf}\u00a0\u202f]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** A text that a spreadsheet would run is nobody's name. */
const isFormula = (text: string) => /^[=+@]|^-\D/.test(text);

export function textCell(cell: string | undefined, longest: number): Cell<string> {
  const text = tidy(cell);
  if (text === "") return null;
  if (isFormula(text)) return { fault: "formula" };
  return text.length > longest ? { fault: "too-long" } : { value: text };
}

/** A name: written all in capitals, it is given back with an initial each: "LE-GALL" is "Le-Gall", "O’BRIEN" is "O’Brien". */
export function nameCell(cell: string | undefined): Cell<string> {
  const read = textCell(cell, 80);
  if (!read || "fault" in read) return read;
  if (!/\p{L}/u.test(read.value)) return { fault: "unknown-word" };
  if (read.value !== read.value.toLocaleUpperCase("fr")) return read;
  const small = read.value.toLocaleLowerCase("fr");
  return {
    value: small.replace(/(^|[\s'’-])(\p{L})/gu, (_, before, letter) => before + letter.toLocaleUpperCase("fr")),
  };
}

export function emailCell(cell: string | undefined): Cell<string> {
  const text = tidy(cell).toLowerCase();
  if (text === "") return null;
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text) && text.length <= 190 ? { value: text } : { fault: "email" };
}

export function phoneCell(cell: string | undefined): Cell<string> {
  const text = tidy(cell);
  if (text === "") return null;
  const phone = phoneOf(text);
  return phone ? { value: phone } : { fault: "phone" };
}

/** "23/04/2016", "3-4-2016", "2016-04-23"; a day that is not in the calendar is a fault. */
export function dateCell(cell: string | undefined): Cell<string> {
  const text = tidy(cell);
  if (text === "") return null;
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const [, day = "", month = "", year = ""] = french ?? [];
  const iso = french ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
  return isCivilDate(iso) ? { value: iso } : { fault: "date" };
}

export function amountCell(cell: string | undefined): Cell<number> {
  const text = tidy(cell);
  if (text === "") return null;
  const cents = parseEuros(text);
  return cents !== null && cents >= 0 && cents <= 10_000_000 ? { value: cents } : { fault: "amount" };
}

export function postalCodeCell(cell: string | undefined): Cell<string> {
  const text = tidy(cell);
  if (text === "") return null;
  // Spreadsheets drop the first zero of 06650.
  const code = /^\d{4}$/.test(text) ? `0${text}` : text;
  return /^\d{5}$/.test(code) ? { value: code } : { fault: "postal-code" };
}

function wordCell<Value>(cell: string | undefined, words: ReadonlyMap<string, Value>): Cell<Value> {
  const text = plain(tidy(cell));
  if (text === "") return null;
  const value = words.get(text);
  return value === undefined ? { fault: "unknown-word" } : { value };
}

const SITUATIONS = new Map<string, Situation>([
  ...(["marie", "mariee", "maries", "mariees", "mariage"] as const).map((word) => [word, "married"] as const),
  ...(["pacse", "pacsee", "pacses", "pacsees", "pacs"] as const).map((word) => [word, "civil-union"] as const),
  ...(["concubinage", "unionlibre", "viemaritale"] as const).map((word) => [word, "cohabiting"] as const),
  ...(["separe", "separee", "separes", "separees", "divorce", "divorcee", "divorces", "divorcees"] as const).map(
    (word) => [word, "separated"] as const,
  ),
  ...(["parentisole", "celibataire", "veuf", "veuve", "veufve", "monoparentale"] as const).map(
    (word) => [word, "single"] as const,
  ),
]);
export const situationCell = (cell: string | undefined) => wordCell(cell, SITUATIONS);

const DIETS = new Map<string, Diet>([
  ["standard", "standard"],
  ["menudujour", "standard"],
  ["normal", "standard"],
  ["sansporc", "no-pork"],
  ["sansviande", "no-meat"],
  ["vegetarien", "vegetarian"],
  ["panierrepas", "packed-meal"],
]);
export const dietCell = (cell: string | undefined) => wordCell(cell, DIETS);

const ANSWERS = new Map([
  ...["oui", "o", "1", "x", "vrai"].map((word) => [word, true] as const),
  ...["non", "n", "0", "faux"].map((word) => [word, false] as const),
]);
export const answerCell = (cell: string | undefined) => wordCell(cell, ANSWERS);

const SEXES = new Map<string, "F" | "M">([
  ...(["f", "feminin", "fille"] as const).map((word) => [word, "F"] as const),
  ...(["m", "masculin", "garcon", "h"] as const).map((word) => [word, "M"] as const),
]);
export const sexCell = (cell: string | undefined) => wordCell(cell, SEXES);

const GRADES = new Map<string, Grade>([
  ...grades.map((grade) => [grade.toLowerCase(), grade] as const),
  ["toutepetitesection", "TPS"],
  ["petitesection", "PS"],
  ["moyennesection", "MS"],
  ["grandesection", "GS"],
  ["courspreparatoire", "CP"],
]);
export function gradeCell(cell: string | undefined): Cell<Grade> {
  const read = wordCell(cell, GRADES);
  return read && "fault" in read ? { fault: "unknown-grade" } : read;
}

/** "Alternée semaines impaires", "Garde alternée (sem. paires)"; "Exclusive" or "Temps plein" is every day. */
export function custodyCell(cell: string | undefined): Cell<Custody> {
  const text = plain(tidy(cell));
  if (text === "") return null;
  if (/^(garde)?(exclusive|principale|tempsplein|touslesjours|classique)$/.test(text))
    return { value: { kind: "always" } };
  const parity = /sem(aine)?s?(im)?paires?$/.test(text) ? (text.includes("impaire") ? "odd" : "even") : null;
  return parity ? { value: { kind: "alternate-weeks", parity } } : { fault: "unknown-word" };
}

export type KnownSite = { id: string; name: string; grades: readonly string[] };

const KINDS = /^(ecoles?|groupe|scolaire|maternelles?|elementaires?|primaires?|publique)$/;
const siteName = (name: string) =>
  name
    .split(/[^\p{L}\d]+/u)
    .map(plain)
    .filter((word) => !KINDS.test(word))
    .join("");

/** By name, "École La Fontaine" as "La Fontaine"; of two sites of one name, the one that has the class. */
export function siteCell(cell: string | undefined, sites: readonly KnownSite[], grade: Grade | null): Cell<KnownSite> {
  const text = tidy(cell);
  if (text === "") return null;
  const wanted = siteName(text) || plain(text);
  const named = sites.filter((site) => siteName(site.name) === wanted || plain(site.name) === plain(text));
  const site = named.find((one) => grade !== null && one.grades.includes(grade)) ?? named[0];
  return site ? { value: site } : { fault: "unknown-school" };
}

export type PickupRead = { name: string; relation: string | null; phone: string | null };

/** "Stéphanie Weber (grand-parent) 0639982892", several separated by semicolons, bars or line ends. */
export function pickupsCell(cell: string | undefined): { people: PickupRead[]; fault: CellFault | null } {
  const people: PickupRead[] = [];
  let fault: CellFault | null = null;
  for (const part of (cell ?? "").split(/[;|\r\n]+/)) {
    const text = tidy(part);
    if (text === "") continue;
    if (isFormula(text)) fault = "formula";
    else {
      const { person, isClear } = pickupOf(text);
      people.push(person);
      if (!isClear) fault = "phone";
    }
  }
  return { people, fault };
}

function pickupOf(text: string): { person: PickupRead; isClear: boolean } {
  const [, name = text, relation = "", digits = ""] = /^([^(\d+]+?)\s*(?:\(([^)]*)\))?\s*([+\d].*)?$/.exec(text) ?? [];
  const phone = digits ? phoneOf(digits) : null;
  const person = { name: name.trim().slice(0, 120), relation: relation.trim().slice(0, 60) || null, phone };
  return { person, isClear: digits === "" || phone !== null };
}
