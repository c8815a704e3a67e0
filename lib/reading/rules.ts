/**
 * What a file is by its content, whether it is ours, and what makes one of its lines the same line in another file: a line read twice under
 * two names is one line, and two equal lines of one file are two (domain rule 57). Pure.
 */
import { createHash } from "node:crypto";
import type { Detail, Fault, FileOwner, ReadLine } from "./schema";
import { Unreadable } from "./schema";

export type Container = "xml" | "cfonb" | "list";

/** By the first bytes, never by the file's name. */
export function containerOf(bytes: Uint8Array): Container | null {
  const head = Buffer.from(bytes.subarray(0, 8192))
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "");
  if (/^\s*</.test(head)) return "xml";
  if (/^01\d{5}.{4}.{5}[A-Z ]{3}/.test(head)) return "cfonb";
  return /(^|[\r\n";,\t|])(EN-TETE|LIGNE|PIED-DE-PAGE)(["\r\n;,\t|]|$)/.test(head) ? "list" : null;
}

/** Strict where the encoding can be wrong, so that a mangled text is told and not stored. */
export function decode(bytes: Uint8Array, encoding: string): string {
  const wanted = /^(iso-8859-1|iso-8859-15|latin-?1|windows-1252|us-ascii|ascii)$/i.test(encoding) ? "latin1" : "utf-8";
  if (wanted === "latin1") return Buffer.from(bytes).toString("latin1");
  if (!/^utf-?8$/i.test(encoding)) throw new Unreadable({ reason: "encoding", found: encoding.slice(0, 40) });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable({ reason: "encoding", expected: "UTF-8" });
  }
}

/** Ours as the settings know it; what is empty there cannot be checked. */
export type Own = {
  numclis: readonly string[];
  iban: string;
  siret: string;
  collectivityCode: string;
  budgetCode: string;
};

/** Null when the file is ours, or says nothing that the settings could contradict. */
export function refuseOwner(file: FileOwner, own: Own): Fault | null {
  const stranger = own.numclis.length > 0 && file.numclis?.find((numcli) => !own.numclis.includes(numcli));
  if (stranger) return { reason: "other-contract", found: stranger, expected: own.numclis.join(", ") };
  if (own.iban && file.accounts?.length && !file.accounts.some((account) => isAccount(account, own.iban))) {
    return { reason: "other-account", found: file.accounts.join(", ").slice(0, 80), expected: own.iban };
  }
  for (const key of ["siret", "collectivityCode", "budgetCode"] as const) {
    const [found, expected] = [file[key], own[key]];
    if (found && expected && found !== expected) return { reason: "other-commune", found, expected };
  }
  return null;
}

/** An account is an IBAN, or the bank, branch and account that a French IBAN holds. */
export function isAccount(account: string, iban: string): boolean {
  const plain = iban.replace(/\s/g, "").toUpperCase();
  return account === plain || (plain.startsWith("FR") && account === plain.slice(4, 25));
}

export type KeyedLine = ReadLine & { lineKey: string };

/** The n-th line of a file that says exactly this has the same key in every file that holds n of them. */
export function keyLines(lines: readonly ReadLine[]): KeyedLine[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const what = `${line.day}:${line.amountCents}:${printOf(line)}`;
    const count = (seen.get(`${line.kind}:${what}`) ?? 0) + 1;
    seen.set(`${line.kind}:${what}`, count);
    return { ...line, lineKey: `${what}:${count}` };
  });
}

function printOf({ reference, label, detail }: ReadLine): string {
  const said = JSON.stringify([reference, label, sorted(detail)]);
  return createHash("sha256").update(said).digest("hex").slice(0, 32);
}

function sorted(detail: Detail): unknown {
  return Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1));
}

const LARGEST_CENTS = 2_000_000_000;

/** A text of decimals with a point, as XML has them: two decimals at most, unless the rest is zeros. */
export function decimalCents(text: string): number {
  const match = /^([+-]?)(\d{1,12})(?:\.(\d{0,2})(0*))?$/.exec(text.trim());
  if (!match) throw new Unreadable({ reason: "amount", found: text.slice(0, 30) });
  const [, sign, whole = "", decimals = ""] = match;
  return bounded((sign === "-" ? -1 : 1) * (Number(whole) * 100 + Number(decimals.padEnd(2, "0"))), text);
}

export function bounded(cents: number, text: string): number {
  if (Math.abs(cents) > LARGEST_CENTS) throw new Unreadable({ reason: "amount", found: text.slice(0, 30) });
  return cents === 0 ? 0 : cents;
}
