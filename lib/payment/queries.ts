/** What may be paid, and what became of each try to pay it. A family pays the invoices that it may read, and sees the tries for those. */
import type { FamilyScope } from "@/lib/access/gate";
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import type { PaymentAttempt } from "@/lib/generated/prisma/client";
import { invoicesOfFamily } from "@/lib/invoice/queries";
import { type CivilDate, type CivilMonth, fromColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { claimsDueOf, dueOf } from "@/lib/ledger/queries";
import { type AmountLimits, DEFAULT_LIMITS, isIdop } from "@/lib/payfip/rules-request";
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { tokenOf } from "./rules";
import { type Offer, offersOf, refuseStart, type StartRefusal } from "./rules-start";
import { type AttemptTold, familyStatus } from "./rules-telling";

export type PayableInvoice = {
  id: string;
  regieId: string;
  householdId: string;
  payerId: string;
  year: number;
  number: number;
  refdet: string;
  month: CivilMonth;
  totalCents: Cents;
  /** Still owed, from the ledger. */
  dueCents: Cents;
  /** Owed to the comptable since it was handed over: no longer payable to the régie. */
  claimCents: Cents;
  /** A direct debit of it was sent to the bank, which has not answered yet. */
  isAtBank: boolean;
  dueOn: CivilDate | null;
};

/** An issued invoice; with a family's scope, only one that this family may read. */
export async function payableOf(tx: Tx, invoiceId: string, scope: FamilyScope | null): Promise<PayableInvoice | null> {
  const readable = scope ? await invoicesOfFamily(tx, scope) : {};
  const invoice = await tx.invoice.findFirst({
    where: { AND: [{ id: invoiceId, kind: "invoice", state: "issued" }, readable] },
  });
  if (!invoice?.refdet || invoice.number === null || invoice.year === null) return null;
  const [due, claims, debits] = await Promise.all([
    dueOf(tx, [invoice.id]),
    claimsDueOf(tx, [invoice.id]),
    tx.debitItem.count({ where: { invoiceId: invoice.id, state: "sent" } }),
  ]);
  const { id, regieId, householdId, payerId, year, number, refdet, month, totalCents, dueOn } = invoice;
  return {
    ...{ id, regieId, householdId, payerId, year, number, refdet, month, totalCents },
    dueCents: due.get(id) ?? 0,
    claimCents: claims.get(id) ?? 0,
    isAtBank: debits > 0,
    dueOn: dueOn && fromColumn(dueOn),
  };
}

/** The PayFiP contracts that a payer of this régie may choose among, and what one payment there may come to. */
export async function onlineTermsOf(tx: Tx, regieId: string): Promise<{ offers: Offer[]; limits: AmountLimits }> {
  const [rows, settings] = await Promise.all([
    tx.payfipContract.findMany({ where: { regieId }, orderBy: [{ isDefault: "desc" }, { numcli: "asc" }] }),
    regieSettingsOf(tx, regieId),
  ]);
  const contracts = rows.map(({ id, numcli, cardActive, debitActive }) => {
    return { contractId: id, numcli, card: cardActive, debit: debitActive };
  });
  const { PAYFIP_NUMCLI } = env();
  // Without contracts of its own, a régie uses the client number of the settings, of which nothing more is known.
  if (rows.length === 0 && PAYFIP_NUMCLI) {
    contracts.push({ contractId: "", numcli: PAYFIP_NUMCLI, card: true, debit: true });
  }
  const { minCents, maxCents } = settings.payfip;
  return { offers: offersOf(contracts), limits: { minCents: Math.max(minCents, DEFAULT_LIMITS.minCents), maxCents } };
}

export function attemptOf(tx: Tx, id: string): Promise<PaymentAttempt | null> {
  return tx.paymentAttempt.findUnique({ where: { id } });
}

/** The attempt that PayFiP speaks of, by its operation id. */
export function attemptByIdop(tx: Tx, idop: string): Promise<PaymentAttempt | null> {
  return tx.paymentAttempt.findUnique({ where: { idop } });
}

/** The attempt that a result of the redirect form is about: the one whose token the form sent back. A reference alone, which the payer reads, names none. */
export async function formAttemptOf(tx: Tx, refdet: string, token: string | null): Promise<PaymentAttempt | null> {
  if (token === null) return null;
  const rows = await tx.paymentAttempt.findMany({
    where: { refdet, gateway: "form", state: { not: "started" } },
    orderBy: { createdAt: "desc" },
    take: 50,
  });
  return rows.find((row) => tokenOf(row.id) === token) ?? null;
}

/** The tries to pay an invoice, as its family reads them; the latest first. One that never reached PayFiP is not a try. */
export async function attemptsOf(tx: Tx, invoiceId: string): Promise<AttemptTold[]> {
  const rows = await tx.paymentAttempt.findMany({
    where: { invoiceId, NOT: { state: { in: ["started"] } } },
    orderBy: { createdAt: "desc" },
  });
  return rows.filter((row) => row.idop !== null || row.gateway === "form").map(told);
}

export function told(row: PaymentAttempt): AttemptTold {
  const { id, amountCents, createdAt, paidAt } = row;
  const means = row.means === "card" || row.means === "debit" ? row.means : null;
  return { id, amountCents, createdAt, paidAt, means, status: familyStatus(row.state) };
}

/** A family's own attempt with the invoice it pays. */
export async function ownAttempt(tx: Tx, id: string, scope: FamilyScope) {
  const attempt = await attemptOf(tx, id);
  const invoice = attempt && (await payableOf(tx, attempt.invoiceId, scope));
  if (!invoice) return null;
  const receipt = await tx.receipt.findUnique({
    where: { attemptId: attempt.id },
    select: { id: true, year: true, number: true },
  });
  return { attempt: told(attempt), invoice, receipt };
}

/** Attempts of which something may still be learnt: those to ask about now. */
export async function openAttempts(tx: Tx): Promise<{ id: string }[]> {
  return tx.paymentAttempt.findMany({
    where: { OR: [{ state: { in: ["started", "pending", "unknown"] } }, { nextPollAt: { not: null } }] },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
}

/** The family's own attempt behind an operation id of PayFiP. */
export async function ownOperation(tx: Tx, idop: string, scope: FamilyScope): Promise<string | null> {
  const attempt = isIdop(idop) ? await attemptByIdop(tx, idop) : null;
  return attempt && (await payableOf(tx, attempt.invoiceId, scope)) ? attempt.id : null;
}

/** The invoice one wants to pay, with the reason why it cannot be paid online now; null when it is not the family's. */
export async function refusalFor(
  tx: Tx,
  invoiceId: string,
  scope: FamilyScope,
): Promise<{ invoice: PayableInvoice; reason: StartRefusal | null; offers: Offer[]; limits: AmountLimits } | null> {
  const invoice = await payableOf(tx, invoiceId, scope);
  if (!invoice) return null;
  const account = await tx.account.findUniqueOrThrow({ where: { id: scope.accountId }, select: { email: true } });
  const { offers, limits } = await onlineTermsOf(tx, invoice.regieId);
  const { dueCents, claimCents, isAtBank } = invoice;
  const reason = refuseStart({ dueCents, claimCents, isAtBank, offers, limits, mel: account.email });
  return { invoice, reason, offers, limits };
}
