/** What is held about a parent as an erasure sees it: what could go now, what stays and from when its time runs, what stands in the way today. */
import { childrenOfFamily, type FamilyScope } from "@/lib/access/gate";
import { requestsOfFamily } from "@/lib/casework/queries";
import { invoicesOf, invoicesOfFamily } from "@/lib/invoice/queries";
import { type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import type { Held, KeptSubject } from "./rules-erasure";

const dayOf = (instant: Date | null | undefined): CivilDate | null => (instant ? parisOf(instant).day : null);
const columnOf = (value: Date | null | undefined): CivilDate | null => (value ? fromColumn(value) : null);

export async function heldForErasure(tx: Tx, scope: FamilyScope): Promise<Record<KeptSubject, Held>> {
  const householdId = { in: [...scope.householdIds] };
  const children = childrenOfFamily(scope);
  const readable = await requestsOfFamily(tx, scope);
  const [bills, lastBill, bookings, lastBooking, kids, serving, requests, lastRequest, sessions, lastSession] =
    await Promise.all([
      tx.invoice.count({ where: await invoicesOfFamily(tx, scope) }),
      tx.invoice.findFirst({ where: await invoicesOfFamily(tx, scope), orderBy: { issuedOn: "desc" } }),
      tx.booking.count({ where: { householdId } }),
      tx.booking.findFirst({
        where: { householdId },
        orderBy: { activityDay: { day: "desc" } },
        select: { activityDay: { select: { day: true } } },
      }),
      tx.child.count({ where: children }),
      tx.schooling.count({ where: { child: children, schoolYear: { endsOn: { gte: toColumn(scope.today) } } } }),
      tx.familyRequest.count({ where: readable }),
      tx.familyRequest.findFirst({
        where: { AND: [readable, { closedAt: { not: null } }] },
        orderBy: { closedAt: "desc" },
      }),
      tx.session.count({ where: { accountId: scope.accountId } }),
      tx.session.findFirst({ where: { accountId: scope.accountId }, orderBy: { lastSeenAt: "desc" } }),
    ]);
  const lastEnd = serving > 0 ? null : await lastEnrolmentEnd(tx, scope);
  return {
    household: { count: scope.householdIds.length + kids, lastDay: lastEnd },
    bills: { count: bills, lastDay: columnOf(lastBill?.issuedOn) },
    bookings: { count: bookings, lastDay: columnOf(lastBooking?.activityDay.day) },
    journal: { count: bookings + bills > 0 ? 1 : 0, lastDay: scope.today },
    requests: { count: requests, lastDay: dayOf(lastRequest?.closedAt) },
    connections: { count: sessions, lastDay: dayOf(lastSession?.lastSeenAt) },
  };
}

async function lastEnrolmentEnd(tx: Tx, scope: FamilyScope): Promise<CivilDate> {
  const last = await tx.enrolment.findFirst({
    where: { householdId: { in: [...scope.householdIds] } },
    orderBy: { until: "desc" },
    select: { until: true },
  });
  return columnOf(last?.until) ?? scope.today;
}

/** Comforts that nothing needs: they go on request whatever else is pending. */
export async function goesNow(tx: Tx, scope: FamilyScope) {
  const [devices, feeds, phones] = await Promise.all([
    tx.knownDevice.count({ where: { accountId: scope.accountId } }),
    tx.calendarFeed.count({ where: { accountId: scope.accountId, revokedAt: null } }),
    tx.guardian.count({ where: { id: scope.guardianId, phoneWork: { not: null } } }),
  ]);
  return { devices, feeds, workPhone: phones };
}

/** What must end before the file itself can go. */
export async function blocksErasure(tx: Tx, scope: FamilyScope) {
  const householdId = { in: [...scope.householdIds] };
  const day = toColumn(scope.today);
  const [enrolled, booked, invoices, request] = await Promise.all([
    tx.enrolment.count({
      where: {
        ...{ householdId, state: { in: ["requested", "accepted"] } },
        OR: [{ until: null }, { until: { gte: day } }],
      },
    }),
    tx.booking.count({ where: { householdId, state: "booked", activityDay: { day: { gte: day } } } }),
    invoicesOf(tx, scope),
    tx.familyRequest.count({ where: { AND: [await requestsOfFamily(tx, scope), { closedAt: null }] } }),
  ]);
  const owed = invoices.filter(({ dueCents }) => dueCents !== 0).length;
  return { enrolled, booked, owed, request };
}
