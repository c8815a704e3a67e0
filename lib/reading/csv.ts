/**
 * PayFiP's settlement list: delimited text whose first column says what a line is (EN-TETE, LIGNE, PIED-DE-PAGE). One public program reads
 * such files, with separator and formats as its settings: so they are here too (facts: treasury §2). The first LIGNE may hold the titles.
 */
import { CsvError, parse } from "csv-parse/sync";
import type { RegieSettings } from "@/lib/commune/schema-regie";
import { type CivilDate, isCivilDate } from "@/lib/kernel/civil-date";
import { bounded, decode } from "./rules";
import { type Fault, type ReadFile, type ReadLine, Unreadable } from "./schema";

export type ListMapping = RegieSettings["list"];
export type Row = { line: number; cells: string[] };

const SEPARATORS: Record<ListMapping["separator"], string> = { semicolon: ";", comma: ",", tab: "\t", bar: "|" };

export function readList(bytes: Uint8Array, mapping: ListMapping): ReadFile {
  const rows = rowsOf(bytes, mapping);
  const kindOf = ({ cells }: Row) => (cells[mapping.kindColumn] ?? "").trim().toUpperCase();
  const wanted = rows.filter((row) => kindOf(row) === "LIGNE");
  if (wanted.length === 0) throw new Unreadable({ reason: "columns", expected: "LIGNE", found: firstCells(rows) });
  const [first, ...rest] = wanted;
  const counted = first && isTitles(first, mapping) ? rest : wanted;
  const readDay = dayReader(mapping.dayFormat);
  const lines = counted.map((row) => lineOf(row, mapping, readDay));
  const foot = rows.findLast((row) => kindOf(row) === "PIED-DE-PAGE");
  const headed = rows.some((row) => kindOf(row) === "EN-TETE");
  if (headed && !foot) throw new Unreadable({ reason: "truncated", expected: "PIED-DE-PAGE" });
  if (foot) checkFoot(foot, lines, mapping);
  return { kind: "payfip-list", owner: { numclis: numclisOf(lines) }, lines };
}

