/**
 * What a line of a file may be: every candidate with its confidence out of 100 and the name of the rule that says so. Nothing is matched here:
 * from SURE on a match is proposed and a person confirms it, below it waits in the worklist (domain rules 37–39). Pure, and blind to the order
 * in which files came: all open lines are weighed together, in an order of their own.
 */
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { foldWords } from "@/lib/kernel/text/fold";
import type { Detail, LineKind } from "@/lib/reading/schema";
import { type MatchKind, type MatchRule, SURE } from "./schema";

export type Line = {
  id: string;
  kind: LineKind;
  lineKey: string;
  day: CivilDate;
  amountCents: Cents;
  reference: string;
  label: string;
  detail: Detail;
};

export type Candidate = { kind: MatchKind; id: string; confidence: number; rule: MatchRule };

/** An attempt at PayFiP; `amountCents` is what PayFiP answered, or else what was asked. */
export type AttemptFact = {
  id: string;
  refdet: string;
  amountCents: Cents;
  day: CivilDate;
  /** paid: in the books. asked: PayFiP never said that it was paid. doubtful: waits for a person. */
  standing: "paid" | "asked" | "doubtful" | "rejected";
  isDebit: boolean;
  operations: readonly string[];
};
export type InvoiceFact = { id: string; refdet: string; year: number; number: number; dueCents: Cents; payer: string };
/** Money moved together: a remittance, a deposit slip, a file of debits, PayFiP's payout of a day. */
export type MovedFact = { id: string; day: CivilDate; amountCents: Cents };
export type ReceiptFact = MovedFact & { reference: string };
export type DebitFact = { id: string; endToEndId: string; amountCents: Cents };
export type ClaimFact = { id: string; lotId: string; exer: number; bordereau: number; piece: number; debt: string };

export type Facts = {
  attempts: readonly AttemptFact[];
  invoices: readonly InvoiceFact[];
  /** Transfers written down by hand. */
  receipts: readonly ReceiptFact[];
  remittances: readonly MovedFact[];
  deposits: readonly MovedFact[];
  batches: readonly MovedFact[];
  payouts: readonly MovedFact[];
  debits: readonly DebitFact[];
  claims: readonly ClaimFact[];
  /** What confirmed lines hold already, each by its `takenKey`. */
  taken: ReadonlySet<string>;
};

/** The list is made at night, and shows a Friday's payments after the weekend: from the day before to four days after. */
export const LIST_WINDOW = { before: 1, after: 4 } as const;
/** A deposit or a versement reaches the account within ten days. */
const BANK_WINDOW = { before: 1, after: 10 } as const;

type Within = (line: CivilDate, known: CivilDate, window: { before: number; after: number }) => boolean;

/** Days are few and lines many: the edges of each day's window are reckoned once. */
function windows(): Within {
  const edges = new Map<string, { first: CivilDate; last: CivilDate }>();
  return (line, known, { before, after }) => {
    const key = `${known}/${after}`;
    const edge = edges.get(key) ?? { first: addDays(known, -before), last: addDays(known, after) };
    edges.set(key, edge);
    return line >= edge.first && line <= edge.last;
  };
}

export type Weigher = (line: Line) => Candidate[];

/** Reads the facts once, so that ten thousand lines are weighed by look-ups. */
export function weigherOf(facts: Facts): Weigher {
  const attempts = groupBy(facts.attempts, (attempt) => attempt.refdet);
  const operations = new Map(facts.attempts.flatMap((one) => one.operations.map((name) => [name, one] as const)));
  const byRefdet = new Map(facts.invoices.map((invoice) => [invoice.refdet, invoice]));
  const byNumber = new Map(facts.invoices.map((invoice) => [`${invoice.year}-${invoice.number}`, invoice]));
  const byDue = groupBy(facts.invoices, (invoice) => String(invoice.dueCents));
  const debits = new Map(facts.debits.map((debit) => [debit.endToEndId, debit]));
  const claims = new Map(facts.claims.map((claim) => [`${claim.exer}-${claim.bordereau}-${claim.piece}`, claim]));
  const roles = new Map(facts.claims.map((claim) => [`${claim.exer}-${claim.bordereau}`, claim]));
  const within = windows();
  const moved = movedOf(facts, within);
  return (line) => {
    if (line.kind === "list") return ofList(line, { attempts, operations, byRefdet, within });
    if (line.kind === "bank") return [...ofBank(line, { byRefdet, byNumber, byDue, debits }), ...moved(line)];
    return ofTreasury(line, { claims, roles });
  };
}

