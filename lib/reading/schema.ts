/**
 * What the files of PayFiP, the bank and the treasury are read into, whatever their format
 * (facts: treasury §2, §4; payfip §7–8). Amounts in cents, money that came in above zero. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

export const fileKinds = ["payfip-list", "camt053", "cfonb120", "pes-return", "pes-ack"] as const;
export type FileKind = (typeof fileKinds)[number];

/** list: PayFiP's settlement list. bank: a movement of the account. pes-state, pes-money: what the comptable did of a claim, what came in for it. */
export const lineKinds = ["list", "bank", "pes-state", "pes-money"] as const;
export type LineKind = (typeof lineKinds)[number];

/** What a line says besides, by name; kept as JSON. */
export type Detail = Readonly<Record<string, string | number | boolean | null>>;

export type ReadLine = {
  kind: LineKind;
  day: CivilDate;
  amountCents: Cents;
  /** What the other side knows it by: a refdet, an end-to-end id, the number of a piece. */
  reference: string;
  label: string;
  detail: Detail;
};

/** Whose file it is, as far as it says so: PayFiP client numbers, bank accounts, the comptable's keys. */
export type FileOwner = {
  numclis?: readonly string[];
  accounts?: readonly string[];
  siret?: string;
  collectivityCode?: string;
  budgetCode?: string;
};

/** What a file holds that is not about this régie's money, by the treasury's own code for it, such as "TypBord 05": told, and not used. */
type LeftOut = Readonly<Record<string, number>>;

export type ReadFile = { kind: FileKind; owner: FileOwner; lines: ReadLine[]; leftOut?: LeftOut };

export const fileFaults = [
  "empty",
  "too-large",
  "unknown-kind",
  "encoding",
  "doctype",
  "not-xml",
  "truncated",
  "columns",
  "day",
  "amount",
  "currency",
  "footer",
  "balance",
  "other-contract",
  "other-account",
  "other-commune",
] as const;
export type FileFault = (typeof fileFaults)[number];

/** Why a file is not taken, where, and what was found instead of what; nothing of it is kept. */
export type Fault = { reason: FileFault; line?: number; found?: string; expected?: string };

/** Thrown by a reader, caught by `readStatement` only: it never leaves this domain. */
export class Unreadable extends Error {
  constructor(readonly fault: Fault) {
    super(fault.reason);
  }
}

export const LARGEST_FILE = 20_000_000;