/** The rows as they are, for the screen where a person says which column is what. */
export function rowsOf(bytes: Uint8Array, { separator, encoding }: Pick<ListMapping, "separator" | "encoding">): Row[] {
  const text = decode(bytes, encoding).replace(/\r\n?/g, "\n");
  if (text.includes("\0")) throw new Unreadable({ reason: "encoding" });
  try {
    const records = parse(text, {
      delimiter: SEPARATORS[separator],
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Unreadable({ reason: "truncated", line: Number(error.lines) || 1 });
  }
}

function firstCells(rows: readonly Row[]): string {
  return [...new Set(rows.map(({ cells }) => cells[0] ?? ""))].slice(0, 3).join(", ").slice(0, 60);
}

/** Titles where a day and an amount should be. */
function isTitles({ cells }: Row, { dayColumn, amountColumn }: ListMapping): boolean {
  return ![cells[dayColumn], cells[amountColumn]].some((cell) => /\d/.test(cell ?? ""));
}

const NEEDED = ["kindColumn", "dayColumn", "refdetColumn", "amountColumn"] as const;

function lineOf({ line, cells }: Row, mapping: ListMapping, readDay: ReturnType<typeof dayReader>): ReadLine {
  const cell = (column: number) => (column < 0 ? "" : (cells[column] ?? "").trim());
  const least = Math.max(...NEEDED.map((name) => mapping[name])) + 1;
  if (cells.length < least) throw fault("columns", line, { found: `${cells.length}`, expected: `${least}` });
  const known = [...NEEDED, "numcliColumn", "idopColumn", "numautoColumn"] as const;
  const rest = cells.filter((_, index) => !known.some((name) => mapping[name] === index));
  return {
    kind: "list",
    day: readDay(cell(mapping.dayColumn), line),
    amountCents: amountOf(cell(mapping.amountColumn), mapping.amountFormat, line),
    reference: cell(mapping.refdetColumn).slice(0, 140),
    label: rest
      .map((text) => text.trim())
      .filter(Boolean)
      .join(" · ")
      .slice(0, 300),
    detail: {
      numcli: cell(mapping.numcliColumn),
      idop: cell(mapping.idopColumn).slice(0, 64),
      numauto: cell(mapping.numautoColumn).slice(0, 20),
    },
  };
}

const DAYS: Record<ListMapping["dayFormat"], { form: RegExp; order: readonly [number, number, number] }> = {
  "DD/MM/YYYY": { form: /^(\d{2})\/(\d{2})\/(\d{4})$/, order: [3, 2, 1] },
  "YYYY-MM-DD": { form: /^(\d{4})-(\d{2})-(\d{2})$/, order: [1, 2, 3] },
  DDMMYYYY: { form: /^(\d{2})(\d{2})(\d{4})$/, order: [3, 2, 1] },
  YYYYMMDD: { form: /^(\d{4})(\d{2})(\d{2})$/, order: [1, 2, 3] },
};

/** A list has ten thousand lines and few days. */
function dayReader(format: ListMapping["dayFormat"]): (text: string, line: number) => CivilDate {
  const known = new Map<string, CivilDate>();
  return (text, line) => {
    const day = known.get(text) ?? dayOf(text, format, line);
    known.set(text, day);
    return day;
  };
}

function dayOf(text: string, format: ListMapping["dayFormat"], line: number): CivilDate {
  const { form, order } = DAYS[format];
  // An hour after the day is left out: the list is read by days.
  const match = form.exec(text.split(/[ T]/)[0] ?? "");
  const day = order.map((part) => match?.[part] ?? "").join("-");
  if (!isCivilDate(day)) throw fault("day", line, { found: text.slice(0, 30), expected: format });
  return day;
}

const AMOUNTS: Record<ListMapping["amountFormat"], { form: RegExp; example: string }> = {
  "euros-comma": { form: /^([+-]?)(\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)(?:,(\d{1,2}))?$/, example: "19,99" },
  "euros-point": { form: /^([+-]?)(\d{1,3}(?:[ \u00a0\u202f,]\d{3})+|\d+)(?:\.(\d{1,2}))?$/, example: "19.99" },
  cents: { form: /^([+-]?)(\d+)()$/, example: "1999" },
};

/** "19.99" is not taken for 1 999 € nor for 19,99 € where the mapping says otherwise: it is told. */
function amountOf(text: string, format: ListMapping["amountFormat"], line: number): number {
  const { form, example } = AMOUNTS[format];
  const match = form.exec(text.replace(/\s?(€|EUR)$/, ""));
  if (!match) throw fault("amount", line, { found: text.slice(0, 30), expected: example });
  const [, sign, whole = "", decimals = ""] = match;
  const digits = Number(whole.replace(/\D/g, ""));
  const cents = format === "cents" ? digits : digits * 100 + Number(decimals.padEnd(2, "0"));
  return bounded(sign === "-" ? -cents : cents, text);
}

/**
 * What the foot holds is unknown to us, beyond that a foot counts: when it has numbers, one of them is how many lines there are or what they
 * come to. Six digits may be a client number, eight a day.
 */
function checkFoot({ line, cells }: Row, lines: readonly ReadLine[], mapping: ListMapping): void {
  const said = cells.map((text) => text.trim());
  const counts = said.filter((text) => /^\d{1,5}$/.test(text));
  const { form } = AMOUNTS[mapping.amountFormat];
  const sums = said.filter((text) => form.test(text) && !/^\d{6}$|^\d{8}$/.test(text));
  const total = lines.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const right =
    counts.some((text) => Number(text) === lines.length) ||
    sums.some((text) => amountOf(text, mapping.amountFormat, line) === total);
  const numbers = [...new Set([...counts, ...sums])];
  if (numbers.length > 0 && !right) {
    throw fault("footer", line, { found: `${lines.length}`, expected: numbers.join(", ").slice(0, 60) });
  }
}

function numclisOf(lines: readonly ReadLine[]): string[] {
  return [...new Set(lines.flatMap(({ detail }) => (detail.numcli ? [String(detail.numcli)] : [])))];
}

function fault(reason: Fault["reason"], line: number, seen: Pick<Fault, "found" | "expected">): Unreadable {
  return new Unreadable({ reason, line, ...seen });
}
