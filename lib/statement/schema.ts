/**
 * What the files of PayFiP, the bank and the treasury are read into, whatever their format, and what a person decides about their lines
 * (facts: treasury §2, §4; payfip §7–8). Amounts in cents, money that came in above zero. Pure.
 */
import { z } from "zod";
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

export type ReadFile = { kind: FileKind; owner: FileOwner; lines: ReadLine[] };

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

/** What a line may be matched with. payout: what PayFiP paid out for a day. batch: a file of direct debits. bordereau: a whole role. */
export const matchKinds = [
  "attempt",
  "invoice",
  "receipt",
  "remittance",
  "deposit",
  "batch",
  "debit",
  "payout",
  "claim",
  "bordereau",
  "case",
] as const;
export type MatchKind = (typeof matchKinds)[number];

export const matchRules = [
  "operation",
  "refdet-amount-day",
  "refdet-amount",
  "refdet-late",
  "refdet-amount-differs",
  "refdet-invoice",
  "debit-rejected",
  "debit-returned",
  "transfer-refdet",
  "transfer-number",
  "transfer-part",
  "transfer-name",
  "receipt-amount-day",
  "remittance-amount-day",
  "remittance-amount",
  "deposit-amount-day",
  "deposit-amount",
  "batch-amount-day",
  "batch-amount",
  "payout-amount-day",
  "payout-amount",
  "claim-number-debt",
  "claim-number",
  "bordereau-number",
  "by-hand",
] as const;
export type MatchRule = (typeof matchRules)[number];

/** From this confidence on a match is proposed, and confirmed with the others in one click; below, a person looks at it alone. */
export const SURE = 95;

const lineId = z.object({ lineId: z.uuid() });
const reason = z.string().trim().min(5, "required").max(500, "tooLong");

export const confirmSureSchema = z.object({ regieId: z.uuid() });
export const setAsideSchema = lineId.extend({ reason });
export const openCaseSchema = lineId;

/** `target` is "kind/id" of a candidate; `means` only where PayFiP's list does not tell it. */
export const matchSchema = lineId.extend({
  target: z
    .string()
    .regex(new RegExp(`^(${matchKinds.join("|")})/[0-9a-f-]{36}$`), "choose")
    .transform((text) => {
      const [kind = "", id = ""] = text.split("/");
      return { kind: kind as MatchKind, id };
    }),
  means: z.enum(["card", "debit"]).optional(),
});
export type MatchWish = z.output<typeof matchSchema>;
