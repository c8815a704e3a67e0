/** What the portal holds about a parent, counted for the page « Mes données ». The copy to take away is lib/privacy's. */
import { childrenOfFamily, type FamilyScope } from "@/lib/access/gate";
import { openSessions } from "@/lib/account/queries";
import { requestsOfFamily } from "@/lib/casework/queries";
import type { Locale } from "@/lib/i18n/locale";
import { invoicesOf } from "@/lib/invoice/queries";
import { familyEntries } from "@/lib/journal/queries";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

export const heldKinds = [
  "households",
  "children",
  "bookings",
  "attendance",
  "invoices",
  "payments",
  "requests",
  "sessions",
  "journal",
] as const;
export type HeldKind = (typeof heldKinds)[number];

type Reader = { scope: FamilyScope; today: CivilDate; locale: Locale };

export async function heldAbout(tx: Tx, reader: Reader & { now: Date }): Promise<Record<HeldKind, number>> {
  const { scope, now } = reader;
  const householdId = { in: [...scope.householdIds] };
  const [children, invoices, requests, sessions] = await Promise.all([
    tx.child.findMany({ where: childrenOfFamily(scope), select: { id: true } }),
    invoicesOf(tx, scope),
    requestsOfFamily(tx, scope).then((where) => tx.familyRequest.count({ where })),
    openSessions(tx, scope.accountId, now),
  ]);
  const [bookings, attendance, payments, journal] = await Promise.all([
    tx.booking.count({ where: { householdId } }),
    tx.attendance.count({ where: { bookingId: { in: await ownBookings(tx, scope) } } }),
    tx.receipt.count({ where: { invoiceId: { in: invoices.map(({ id }) => id) } } }),
    familyEntries(tx, reader, { group: "all", take: 1 }),
  ]);
  return {
    households: scope.householdIds.length,
    children: children.length,
    ...{ bookings, attendance, payments },
    invoices: invoices.length,
    requests,
    sessions: sessions.length,
    journal: journal.total,
  };
}

async function ownBookings(tx: Tx, scope: FamilyScope): Promise<string[]> {
  const rows = await tx.booking.findMany({
    where: { householdId: { in: [...scope.householdIds] } },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
