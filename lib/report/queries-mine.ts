/** What the portal holds about a parent: counted for the page, and gathered into one file to take away (GDPR articles 15 and 20). */
import { childrenOfFamily, type FamilyScope } from "@/lib/access/gate";
import { openSessions } from "@/lib/account/queries";
import { record } from "@/lib/evidence/record";
import { childRecord, householdsOf } from "@/lib/household/queries";
import type { Locale } from "@/lib/i18n/locale";
import { invoicesOf, ownInvoice } from "@/lib/invoice/queries";
import { familyEntries } from "@/lib/journal/queries";
import { type CivilDate, fromColumn, parisOf } from "@/lib/kernel/civil-date";
import { ownRequests } from "@/lib/request/queries";
import type { Context } from "@/lib/server/context";
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
    ownRequests(tx, scope),
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
    requests: requests.length,
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

/** The most lines of the journal that the file carries, the latest. */
const JOURNAL_LINES = 5000;

/** The file, as plain values. Nothing of a child's other household is in it. The download is noted. */
export async function takeAway(context: Context, reader: Reader) {
  const { tx, today, moment } = context;
  const { scope } = reader;
  const [account, households, invoices, requests, journal] = await Promise.all([
    accountOf(tx, scope.accountId),
    householdsOf(tx, scope, today),
    invoicesOf(tx, scope),
    ownRequests(tx, scope),
    familyEntries(tx, reader, { group: "all", take: JOURNAL_LINES }),
  ]);
  const childIds = [...new Set(households.flatMap((household) => household.children.map(({ id }) => id)))];
  const children = await Promise.all(childIds.map((childId) => childRecord(tx, scope, { childId, today })));
  const details = await Promise.all(invoices.map(({ id }) => ownInvoice(tx, scope, id)));
  await record(context, {
    type: "export.made",
    subject: { kind: "account", id: scope.accountId },
    object: { kind: "personal-data", id: scope.accountId },
    body: { children: childIds.length, invoices: invoices.length, lines: journal.entries.length },
  });
  return {
    ...{ format: "portail-famille/1", takenAt: moment },
    ...{ account, households, children, requests },
    enrolments: await enrolmentsOf(tx, scope),
    bookings: await bookingsOf(tx, scope),
    invoices: details,
    journal: journal.entries.map(({ moment: at, did, facts, notes, reference }) => ({
      at,
      did,
      facts,
      notes,
      reference,
    })),
  };
}

async function accountOf(tx: Tx, id: string) {
  const [account, acceptances] = await Promise.all([
    tx.account.findUniqueOrThrow({
      where: { id },
      select: { email: true, firstName: true, lastName: true, locale: true, createdAt: true, lastSignInAt: true },
    }),
    tx.charterAcceptance.findMany({ where: { accountId: id }, select: { version: true, acceptedAt: true } }),
  ]);
  return { ...account, charter: acceptances };
}

async function enrolmentsOf(tx: Tx, scope: FamilyScope) {
  const rows = await tx.enrolment.findMany({
    where: { householdId: { in: [...scope.householdIds] }, child: childrenOfFamily(scope) },
    orderBy: { requestedAt: "asc" },
    select: {
      ...{ childId: true, state: true, since: true, until: true, motive: true },
      activity: { select: { nameFr: true, site: { select: { name: true } } } },
    },
  });
  return rows.map(({ since, until, activity, ...row }) => ({
    ...row,
    activity: activity.nameFr,
    site: activity.site.name,
    since: fromColumn(since),
    until: until && fromColumn(until),
  }));
}

async function bookingsOf(tx: Tx, scope: FamilyScope) {
  const rows = await tx.booking.findMany({
    where: { householdId: { in: [...scope.householdIds] } },
    orderBy: { bookedAt: "asc" },
    select: {
      ...{ childId: true, state: true, priceCents: true, bookedAt: true, cancelledAt: true },
      activityDay: { select: { day: true, activity: { select: { nameFr: true } } } },
    },
  });
  return rows.map(({ activityDay, bookedAt, cancelledAt, ...row }) => ({
    ...row,
    day: fromColumn(activityDay.day),
    activity: activityDay.activity.nameFr,
    bookedAt: parisOf(bookedAt).moment,
    cancelledAt: cancelledAt && parisOf(cancelledAt).moment,
  }));
}
