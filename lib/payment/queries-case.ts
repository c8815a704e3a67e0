/** The cases of money that wait for a person, and who is in charge of them. The régie's own: amounts and references, no child. */
import type { MoneyCase } from "@/lib/generated/prisma/client";
import type { Cents } from "@/lib/kernel/money";
import type { Tx } from "@/lib/server/db";
import type { AttemptState } from "./rules";
import { type CaseKind, isCaseKind, type Resolution } from "./rules-case";

/** Who a new case goes to: the first active account of the régie; null when there is none (« à prendre »). */
export async function personInCharge(tx: Tx): Promise<string | null> {
  const account = await tx.account.findFirst({
    where: { role: "regie", activatedAt: { not: null }, closedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return account?.id ?? null;
}

export type CaseTold = {
  id: string;
  kind: CaseKind;
  regieId: string;
  amountCents: Cents;
  state: "open" | "closed";
  openedAt: Date;
  /** Null: nobody has taken it. */
  inCharge: { id: string; name: string } | null;
  attempt: { id: string; state: AttemptState; refdet: string; idop: string | null } | null;
  invoice: { id: string; year: number; number: number; payer: string } | null;
  lineId: string | null;
  closing: { at: Date; resolution: Resolution | null; reason: string } | null;
};

/** Open cases of a régie, or of all; the oldest first, at most 500. */
export async function openCases(tx: Tx, where: { regieId?: string; kinds?: readonly CaseKind[] } = {}) {
  const { regieId, kinds } = where;
  const rows = await tx.moneyCase.findMany({
    where: { state: "open", ...(regieId && { regieId }), ...(kinds && { kind: { in: [...kinds] } }) },
    orderBy: [{ openedAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  return casesTold(tx, rows);
}

/** One case, open or closed. */
export async function caseById(tx: Tx, id: string): Promise<CaseTold | null> {
  const row = await tx.moneyCase.findUnique({ where: { id } });
  const [told] = row ? await casesTold(tx, [row]) : [];
  return told ?? null;
}

/** How many cases of a régie wait, and since when the oldest does. */
export async function openCaseCount(tx: Tx, regieId?: string): Promise<{ count: number; oldest: Date | null }> {
  const { _count, _min } = await tx.moneyCase.aggregate({
    where: { state: "open", ...(regieId && { regieId }) },
    _count: true,
    _min: { openedAt: true },
  });
  return { count: _count, oldest: _min.openedAt };
}

async function casesTold(tx: Tx, rows: readonly MoneyCase[]): Promise<CaseTold[]> {
  const [accounts, attempts] = await Promise.all([
    tx.account.findMany({
      where: { id: { in: idsOf(rows, "assignedToId") } },
      select: { id: true, firstName: true, lastName: true },
    }),
    tx.paymentAttempt.findMany({
      where: { id: { in: idsOf(rows, "attemptId") } },
      select: { id: true, state: true, refdet: true, idop: true, invoiceId: true },
    }),
  ]);
  const attemptOf = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  const invoiceIdOf = (row: MoneyCase) => row.invoiceId ?? attemptOf.get(row.attemptId ?? "")?.invoiceId ?? "";
  const invoices = await invoicesTold(tx, rows.map(invoiceIdOf));
  const names = new Map(accounts.map(({ id, firstName, lastName }) => [id, { id, name: `${firstName} ${lastName}` }]));
  return rows.flatMap((row) => {
    const { id, kind, regieId, amountCents, state, openedAt, lineId, closedAt, resolution, reason } = row;
    const attempt = attemptOf.get(row.attemptId ?? "");
    const told = attempt && { id: attempt.id, state: attempt.state, refdet: attempt.refdet, idop: attempt.idop };
    if (!isCaseKind(kind)) return [];
    return {
      ...{ id, kind, regieId, amountCents, state, openedAt, lineId, attempt: told ?? null },
      inCharge: names.get(row.assignedToId ?? "") ?? null,
      invoice: invoices.get(invoiceIdOf(row)) ?? null,
      closing: closedAt && { at: closedAt, resolution: resolution as Resolution | null, reason: reason ?? "" },
    };
  });
}

function idsOf(rows: readonly MoneyCase[], key: "assignedToId" | "attemptId"): string[] {
  return [...new Set(rows.flatMap((row) => row[key] ?? []))];
}

async function invoicesTold(tx: Tx, ids: readonly string[]) {
  const invoices = await tx.invoice.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, year: true, number: true, payerId: true },
  });
  const payers = await tx.payer.findMany({
    where: { id: { in: invoices.map((invoice) => invoice.payerId) } },
    select: { id: true, name: true },
  });
  const names = new Map(payers.map(({ id, name }) => [id, name]));
  return new Map(
    invoices.map(({ id, year, number, payerId }) => [
      id,
      { id, year: year ?? 0, number: number ?? 0, payer: names.get(payerId) ?? "" },
    ]),
  );
}
