/**
 * The account of a payer over some days: every entry of the books that touches it, with the balance after each. The balance is what is owed less what
 * the régie holds for the payer, credits and refunds on their way alike; above zero is a debt. Pure.
 */
import type { Issuer } from "@/lib/invoice/schema";
import type { CivilDate, CivilMonth } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import { type EntryKind, type LedgerAccount, type Means, means } from "@/lib/ledger/rules";
import type { Period } from "./schema";

/** What a payer owes or is owed: the accounts of the statement. */
export const OWN_ACCOUNTS = ["receivable", "credit", "refund_payable"] as const satisfies readonly LedgerAccount[];

export type EntryLine = { account: LedgerAccount; amountCents: Cents; invoiceId: string | null };
export type Entry = { id: string; kind: EntryKind; day: CivilDate; sourceId: string; lines: readonly EntryLine[] };

export type StatementLine = {
  id: string;
  kind: EntryKind;
  day: CivilDate;
  /** The invoice it is about, or the credit note itself. */
  invoiceId: string | null;
  means: Means | null;
  /** What moved, above zero; also where the balance stays. */
  amountCents: Cents;
  chargedCents: Cents;
  paidCents: Cents;
  balanceCents: Cents;
};
export type Statement = { openingCents: Cents; closingCents: Cents; lines: StatementLine[] };

/** `entries` in the order of their days. */
export function statementOf(openingCents: Cents, entries: readonly Entry[]): Statement {
  let balance = openingCents;
  const lines = entries.map((entry): StatementLine => {
    const effect = effectOf(entry.lines);
    balance += effect;
    return {
      ...{ id: entry.id, kind: entry.kind, day: entry.day, balanceCents: balance },
      invoiceId: entry.kind === "credit.issued" ? entry.sourceId : invoiceOf(entry.lines),
      means: means.find((by) => entry.lines.some(({ account }) => account === by)) ?? null,
      amountCents: movedOf(entry.lines),
      chargedCents: Math.max(effect, 0),
      paidCents: Math.max(-effect, 0),
    };
  });
  return { openingCents, closingCents: balance, lines };
}

export function effectOf(lines: readonly Pick<EntryLine, "account" | "amountCents">[]): Cents {
  return sum(lines.filter(({ account }) => isOwn(account)).map(({ amountCents }) => amountCents));
}

function isOwn(account: LedgerAccount): boolean {
  return OWN_ACCOUNTS.some((own) => own === account);
}

/** Of the lines of an entry one side is as much as the other. */
function movedOf(lines: readonly EntryLine[]): Cents {
  return sum(lines.map(({ amountCents }) => Math.max(amountCents, 0)));
}

function invoiceOf(lines: readonly EntryLine[]): string | null {
  return lines.find(({ invoiceId }) => invoiceId !== null)?.invoiceId ?? null;
}

/** The statement with what its paper names. */
export type Account = {
  period: Period;
  statement: Statement;
  /** Numbers and months of the papers that the lines name. */
  papers: ReadonlyMap<string, { number: string; month: CivilMonth }>;
  /** To whom the last invoice was addressed. */
  holder: { name: string; address: string[] };
  issuer: Issuer;
};
