/** The rows of a child's second record that a joining names, table by table as lib/merger/rules-tables says. */
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { apart, type Found, merged } from "./queries-file";
import type { Counts, MergeRefusal, Twin } from "./rules";

const id = { id: true } as const;
const LIVE = { in: ["requested" as const, "accepted" as const] };
const WAITS = { in: ["waiting" as const, "offered" as const] };

export async function twinRows(tx: Tx, { keptId, goneId }: Twin, today: CivilDate): Promise<Found> {
  const day = { gte: toColumn(today) };
  const of = { childId: goneId };
  const [booking, enrolment, waiting_entry, attendance, child_badge, delegation] = await Promise.all([
    tx.booking.findMany({ where: { ...of, state: "booked", activityDay: { day } }, select: id }),
    tx.enrolment.findMany({ where: { ...of, state: LIVE, ...inForce(today) }, select: id }),
    tx.waitingEntry.findMany({ where: { ...of, state: WAITS }, select: id }),
    tx.attendance.findMany({ where: { ...of, activityDayId: { in: await daysOf(tx, goneId, today) } }, select: id }),
    tx.childBadge.findMany({ where: { ...of, revokedAt: null }, select: id }),
    tx.delegation.findMany({ where: { ...of, revokedAt: null, until: day }, select: id }),
  ]);
  const [document, family_request, change_request, shared_change, household_payer] = await Promise.all([
    tx.document.findMany({ where: { ...of, state: { not: "draft" } }, select: id }),
    tx.familyRequest.findMany({ where: of, select: id }),
    tx.changeRequest.findMany({ where: of, select: id }),
    tx.sharedChange.findMany({ where: { ...of, state: "proposed" }, select: id }),
    tx.householdPayer.findMany({ where: { ...of, ...inForce(today) }, select: id }),
  ]);
  const moves = {
    ...{ booking, enrolment, waiting_entry, attendance, child_badge, delegation, document },
    ...{ family_request, change_request, shared_change, household_payer },
  };
  return merged([{ moves, ends: {} }, await contestedRows(tx, { keptId, goneId }, today)]);
}

const inForce = (today: CivilDate) => ({ OR: [{ until: null }, { until: { gte: toColumn(today) } }] });

