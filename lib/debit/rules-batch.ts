/**
 * A file of direct debits: which invoices may be debited and why not, which sequence each debit has, under which references (facts: treasury §5).
 * Each sequence stands in a block of its own. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import type { MandateStanding } from "./rules";

export const sequences = ["OOFF", "FRST", "RCUR"] as const;
export type Sequence = (typeof sequences)[number];

/** The first debit that a bank sees of a mandate is FRST, the next ones RCUR; a mandate for one debit is OOFF. */
export function sequenceOf(mandate: { recurrent: boolean; isUsed: boolean }): Sequence {
  if (!mandate.recurrent) return "OOFF";
  return mandate.isUsed ? "RCUR" : "FRST";
}

export const exclusions = [
  "mandate-ended",
  "mandate-expired",
  "mandate-suspended",
  "one-off-used",
  "handed-over",
  "already-sent",
  "announced",
  "online-payment",
  "plan",
  "nothing-due",
  "not-due-yet",
] as const;
export type Exclusion = (typeof exclusions)[number];

export type DebitFacts = {
  /** Of the mandate the family was told of, on the day of the debit. */
  standing: MandateStanding;
  recurrent: boolean;
  isUsed: boolean;
  /** Still owed, from the books. */
  dueCents: Cents;
  dueOn: CivilDate | null;
  collectOn: CivilDate;
  /** Given to the comptable: no longer payable to the régie (domain rule 36). */
  isHandedOver: boolean;
  /** A debit of this invoice is at the bank. */
  isSent: boolean;
  /** The family was told of a debit on another day that has not come yet. */
  isAnnounced: boolean;
  /** A payment at PayFiP whose end is not known. */
  isBeingPaid: boolean;
  hasPlan: boolean;
};

/** Why an invoice is not debited on a day; null when it may be. */
export function refuseDebit(facts: DebitFacts): Exclusion | null {
  if (facts.standing === "revoked") return "mandate-ended";
  if (facts.standing === "expired") return "mandate-expired";
  if (facts.standing === "suspended") return "mandate-suspended";
  if (!facts.recurrent && facts.isUsed) return "one-off-used";
  if (facts.isHandedOver) return "handed-over";
  if (facts.isSent) return "already-sent";
  if (facts.isAnnounced) return "announced";
  if (facts.isBeingPaid) return "online-payment";
  if (facts.hasPlan) return "plan";
  if (facts.dueCents <= 0) return "nothing-due";
  return facts.dueOn !== null && facts.dueOn > facts.collectOn ? "not-due-yet" : null;
}

export type Debit = {
  endToEndId: string;
  sequence: Sequence;
  amountCents: Cents;
  rum: string;
  signedOn: CivilDate;
  holder: string;
  iban: string;
  bic: string | null;
  /** What the family reads on its bank statement. */
  label: string;
};

export type Creditor = {
  id: string;
  name: string;
  iban: string;
  bic: string;
  /** The holder of the Treasury account, when the creditor is the comptable's post; else empty. */
  ultimate: string;
};

export type BatchFile = {
  version: "pain.008.001.02" | "pain.008.001.08";
  messageId: string;
  /** Wall clock in Paris, "2026-11-23T09:00". */
  createdAt: string;
  collectOn: CivilDate;
  creditor: Creditor;
  debits: readonly Debit[];
};

/** 35 characters less what the blocks and their rows add: ".3.99999". */
const MESSAGE_LENGTH = 27;

export function messageIdOf(batch: { regieCode: string; year: number; number: number }): string {
  const code = batch.regieCode.replace(/[^A-Za-z0-9]/g, "");
  return `PRV-${code}-${batch.year}-${String(batch.number).padStart(4, "0")}`.slice(0, MESSAGE_LENGTH);
}

/** The invoice's own reference, which is unique, and the rank of the try: banks send it back with their answer. */
export function endToEndIdOf(refdet: string, tries: number): string {
  const id = tries === 0 ? refdet : `${refdet}-${tries + 1}`;
  if (id.length > 35) throw new Error(`The reference ${id} is too long for a bank`);
  return id;
}

/** One block a sequence, in the order of the list, each with its own total. */
export function blocksOf(debits: readonly Debit[]): { sequence: Sequence; debits: Debit[]; totalCents: Cents }[] {
  return sequences.flatMap((sequence) => {
    const own = debits.filter((debit) => debit.sequence === sequence);
    if (own.length === 0) return [];
    return [{ sequence, debits: own, totalCents: sum(own.map((debit) => debit.amountCents)) }];
  });
}

const LIGATURES: Readonly<Record<string, string>> = {
  ...{ œ: "oe", Œ: "OE", æ: "ae", Æ: "AE", ß: "ss", ø: "o", Ø: "O", ł: "l", Ł: "L", đ: "d", Đ: "D", ð: "d", þ: "th" },
  ...{ "’": "'", "‘": "'", "–": "-", "—": "-", "&": "+", "€": "E" },
};

/** In the alphabet of SEPA: accents fall, what is unknown becomes a space. Never empty, since a name is compulsory. */
export function sepaText(text: string, length: number): string {
  const plain = text
    .replace(/./gu, (letter) => LIGATURES[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9/?:().,+' -]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/\/{2,}/g, "/")
    .trim()
    .slice(0, length)
    .trim();
  return plain === "" ? "-" : plain;
}

/** What a file of direct debits needs of the régie's settings and has not got; the names are those of the settings. */
export function missingSettings(debit: { creditorId: string; creditorName: string; creditorIban: string }): string[] {
  return (["creditorId", "creditorName", "creditorIban"] as const).filter((name) => debit[name] === "");
}

export function batchNumber({ year, number }: { year: number; number: number }): string {
  return `${year}-${String(number).padStart(4, "0")}`;
}

/** A further delivery of the same bytes says so by its name. */
export function batchFileName(batch: { year: number; number: number; regieCode: string }, isCopy: boolean): string {
  const code = batch.regieCode.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
  return `prelevements-${code}-${batchNumber(batch)}${isCopy ? "-copie" : ""}.xml`;
}

/** Reasons that banks give for a return, those that happen to families; anything else is "other". */
export const rejectionCodes = [
  "AM04",
  "AC01",
  "AC04",
  "AC06",
  "MD01",
  "MD06",
  "MD07",
  "MS02",
  "MS03",
  "other",
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

export function rejectionCode(reason: string): RejectionCode {
  return rejectionCodes.find((code) => code === reason.trim().toUpperCase()) ?? "other";
}
