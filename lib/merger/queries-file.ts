/** The rows of a household that a joining names, table by table as lib/merger/rules-tables says: what serves the days to come. */
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import type { Counts } from "./rules";

export type Named = { id: string };
/** Rows that change hands and rows that end, by table. */
export type Found = { moves: Record<string, readonly Named[]>; ends: Record<string, readonly Named[]> };

const id = { id: true } as const;
const inForce = (today: CivilDate) => ({ OR: [{ until: null }, { until: { gte: toColumn(today) } }] });

export async function fileRows(
  tx: Tx,
  { intoId, fromId }: { intoId: string; fromId: string },
  today: CivilDate,
): Promise<Found> {
  const day = { gte: toColumn(today) };
  const ofHome = { householdId: fromId };
  const [booking, enrolment, waiting, contacts, pickups] = await Promise.all([
    tx.booking.findMany({ where: { ...ofHome, state: "booked", activityDay: { day } }, select: id }),
    tx.enrolment.findMany({
      where: { ...ofHome, state: { in: ["requested", "accepted"] }, ...inForce(today) },
      select: id,
    }),
    tx.waitingEntry.findMany({ where: { ...ofHome, state: { in: ["waiting", "offered"] } }, select: id }),
    tx.emergencyContact.findMany({ where: ofHome, select: id }),
    tx.pickupPerson.findMany({ where: ofHome, select: id }),
  ]);
  const [delegation, feeds, changes, requests, proposals] = await Promise.all([
    tx.delegation.findMany({ where: { ...ofHome, revokedAt: null, until: day }, select: id }),
    tx.calendarFeed.findMany({ where: { ...ofHome, revokedAt: null }, select: id }),
    tx.changeRequest.findMany({ where: { ...ofHome, state: "submitted" }, select: id }),
    tx.familyRequest.findMany({ where: { ...ofHome, closedAt: null }, select: id }),
    tx.sharedChange.findMany({ where: { ...ofHome, state: "proposed" }, select: id }),
  ]);
  const contested = await contestedRows(tx, { intoId, fromId }, today);
  const moves = {
    ...{ booking, enrolment, waiting_entry: waiting, emergency_contact: contacts, pickup_person: pickups },
    ...{ delegation, calendar_feed: feeds, change_request: changes, family_request: requests },
    ...{ shared_change: proposals, ...contested.moves },
  };
  return { moves, ends: contested.ends };
}

/** Rows of which the kept file may have its own: those of the other file then end. */
async function contestedRows(
  tx: Tx,
  { intoId, fromId }: { intoId: string; fromId: string },
  today: CivilDate,
): Promise<Found> {
  const [ofInto, ofFrom, period] = [{ householdId: intoId }, { householdId: fromId }, inForce(today)];
  const open = { withdrawnAt: null, draw: { state: "open" as const } };
  const [facts, ownFacts, cases, ownCases, wishes, ownWishes, quotients, ownQuotients] = await Promise.all([
    tx.declaredFact.findMany({ where: { ...ofFrom, ...period } }),
    tx.declaredFact.findMany({ where: { ...ofInto, ...period } }),
    tx.caseAssignment.findMany({ where: { ...ofFrom, ...period } }),
    tx.caseAssignment.findMany({ where: { ...ofInto, ...period } }),
    tx.drawWish.findMany({ where: { ...ofFrom, ...open } }),
    tx.drawWish.findMany({ where: { ...ofInto, ...open } }),
    tx.quotientFamilial.findMany({ where: { ...ofFrom, ...period } }),
    tx.quotientFamilial.count({ where: { ...ofInto, ...period } }),
  ]);
  return merged([
    apart("declared_fact", facts, (row) =>
      ownFacts.some((own) => own.fact === row.fact && own.childId === row.childId),
    ),
    apart("case_assignment", cases, (row) => ownCases.some((own) => own.accountId === row.accountId)),
    apart("draw_wish", wishes, (row) =>
      ownWishes.some((own) => own.drawId === row.drawId && own.childId === row.childId),
    ),
    { moves: { quotient_familial: ownQuotients === 0 ? quotients : [] }, ends: {} },
  ]);
}

/** What the kept one has already ends, the rest changes hands. */
export function apart<Row extends Named>(table: string, rows: readonly Row[], isThere: (row: Row) => boolean): Found {
  return {
    moves: { [table]: rows.filter((row) => !isThere(row)) },
    ends: { [table]: rows.filter(isThere) },
  };
}

export function merged(parts: readonly Found[]): Found {
  const join = (sides: readonly Found["moves"][]) => {
    const all: Record<string, Named[]> = {};
    for (const side of sides)
      for (const [table, rows] of Object.entries(side)) {
        const known = all[table] ?? [];
        all[table] = [...known, ...rows.filter((row) => !known.some((one) => one.id === row.id))];
      }
    return all;
  };
  return { moves: join(parts.map(({ moves }) => moves)), ends: join(parts.map(({ ends }) => ends)) };
}

/** What stays as it was made, for the preview. */
export async function stayingRows(tx: Tx, householdId: string, movingBookings: number): Promise<Counts> {
  const where = { householdId };
  const counts = {
    invoice: await tx.invoice.count({ where }),
    receipt: await tx.receipt.count({ where }),
    ledger_line: await tx.ledgerLine.count({ where }),
    past_booking: (await tx.booking.count({ where })) - movingBookings,
    document: await tx.document.count({ where }),
    household_address: await tx.householdAddress.count({ where }),
    closed_request: await tx.familyRequest.count({ where: { ...where, closedAt: { not: null } } }),
    payment_plan: await tx.paymentPlan.count({ where }),
    sepa_mandate: await tx.sepaMandate.count({ where }),
  };
  return Object.entries(counts).flatMap(([table, count]) => (count > 0 ? [{ table, count }] : []));
}
