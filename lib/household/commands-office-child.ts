/**
 * What the office edits in a child's record: school and class, PAI, authority and barred parents, custody and its exceptions,
 * persons whom a decision forbids to collect, departure. `accept` of a family's request goes through the same functions.
 */
import { type Event, record } from "@/lib/evidence/record";
import { addDays, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { readCustody } from "./queries-facts";
import { joinedHealth } from "./rules";
import type { Custody } from "./schema";
import type { GuardianshipForm, OfficePickup, PaiForm, SchoolForm, SwapForm } from "./schema-office";

type Saved<Reason extends string = never> = Outcome<object, Reason>;

function note(context: Context, type: Event["type"], childId: string, body: Event["body"]) {
  const child = { kind: "child", id: childId } as const;
  return record(context, { type, subject: child, object: child, body: { childId, ...body } });
}

/** The school year that holds a day, or null when the commune has not opened it. */
export function schoolYearOn({ tx }: Pick<Context, "tx">, day: string) {
  return tx.schoolYear.findFirst({
    where: { startsOn: { lte: toColumn(day) }, endsOn: { gte: toColumn(day) } },
    select: { id: true, label: true, startsOn: true, endsOn: true },
  });
}

export type SchoolRefusal = "no-school-year" | "grade-not-there";

/** The reason why a child cannot be at this school in this class from this day, if any. An unknown school is as absent. */
export async function refuseSchool(context: Context, wish: Omit<SchoolForm, "childId">): Promise<SchoolRefusal | null> {
  const site = await context.tx.site.findUnique({
    where: { id: wish.siteId, kind: "school" },
    select: { grades: true },
  });
  if (!site) throw new NotFound();
  if (!Array.isArray(site.grades) || !site.grades.includes(wish.grade)) return "grade-not-there";
  return (await schoolYearOn(context, wish.since)) ? null : "no-school-year";
}

/** The row in force ends the day before; a move on its first day corrects it. Other school years are left as they were. */
export async function moveSchool(context: Context, wish: SchoolForm): Promise<Saved<SchoolRefusal>> {
  const { childId, siteId, grade, since } = wish;
  const reason = await refuseSchool(context, wish);
  if (reason) return refused(reason);
  const year = await schoolYearOn(context, since);
  if (!year) return refused("no-school-year");
  const rows = await context.tx.schooling.findMany({
    where: { childId, schoolYearId: year.id },
    orderBy: { since: "asc" },
    select: { id: true, siteId: true, grade: true, since: true, until: true },
  });
  const known = rows.filter((row) => fromColumn(row.since) <= since).at(-1);
  const later = rows.find((row) => fromColumn(row.since) > since);
  const isCorrection = known && fromColumn(known.since) === since;
  const id = isCorrection ? known.id : newId();
  if (isCorrection) await context.tx.schooling.update({ where: { id }, data: { siteId, grade } });
  else {
    const eve = toColumn(addDays(since, -1));
    if (known && (known.until === null || known.until > eve))
      await context.tx.schooling.update({ where: { id: known.id }, data: { until: eve } });
    const until = later ? toColumn(addDays(fromColumn(later.since), -1)) : null;
    const row = { id, childId, schoolYearId: year.id, siteId, grade, since: toColumn(since), until };
    await context.tx.schooling.create({ data: row });
  }
  const before = known ? { schoolingId: known.id, siteId: known.siteId, grade: known.grade } : null;
  await note(context, "child.changed", childId, { before, after: { schoolingId: id, siteId, grade, since } });
  return done();
}

export async function setPai(context: Context, wish: PaiForm): Promise<Saved> {
  const { childId, hasPai, paiUntil } = wish;
  const known = await context.tx.childHealth.findUnique({ where: { childId } });
  const before = { hasPai: known?.hasPai ?? false, paiUntil: known?.paiUntil ? fromColumn(known.paiUntil) : null };
  const after = { hasPai, paiUntil: hasPai ? paiUntil : null };
  const columns = { hasPai, paiUntil: after.paiUntil && toColumn(after.paiUntil), updatedAt: context.now };
  await context.tx.childHealth.upsert({ where: { childId }, create: { childId, ...columns }, update: columns });
  await note(context, "child.health-changed", childId, { before, after });
  return done();
}

/** Authority over a child, and whether a decision bars the parent from it: a barred parent sees nothing of the child any more. */
export async function setGuardianship(context: Context, wish: GuardianshipForm): Promise<Saved> {
  const { childId, guardianId, authority, isBarred } = wish;
  const key = { childId_guardianId: { childId, guardianId } };
  const known = await context.tx.guardianship.findUnique({ where: key });
  if (!known && !(await livesWith(context, wish))) throw new NotFound();
  const after = { authority, isBarred };
  await context.tx.guardianship.upsert({ where: key, create: { childId, guardianId, ...after }, update: after });
  const before = known && { authority: known.authority, isBarred: known.isBarred };
  await note(context, "child.guardianship-changed", childId, { guardianId, before, after });
  return done();
}

async function livesWith({ tx }: Context, { childId, guardianId }: GuardianshipForm): Promise<boolean> {
  const homes = { some: { household: { children: { some: { childId } } } } };
  return (await tx.guardian.count({ where: { id: guardianId, memberships: homes } })) > 0;
}

/** The calendar of one household; the other household's is its own row and its own decision. */
export async function setCustody(
  context: Context,
  wish: { childId: string; householdId: string; custody: Custody },
): Promise<Saved> {
  const { childId, householdId, custody } = wish;
  const key = { childId_householdId: { childId, householdId } };
  const home = await context.tx.childHousehold.findUnique({ where: key });
  if (!home) throw new NotFound();
  await context.tx.childHousehold.update({ where: key, data: { custody } });
  await record(context, {
    type: "child.changed",
    subject: { kind: "household", id: householdId },
    object: { kind: "child-household", id: home.id },
    body: { childId, before: { custody: readCustody(home.custody) }, after: { custody } },
  });
  return done();
}

/** Whether the child lives in that home on that day. */
export async function isHomeOn(tx: Tx, { childId, householdId, day }: SwapForm): Promise<boolean> {
  const on = toColumn(day);
  const inForce = { since: { lte: on }, OR: [{ until: null }, { until: { gte: on } }] };
  return (await tx.childHousehold.count({ where: { childId, householdId, ...inForce } })) > 0;
}

/** One day that departs from the calendar; asking again moves it. */
export async function swapDay(context: Context, wish: SwapForm): Promise<Saved> {
  const { childId, householdId, day } = wish;
  if (!(await isHomeOn(context.tx, wish))) throw new NotFound();
  const key = { childId_day: { childId, day: toColumn(day) } };
  const known = await context.tx.custodyException.findUnique({ where: key });
  const create = { childId, day: toColumn(day), householdId, createdAt: context.now };
  await context.tx.custodyException.upsert({ where: key, create, update: { householdId } });
  await record(context, {
    type: "child.changed",
    subject: { kind: "household", id: householdId },
    object: { kind: "child", id: childId },
    body: { childId, day, before: { householdId: known?.householdId ?? null }, after: { householdId } },
  });
  return done();
}

/** The office's own line: of no household, so that both parents' lists and the gate's show it; one who is forbidden, the gate's alone. */
export async function addPickup(context: Context, wish: OfficePickup): Promise<Saved> {
  const row = { id: newId(), ...wish };
  await context.tx.pickupPerson.create({ data: row });
  await note(context, pickupEvent(row.kind), wish.childId, { before: [], after: [row] });
  return done();
}

export async function removePickup(context: Context, wish: { childId: string; pickupId: string }): Promise<Saved> {
  const { childId, pickupId } = wish;
  const row = await context.tx.pickupPerson.findFirst({
    where: { id: pickupId, childId, householdId: null },
    select: { id: true, name: true, relation: true, kind: true },
  });
  if (!row) throw new NotFound();
  await context.tx.pickupPerson.delete({ where: { id: pickupId } });
  await note(context, pickupEvent(row.kind), childId, { before: [row], after: [] });
  return done();
}

/** Whom a decision forbids to collect a child is told to the gate, and to no parent: theirs is another event, of the office alone. */
function pickupEvent(kind: string): Event["type"] {
  return kind === "forbidden" ? "child.pickup-forbidden" : "child.pickups-changed";
}

/** The child has left the commune's services; the record stays for its time. */
export async function recordDeparture(context: Context, wish: { childId: string; leftOn: string }): Promise<Saved> {
  const { childId, leftOn } = wish;
  const { leftOn: known } = await context.tx.child.findUniqueOrThrow({ where: { id: childId } });
  await context.tx.child.update({ where: { id: childId }, data: { leftOn: toColumn(leftOn) } });
  await note(context, "child.changed", childId, { before: { leftOn: known && fromColumn(known) }, after: { leftOn } });
  return done();
}

/** The record that ends leaves what it says of health to the one that stays. The caller's event tells of it: it names both. */
export async function adoptHealth(
  { tx, now }: Context,
  { childId, twinId }: { childId: string; twinId: string },
): Promise<void> {
  const select = { diet: true, hasPai: true, paiUntil: true, allergies: true } as const;
  const gone = await tx.childHealth.findUnique({ where: { childId: twinId }, select });
  if (!gone) return;
  const kept = await tx.childHealth.findUnique({ where: { childId }, select });
  const columns = { ...joinedHealth(kept, gone), updatedAt: now };
  await tx.childHealth.upsert({ where: { childId }, create: { childId, ...columns }, update: columns });
}
