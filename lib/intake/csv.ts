/** A CSV file as people export it: UTF-8 or Windows-1252, semicolons, commas or tabs, quotes where they like. Nothing is guessed about its content. */
import { CsvError, parse } from "csv-parse/sync";

export type CsvRow = { line: number; cells: string[] };
export type CsvTable = { encoding: "utf-8" | "windows-1252"; header: string[]; rows: CsvRow[] };
export type CsvRefusal = { reason: "empty" | "too-large" | "not-text" | "unclosed-quote"; line: number | null };

const LARGEST = 20_000_000;
const MOST_ROWS = 50_000;

export function readCsv(bytes: Uint8Array): { ok: true; table: CsvTable } | ({ ok: false } & CsvRefusal) {
  if (bytes.length > LARGEST) return { ok: false, reason: "too-large", line: null };
  const { text, encoding } = decode(bytes);
  if (text.includes("\0")) return { ok: false, reason: "not-text", line: null };
  try {
    const [header, ...rows] = recordsOf(text);
    if (!header) return { ok: false, reason: "empty", line: null };
    if (rows.length > MOST_ROWS) return { ok: false, reason: "too-large", line: MOST_ROWS };
    return { ok: true, table: { encoding, header: header.cells, rows } };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error.lines;
    return { ok: false, reason: "unclosed-quote", line: typeof line === "number" ? line : null };
  }
}

/** A byte order mark or valid UTF-8 is UTF-8; anything else is what French spreadsheets write. */
function decode(bytes: Uint8Array): { text: string; encoding: CsvTable["encoding"] } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: fromWindows(bytes), encoding: "windows-1252" };
  }
}

/** What Windows-1252 holds where Latin-1 has control characters, from 0x80 on. */
const WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** By hand: some releases of Node read it as Latin-1 and lose the apostrophes and œ of names. */
function fromWindows(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes).toString("latin1");
  return latin.replace(/[\u0080-\u009f]/g, (sign) => WINDOWS.charAt(sign.charCodeAt(0) - 0x80));
}

/** Lines are numbered as an editor shows them, from the first line of the row. */
function recordsOf(text: string): CsvRow[] {
  // One sign for a line's end, or the parser counts two lines where quotes hold a Windows one.
  const records = parse(text.replace(/\r\n?/g, "\n"), {
    delimiter: separatorOf(text),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return records.map(({ record, info }) => {
    const breaks = record.join("").split("\n").length - 1;
    return { line: info.lines - breaks, cells: record };
  });
}

/** The sign that the first line holds most of. */
function separatorOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const count = (sign: string) => first.split(sign).length;
  return [";", ",", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
