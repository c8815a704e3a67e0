/**
 * The bank statement in CFONB 120: records of 120 characters, old balance (01), movement (04), what completes it (05), new balance (07).
 * The last digit of an amount carries its sign; the number of decimals stands in the record. Old balance and movements make the new one. Pure.
 */
import { type CivilDate, isCivilDate } from "@/lib/kernel/civil-date";
import { bounded } from "./rules";
import { type Fault, type ReadFile, type ReadLine, Unreadable } from "./schema";

const WIDTH = 120;
type Record = { code: string; text: string; line: number };
type Movement = { head: Record; parts: Record[] };
type Opened = Omit<Statement, "to">;
type Statement = { account: string; from: Record; movements: Movement[]; to: Record };

export function readCfonb(text: string): ReadFile {
  const statements = statementsOf(recordsOf(text));
  for (const statement of statements) checkBalance(statement);
  return {
    kind: "cfonb120",
    owner: { accounts: [...new Set(statements.map(({ account }) => account))] },
    lines: statements.flatMap(({ account, movements }) => movements.map((one) => lineOf(account, one))),
  };
}

/** With ends of line, or all in one; an editor may have cut the spaces at the end of a record. */
function recordsOf(text: string): Record[] {
  const whole = text.replace(/\r\n?/g, "\n");
  const pieces = whole.trimEnd().includes("\n") ? whole.split("\n") : (whole.match(/[\s\S]{1,120}/g) ?? []);
  return pieces.flatMap((piece, index) => {
    if (piece.trim() === "") return [];
    if (piece.trimEnd().length > WIDTH)
      throw fault("columns", index + 1, { found: `${piece.length}`, expected: "120" });
    return [{ code: piece.slice(0, 2), text: piece.padEnd(WIDTH), line: index + 1 }];
  });
}

function statementsOf(records: readonly Record[]): Statement[] {
  const statements: Statement[] = [];
  let open: Opened | null = null;
  for (const record of records) {
    if ((record.code === "01") === (open !== null)) {
      throw fault("truncated", record.line, { expected: open ? "07" : "01", found: record.code });
    }
    if (!open) open = { account: accountOf(record), from: record, movements: [] };
    else if (record.code === "07") {
      statements.push({ ...open, to: record });
      open = null;
    } else addTo(open, record);
  }
  if (open || statements.length === 0) throw fault("truncated", records.at(-1)?.line ?? 1, { expected: "07" });
  return statements;
}

function addTo({ movements }: Opened, record: Record): void {
  if (record.code === "04") {
    movements.push({ head: record, parts: [] });
    return;
  }
  if (record.code !== "05") throw fault("columns", record.line, { found: record.code, expected: "01, 04, 05, 07" });
  const movement = movements.at(-1);
  if (!movement) throw fault("truncated", record.line, { expected: "04", found: "05" });
  movement.parts.push(record);
}

/** Bank, branch and account, as a French IBAN holds them side by side. */
function accountOf({ text }: Record): string {
  return `${text.slice(2, 7)}${text.slice(11, 16)}${text.slice(21, 32)}`.toUpperCase();
}

function checkBalance({ from, movements, to }: Statement): void {
  const moved = movements.reduce((total, { head }) => total + amountOf(head), 0);
  const [expected, found] = [amountOf(from) + moved, amountOf(to)];
  if (expected !== found) throw fault("balance", to.line, { found: euros(found), expected: euros(expected) });
}

function euros(cents: number): string {
  return `${cents < 0 ? "-" : ""}${Math.trunc(Math.abs(cents) / 100)},${String(Math.abs(cents) % 100).padStart(2, "0")}`;
}

const PLUS = "{ABCDEFGHI";
const MINUS = "}JKLMNOPQR";

function amountOf({ text, line }: Record): number {
  const currency = text.slice(16, 19).trim();
  if (currency !== "" && currency !== "EUR") throw fault("currency", line, { found: currency, expected: "EUR" });
  const written = text.slice(90, 104);
  const last = written.charAt(13);
  const digit = Math.max(PLUS.indexOf(last), MINUS.indexOf(last));
  const decimals = Number(text.charAt(19).replace(" ", "2"));
  if (!/^\d{13}$/.test(written.slice(0, 13)) || digit < 0 || !(decimals <= 3))
    throw fault("amount", line, { found: written });
  const value = Number(written.slice(0, 13)) * 10 + digit;
  const cents = decimals <= 2 ? value * 10 ** (2 - decimals) : value / 10 ** (decimals - 2);
  if (!Number.isSafeInteger(cents)) throw fault("amount", line, { found: written });
  return bounded(MINUS.includes(last) ? -cents : cents, written);
}

/** Six digits, day first; the century is the one that makes a bank statement plausible. */
function dayOf({ text, line }: Record): CivilDate {
  const [day, month, year] = [text.slice(34, 36), text.slice(36, 38), text.slice(38, 40)];
  const written = `${Number(year) >= 70 ? "19" : "20"}${year}-${month}-${day}`;
  if (!isCivilDate(written)) throw fault("day", line, { found: text.slice(34, 40), expected: "JJMMAA" });
  return written;
}

function lineOf(account: string, { head, parts }: Movement): ReadLine {
  const said = (qualifier: string) =>
    parts
      .filter(({ text }) => text.slice(45, 48) === qualifier)
      .map(({ text }) => text.slice(48, 118).trim())
      .join(" ");
  const own = `${head.text.slice(48, 79).trim()} ${["LIB", "LCC", "LC2", "LCS"].map(said).join(" ")}`;
  const endToEndId =
    parts
      .find(({ text }) => text.slice(45, 48) === "RCN")
      ?.text.slice(48, 83)
      .trim() ?? "";
  const rejection = head.text.slice(40, 42).trim();
  return {
    kind: "bank",
    day: dayOf(head),
    amountCents: amountOf(head),
    reference: (endToEndId || head.text.slice(104, 120).trim() || said("REF")).slice(0, 140),
    label: `${own} ${said("REF")}`.replace(/\s+/g, " ").trim().slice(0, 300),
    detail: {
      account,
      operation: head.text.slice(32, 34).trim(),
      number: head.text.slice(81, 88).trim(),
      endToEndId,
      party: (said("NPY") || said("NPO")).slice(0, 140),
      returned: rejection,
    },
  };
}

function fault(reason: Fault["reason"], line: number, seen: Pick<Fault, "found" | "expected"> = {}): Unreadable {
  return new Unreadable({ reason, line, ...seen });
}