type ListIndex = {
  attempts: Map<string, AttemptFact[]>;
  operations: Map<string, AttemptFact>;
  byRefdet: Map<string, InvoiceFact>;
  within: Within;
};

function ofList(line: Line, { attempts, operations, byRefdet, within }: ListIndex): Candidate[] {
  const named = [line.detail.idop, line.detail.numauto].flatMap((name) => operations.get(String(name ?? "")) ?? []);
  const known = attempts.get(line.reference) ?? [];
  const found = [
    ...named.flatMap((one) => attemptCandidate(line, one, { within, isNamed: true })),
    ...known.flatMap((one) => attemptCandidate(line, one, { within, isNamed: false })),
  ];
  if (found.length > 0 || line.amountCents <= 0) return found;
  const invoice = byRefdet.get(line.reference);
  return invoice ? [{ kind: "invoice", id: invoice.id, confidence: 70, rule: "refdet-invoice" }] : [];
}

type Weighing = { within: Within; isNamed: boolean };

function attemptCandidate(line: Line, attempt: AttemptFact, { within, isNamed }: Weighing): Candidate[] {
  const made = (confidence: number, rule: MatchRule): Candidate[] => [
    { kind: "attempt", id: attempt.id, confidence, rule },
  ];
  if (line.amountCents < 0) {
    if (!attempt.isDebit || attempt.amountCents !== -line.amountCents) return [];
    return attempt.standing === "asked" ? [] : made(90, "debit-rejected");
  }
  if (attempt.amountCents !== line.amountCents) return made(80, "refdet-amount-differs");
  if (attempt.standing === "rejected") return made(60, "refdet-amount");
  if (attempt.standing !== "paid") return made(90, "refdet-late");
  if (isNamed) return made(100, "operation");
  return within(line.day, attempt.day, LIST_WINDOW) ? made(100, "refdet-amount-day") : made(SURE, "refdet-amount");
}

type BankIndex = {
  byRefdet: Map<string, InvoiceFact>;
  byNumber: Map<string, InvoiceFact>;
  byDue: Map<string, InvoiceFact[]>;
  debits: Map<string, DebitFact>;
};

function ofBank(line: Line, index: BankIndex): Candidate[] {
  if (line.amountCents < 0) return returnedDebit(line, index);
  const named = namedInvoices(line, index);
  if (named.length > 0) return named;
  const said = wordsOf(`${line.label} ${line.reference} ${line.detail.party ?? ""}`);
  const same = index.byDue.get(String(line.amountCents)) ?? [];
  const alike = same.filter(({ payer }) => [...wordsOf(payer)].every((word) => said.has(word)));
  const confidence = alike.length === 1 ? 70 : 50;
  return alike.map(({ id }) => ({ kind: "invoice", id, confidence, rule: "transfer-name" }));
}

function returnedDebit(line: Line, { debits }: BankIndex): Candidate[] {
  const debit = debits.get(String(line.detail.endToEndId ?? "")) ?? debits.get(line.reference);
  if (!debit) return [];
  const confidence = debit.amountCents === -line.amountCents ? 100 : 80;
  return [{ kind: "debit", id: debit.id, confidence, rule: "debit-returned" }];
}

/** The invoices that the label names, by reference or else by number. */
function namedInvoices(line: Line, { byRefdet, byNumber }: BankIndex): Candidate[] {
  const text = `${line.label} ${line.reference}`;
  const named = [
    ...refdetsIn(text).map((refdet) => ({ invoice: byRefdet.get(refdet), rule: "transfer-refdet" as const })),
    ...numbersIn(text).map((number) => ({ invoice: byNumber.get(number), rule: "transfer-number" as const })),
  ];
  const found = new Map<string, Candidate>();
  for (const { invoice, rule } of named) {
    if (!invoice || found.has(invoice.id)) continue;
    const whole = invoice.dueCents === line.amountCents;
    const judged = whole ? { confidence: SURE, rule } : { confidence: 80, rule: "transfer-part" as const };
    found.set(invoice.id, { kind: "invoice", id: invoice.id, ...judged });
  }
  return [...found.values()];
}

/** Words of six letters and digits or more with at least one digit: what a reference can look like in a label. */
export function refdetsIn(text: string): string[] {
  const words = text.toUpperCase().split(/[^A-Z0-9]+/);
  return [...new Set(words.filter((word) => word.length >= 6 && word.length <= 30 && /\d/.test(word)))];
}