/** Days of today and later on which the child is marked already: an absence that was announced, a presence of this morning. */
async function daysOf(tx: Tx, childId: string, today: CivilDate): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT d.id FROM attendance a JOIN activity_day d ON d.id = a.activity_day_id
    WHERE a.child_id = ${childId} AND d.day >= ${today}`;
  return rows.map((row) => row.id);
}

/** Rows of which the kept record may have its own: those of the other then end, or stay where they say the same. */
async function contestedRows(tx: Tx, { keptId, goneId }: Twin, today: CivilDate): Promise<Found> {
  const [ofKept, ofGone, period] = [{ childId: keptId }, { childId: goneId }, inForce(today)];
  const open = { withdrawnAt: null, draw: { state: "open" as const } };
  const [facts, ownFacts, schools, ownSchools, rides, ownRides, wishes, ownWishes] = await Promise.all([
    tx.declaredFact.findMany({ where: { ...ofGone, ...period } }),
    tx.declaredFact.findMany({ where: { ...ofKept, ...period } }),
    tx.schooling.findMany({ where: { ...ofGone, ...period } }),
    tx.schooling.findMany({ where: { ...ofKept, ...period } }),
    tx.busRide.findMany({ where: { ...ofGone, ...period } }),
    tx.busRide.findMany({ where: { ...ofKept, ...period } }),
    tx.drawWish.findMany({ where: { ...ofGone, ...open } }),
    tx.drawWish.findMany({ where: { ...ofKept, ...open } }),
  ]);
  return merged([
    apart("declared_fact", facts, (row) => ownFacts.some(({ fact }) => fact === row.fact)),
    apart("schooling", schools, (row) => ownSchools.some(({ schoolYearId }) => schoolYearId === row.schoolYearId)),
    apart("bus_ride", rides, (row) =>
      ownRides.some(({ activityId, direction }) => activityId === row.activityId && direction === row.direction),
    ),
    apart("draw_wish", wishes, (row) => ownWishes.some(({ drawId }) => drawId === row.drawId)),
    await listedPeople(tx, { keptId, goneId }),
  ]);
}

/** Everybody on the lists of the second record. */
async function listedPeople(tx: Tx, { goneId }: Twin): Promise<Found> {
  const [emergency_contact, pickup_person] = await Promise.all([
    tx.emergencyContact.findMany({ where: { childId: goneId }, select: id }),
    tx.pickupPerson.findMany({ where: { childId: goneId }, select: id }),
  ]);
  return { moves: { emergency_contact, pickup_person }, ends: {} };
}

/** Those of them who stand on the list of the first record in the same words, for the same home; the home that closes is the one it is joined to. */
export async function listedTwice(
  tx: Tx,
  { keptId, goneId }: Twin,
  files: { intoId: string; fromId: string } | null,
): Promise<string[]> {
  const [contacts, own, pickups, ownPickups] = await Promise.all([
    tx.emergencyContact.findMany({ where: { childId: goneId } }),
    tx.emergencyContact.findMany({ where: { childId: keptId } }),
    tx.pickupPerson.findMany({ where: { childId: goneId } }),
    tx.pickupPerson.findMany({ where: { childId: keptId } }),
  ]);
  const homeOf = (home: unknown) => (home === files?.fromId ? files?.intoId : home);
  const saysOf = (row: Record<string, unknown>) => [row.name, row.phone, row.kind, homeOf(row.householdId)].join("\n");
  const among = (known: readonly object[]) => {
    const words = new Set(known.map((row) => saysOf({ ...row })));
    return (row: object) => words.has(saysOf({ ...row }));
  };
  return [...contacts.filter(among(own)), ...pickups.filter(among(ownPickups))].map((row) => row.id);
}

/** The second record of a child may not bring what the first has already: one of the two is to be undone by hand. */
export async function clashOf(tx: Tx, { keptId, goneId }: Twin, today: CivilDate): Promise<MergeRefusal | null> {
  const of = { childId: { in: [keptId, goneId] } };
  const [booked, waits, enrolled, marked, papers] = await Promise.all([
    tx.booking.findMany({ where: { ...of, state: "booked", activityDay: { day: { gte: toColumn(today) } } } }),
    tx.waitingEntry.findMany({ where: { ...of, state: WAITS } }),
    tx.enrolment.findMany({ where: { ...of, state: LIVE } }),
    tx.attendance.findMany({ where: { childId: keptId, activityDayId: { in: await daysOf(tx, goneId, today) } } }),
    tx.document.count({ where: { childId: goneId, state: "waiting" } }),
  ]);
  const twice = (keys: readonly string[]) => new Set(keys).size < keys.length;
  if (marked.length > 0 || twice(booked.map((row) => row.activityDayId))) return "twice-booked";
  if (twice(waits.map((row) => row.activityDayId))) return "twice-waiting";
  if (twice(enrolled.map((row) => `${row.activityId} ${row.schoolYearId}`))) return "twice-enrolled";
  // Its pages are sealed for the record that ends: somebody decides about them first.
  return papers > 0 ? "document-waiting" : null;
}

/** What the kept record takes besides rows. */
export async function joiningCounts(tx: Tx, { keptId, goneId }: Twin, today: CivilDate): Promise<Counts> {
  const counts = {
    child_health: await tx.childHealth.count({ where: { childId: goneId } }),
    guardianship: await tx.guardianship.count({ where: { childId: goneId } }),
    consent: (await newerConsents(tx, { keptId, goneId })).length,
    custody_exception: await tx.custodyException.count({ where: { childId: goneId, day: { gte: toColumn(today) } } }),
  };
  return Object.entries(counts).flatMap(([table, count]) => (count > 0 ? [{ table, count }] : []));
}

/** Of each kind the last answer of the second record, where the first has none or an older one. */
export async function newerConsents(tx: Tx, { keptId, goneId }: Twin) {
  const rows = await tx.consent.findMany({
    where: { childId: { in: [keptId, goneId] } },
    orderBy: [{ givenAt: "desc" }, { id: "desc" }],
  });
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const last = kinds.flatMap((kind) => rows.find((row) => row.kind === kind) ?? []);
  return last.filter(({ childId }) => childId === goneId);
}

/** The homes where the second record lives, other than the file that is being closed. */
export async function otherHomes(tx: Tx, { goneId }: Twin, today: CivilDate, except: string | null) {
  const rows = await tx.childHousehold.findMany({
    where: { childId: goneId, ...inForce(today), ...(except && { householdId: { not: except } }) },
    orderBy: { id: "asc" },
  });
  return rows.map(({ since, ...row }) => ({ ...row, since: fromColumn(since) }));
}
