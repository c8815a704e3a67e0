/** What the family's home page reads besides its two weeks of bookings: what is owed, what a place offered waits for, a PAI that ends. */
import type { FamilyScope } from "@/lib/access/gate";
import { readFacts } from "@/lib/booking/queries-facts";
import { childrenIn } from "@/lib/household/queries";
import { type InvoiceSummary, invoicesOf } from "@/lib/invoice/queries";
import { addDays, type CivilDate, firstDayOf, fromColumn, monthOf, toColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { familyStatus } from "@/lib/payment/rules-telling";
import type { Tx } from "@/lib/server/db";
import { type Owed, periodOf } from "./rules-home";

/** Of the invoices that the parent may read, those with something left to pay, the first due first. */
export async function owedBy(tx: Tx, invoices: readonly InvoiceSummary[]): Promise<Owed[]> {
  const open = invoices.filter((invoice) => invoice.dueCents > 0);
  if (open.length === 0) return [];
  const attempts = await tx.paymentAttempt.findMany({
    where: { invoiceId: { in: open.map(({ id }) => id) }, idop: { not: null } },
    select: { invoiceId: true, state: true },
  });
  const checked = attempts.filter(({ state }) => familyStatus(state) === "checking");
  return open
    .map(({ id, month, dueOn, dueCents }) => ({
      ...{ invoiceId: id, month, dueOn, cents: dueCents },
      checking: checked.some((attempt) => attempt.invoiceId === id),
    }))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

/** How many invoices wait for the parent, for the menu. */
export async function unpaidOf(tx: Tx, scope: FamilyScope): Promise<number> {
  return (await invoicesOf(tx, scope)).filter((invoice) => invoice.dueCents > 0).length;
}

/** The price of what was booked since the first of the month: an estimate, since absences are counted at the end. */
export async function bookedSoFar(tx: Tx, householdIds: readonly string[], today: CivilDate): Promise<Cents> {
  const { _sum } = await tx.booking.aggregate({
    where: {
      householdId: { in: [...householdIds] },
      state: "booked",
      activityDay: { day: { gte: toColumn(firstDayOf(monthOf(today))), lte: toColumn(today) } },
    },
    _sum: { priceCents: true },
  });
  return _sum.priceCents ?? 0;
}

/** The last receipt, for « payée depuis le 12 novembre ». */
async function lastPaid(tx: Tx, invoices: readonly InvoiceSummary[]) {
  const row = await tx.receipt.findFirst({
    where: { invoiceId: { in: invoices.map(({ id }) => id) }, amountCents: { gt: 0 } },
    orderBy: { recordedAt: "desc" },
    select: { amountCents: true, receivedOn: true, invoiceId: true, invoice: { select: { month: true } } },
  });
  return (
    row && {
      invoiceId: row.invoiceId,
      month: row.invoice.month,
      cents: row.amountCents,
      day: fromColumn(row.receivedOn),
    }
  );
}

/** The first day from `from` on for which these households have booked anything. */
async function nextBooked(tx: Tx, householdIds: readonly string[], from: CivilDate): Promise<CivilDate | null> {
  const row = await tx.booking.findFirst({
    where: {
      householdId: { in: [...householdIds] },
      state: "booked",
      activityDay: { day: { gte: toColumn(from) }, closedFr: null },
    },
    orderBy: { activityDay: { day: "asc" } },
    select: { activityDay: { select: { day: true } } },
  });
  return row && fromColumn(row.activityDay.day);
}

/** PAI that end within two months. */
async function endingPai(tx: Tx, childIds: readonly string[], today: CivilDate) {
  const rows = await tx.childHealth.findMany({
    where: {
      childId: { in: [...childIds] },
      hasPai: true,
      paiUntil: { gte: toColumn(today), lte: toColumn(addDays(today, 60)) },
    },
    select: { childId: true, paiUntil: true, child: { select: { firstName: true } } },
  });
  return rows.flatMap(({ childId, paiUntil, child }) =>
    paiUntil ? [{ childId, firstName: child.firstName, until: fromColumn(paiUntil) }] : [],
  );
}

/** All that the home page shows of the person's households. */
export async function homeFacts(tx: Tx, scope: FamilyScope, today: CivilDate) {
  const own = scope.householdIds;
  const [children, invoices] = await Promise.all([childrenIn(tx, scope, today), invoicesOf(tx, scope)]);
  const childIds = children.map((child) => child.id);
  const [facts, owed, soFar, paid, next, pai] = await Promise.all([
    readFacts(tx, { own, childIds, period: periodOf(today) }),
    owedBy(tx, invoices),
    bookedSoFar(tx, own, today),
    lastPaid(tx, invoices),
    nextBooked(tx, own, today),
    endingPai(tx, childIds, today),
  ]);
  return { children, facts, owed, soFar, paid, next, pai };
}