/** "2026-000123", "2026/123" or "2026 000123" as "2026-123". */
export function numbersIn(text: string): string[] {
  const found = text.matchAll(/(?<!\d)(20\d{2})[-/ ]?(\d{6}|(?<=[-/])\d{1,6})(?!\d)/g);
  return [...new Set([...found].map(([, year, number]) => `${year}-${Number(number)}`))];
}

function wordsOf(text: string): Set<string> {
  return new Set(
    foldWords(text)
      .split(" ")
      .filter((word) => word.length > 1),
  );
}

/** What moved together is known by its amount and its day; two of the same amount at once are for a person. */
function movedOf(facts: Facts, within: Within): Weigher {
  const sides = [
    { kind: "remittance", sign: -1, list: facts.remittances, sure: "remittance-amount-day", else: "remittance-amount" },
    { kind: "deposit", sign: 1, list: facts.deposits, sure: "deposit-amount-day", else: "deposit-amount" },
    { kind: "batch", sign: 1, list: facts.batches, sure: "batch-amount-day", else: "batch-amount" },
    { kind: "payout", sign: 1, list: facts.payouts, sure: "payout-amount-day", else: "payout-amount" },
    { kind: "receipt", sign: 1, list: facts.receipts, sure: "receipt-amount-day", else: null },
  ] as const;
  const indexed = sides.map((side) => ({
    ...side,
    byAmount: groupBy<MovedFact>(side.list, (one) => String(one.amountCents)),
  }));
  return (line) =>
    indexed.flatMap(({ kind, sign, byAmount, ...rule }): Candidate[] => {
      const same = byAmount.get(String(line.amountCents * sign)) ?? [];
      const near = same.filter((one) => within(line.day, one.day, BANK_WINDOW));
      if (near.length > 0) {
        const confidence = near.length === 1 ? SURE : 90;
        return near.map(({ id }) => ({ kind, id, confidence, rule: rule.sure }));
      }
      const other = rule.else;
      return other === null ? [] : same.map(({ id }) => ({ kind, id, confidence: 60, rule: other }));
    });
}

type ClaimIndex = { claims: Map<string, ClaimFact>; roles: Map<string, ClaimFact> };

function ofTreasury(line: Line, { claims, roles }: ClaimIndex): Candidate[] {
  if (line.detail.piece === undefined) {
    const role = roles.get(line.reference);
    return role ? [{ kind: "bordereau", id: role.lotId, confidence: 100, rule: "bordereau-number" }] : [];
  }
  const claim = claims.get(line.reference);
  if (!claim) return [];
  const debt = String(line.detail.debt ?? "");
  // The same numbers with another debt are another year's role, or another commune's.
  if (debt !== "" && claim.debt !== "" && Number(debt) !== Number(claim.debt)) return [];
  const rule = debt === "" ? "claim-number" : "claim-number-debt";
  return [{ kind: "claim", id: claim.id, confidence: debt === "" ? SURE : 100, rule }];
}

/** A claim has many lines (its state, each sum); everything else has one, and a second line alike is a question. */
const SHARED: readonly MatchKind[] = ["claim", "bordereau"];

/** A payment and the debit that took it back are two lines of one attempt: each way is held by one line. */
export function takenKey({ kind, id }: { kind: string; id: string }, amountCents: Cents): string {
  return `${kind}/${id}${kind === "attempt" && amountCents < 0 ? "/back" : ""}`;
}

/** The best candidate of each line, none used twice: the surest pairs first. Null for a line without any. */
export function propose(lines: readonly Line[], facts: Facts): Map<string, Candidate | null> {
  const weigh = weigherOf(facts);
  const ordered = [...lines].sort((a, b) => order(a.day, b.day) || order(a.lineKey, b.lineKey));
  const pairs = ordered.flatMap((line, at) => weigh(line).map((candidate) => ({ line, at, candidate })));
  pairs.sort(
    (a, b) => b.candidate.confidence - a.candidate.confidence || a.at - b.at || order(a.candidate.id, b.candidate.id),
  );
  const taken = new Set(facts.taken);
  const best = new Map<string, Candidate | null>(lines.map((line) => [line.id, null]));
  for (const { line, candidate } of pairs) {
    const key = takenKey(candidate, line.amountCents);
    if (best.get(line.id) !== null || taken.has(key)) continue;
    best.set(line.id, candidate);
    if (!SHARED.includes(candidate.kind)) taken.add(key);
  }
  return best;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function groupBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
