/**
 * What an answer of PayFiP means: result letters, error codes, the 20 minutes during which a payer may still be busy.
 * An answer that differs from what was asked is never a payment: it goes to the régisseur.
 */
import { type CivilDateTime, isCivilDate, isCivilTime } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { type Mode, parseMontant } from "./rules-request";

export type Means = "card" | "debit";
export type AnswerOutcome = "paid" | "refused" | "cancelled" | "suspect" | "unknown";
export type Difference = "amount" | "refdet" | "numcli" | "mode" | "idop" | "test";

/** Fields as received, names included: `idop` and `idOp`, upper and lower case all occur. */
export type AnswerFields = Readonly<Record<string, string>>;

export type Expected = {
  amountCents: Cents;
  refdet?: string | undefined;
  numcli?: string | undefined;
  idop?: string | undefined;
  mode?: Mode | undefined;
  /** False where invoices are real: a test payment then settles nothing. Not given: not judged. */
  testPays?: boolean | undefined;
  /** The unsigned form must echo every value: one that is missing counts as different. */
  everyField?: boolean | undefined;
};

export type Verdict = {
  /** What the portal may believe. */
  outcome: AnswerOutcome;
  /** What the result letter alone says: money may have moved although the outcome is `suspect`. */
  claim: Exclude<AnswerOutcome, "suspect">;
  means: Means | null;
  amountCents: Cents | null;
  /** Paris time, to the minute: all that PayFiP gives. */
  paidAt: CivilDateTime | null;
  numauto: string | null;
  differences: readonly Difference[];
};

/** What one question brought: a result, an error code, or nothing that can be used (outage, lost answer, web page). */
export type Reading = { kind: "verdict"; verdict: Verdict } | { kind: "code"; code: string } | { kind: "silence" };

export type ReadState = "waiting" | "paid" | "refused" | "cancelled" | "expired" | "suspect" | "unclear" | "no-change";

/** An operation lives 15 minutes; with a margin, nobody can be paying after 20. */
export const STILL_PAYING_MINUTES = 20;

const LETTERS: Readonly<Record<string, { claim: Verdict["claim"]; means: Means | null }>> = {
  P: { claim: "paid", means: "card" },
  V: { claim: "paid", means: "debit" },
  R: { claim: "refused", means: "card" },
  Z: { claim: "refused", means: "debit" },
  A: { claim: "cancelled", means: null },
};

export function isResultLetter(letter: string): boolean {
  return Object.hasOwn(LETTERS, letter);
}

/** The value of a field whatever the case of its name; null when absent or blank. */
export function fieldOf(fields: AnswerFields, name: string): string | null {
  const wanted = name.toLowerCase();
  const entry = Object.entries(fields).find(([key]) => key.toLowerCase() === wanted);
  const value = entry?.[1].trim() ?? "";
  return value === "" ? null : value;
}

/** `JJMMAAAA` and `HHMM`, Paris time, to "2026-11-23T16:30"; null unless both are there and exist in the calendar. */
export function paidAtOf(dattrans: string | null, heurtrans: string | null): CivilDateTime | null {
  const date = /^(\d{2})(\d{2})(\d{4})$/.exec(dattrans ?? "");
  const time = /^(\d{2})(\d{2})$/.exec(heurtrans ?? "");
  if (!date || !time) return null;
  const day = `${date[3]}-${date[2]}-${date[1]}`;
  const hour = `${time[1]}:${time[2]}`;
  return isCivilDate(day) && isCivilTime(hour) ? `${day}T${hour}` : null;
}

/** Reads the fields of a result and compares them with what the portal had asked for. */
export function judge(fields: AnswerFields, expected?: Expected): Verdict {
  const letter = fieldOf(fields, "resultrans") ?? "";
  const read = isResultLetter(letter) ? LETTERS[letter] : undefined;
  const claim = read?.claim ?? "unknown";
  const differences = differencesOf(fields, claim === "paid", expected);
  const montant = fieldOf(fields, "montant");
  return {
    outcome: claim !== "unknown" && differences.length > 0 ? "suspect" : claim,
    claim,
    means: read?.means ?? null,
    amountCents: montant === null ? null : parseMontant(montant),
    paidAt: paidAtOf(fieldOf(fields, "dattrans"), fieldOf(fields, "heurtrans")),
    numauto: fieldOf(fields, "numauto"),
    differences,
  };
}

function differencesOf(fields: AnswerFields, paid: boolean, expected?: Expected): Difference[] {
  const found: Difference[] = amountDiffers(fields, paid, expected) ? ["amount"] : [];
  const pairs = [
    ["refdet", "refdet", expected?.refdet],
    ["numcli", "numcli", expected?.numcli],
    ["mode", "saisie", expected?.mode],
    ["idop", "idop", expected?.idop],
  ] as const;
  for (const [name, field, wanted] of pairs) {
    const given = fieldOf(fields, field) ?? (expected?.everyField ? "" : wanted);
    if (wanted !== undefined && given !== wanted) found.push(name);
  }
  const test = (fieldOf(fields, "saisie") ?? expected?.mode) === "T";
  if (paid && test && expected?.testPays === false) found.push("test");
  return found;
}

/** A payment must name its amount; a refusal may leave it out, but not name another one. */
function amountDiffers(fields: AnswerFields, paid: boolean, expected?: Expected): boolean {
  const montant = fieldOf(fields, "montant");
  const amount = montant === null ? null : parseMontant(montant);
  if (!expected) return montant !== null && amount === null;
  if (montant === null && !paid && !expected.everyField) return false;
  return amount !== expected.amountCents;
}

/** What a reading says at an age. An unknown age counts as none: nothing expires for want of a date. */
export function stateOf(reading: Reading, ageMinutes: number | null): ReadState {
  const over = (ageMinutes ?? 0) >= STILL_PAYING_MINUTES;
  if (reading.kind === "silence") return "no-change";
  if (reading.kind === "code") {
    if (reading.code === "P1") return "expired";
    if (reading.code === "P5") return over ? "expired" : "waiting";
    return "no-change";
  }
  const { outcome } = reading.verdict;
  if (outcome === "cancelled") return over ? "cancelled" : "waiting";
  return outcome === "unknown" ? "unclear" : outcome;
}

/** Whose doing an error code is: the payer can cure an e-mail, the commune its settings, nobody an outage. */
export type Blame = "mel" | "amount" | "reference" | "settings" | "operation" | "outage" | "unlisted";

const BLAMES: Readonly<Record<string, Blame>> = {
  ...{ A1: "mel", A2: "mel", M1: "amount", M3: "amount", M5: "amount", R3: "reference" },
  ...{ S1: "settings", T1: "settings", T2: "settings", T4: "settings", T9: "settings", N1: "settings", D1: "settings" },
  ...{ P1: "operation", P3: "operation", P4: "operation", P5: "operation", "999": "outage" },
};

export function blameOf(code: string): Blame {
  return Object.hasOwn(BLAMES, code) ? (BLAMES[code] ?? "unlisted") : "unlisted";
}
