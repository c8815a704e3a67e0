/**
 * The office's word on a possible duplicate. "Different" closes the question. "Same" joins the second to the first, but only while the second
 * has no history: bookings, enrolments and invoices are never moved from one file to another, since they are proofs of what was said.
 */
import { record } from "@/lib/evidence/record";
import { adoptHealth } from "@/lib/household/commands-office-child";
import { addDays, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { childKey } from "./rules";
import { plain } from "./rules-cells";

export type DuplicateRefusal = "already-decided" | "has-history";
export type DuplicateWish = { duplicateId: string; verdict: "same" | "different" };

export async function decideDuplicate(
  context: Context,
  { duplicateId, verdict }: DuplicateWish,
): Promise<Outcome<object, DuplicateRefusal>> {
  await context.tx.$queryRaw`SELECT id FROM possible_duplicate WHERE id = ${duplicateId} FOR UPDATE`;
  const pair = await context.tx.possibleDuplicate.findUnique({ where: { id: duplicateId } });
  if (!pair) throw new NotFound();
  if (pair.state !== "open") return refused("already-decided");
  const { kind, firstId, secondId } = pair;
  if (verdict === "same") {
    if (await hasHistory(context, kind, secondId)) return refused("has-history");
    if (kind === "household") await joinHouseholds(context, firstId, secondId);
    else await joinChildren(context, firstId, secondId);
  }
  await settle(context, { id: duplicateId, verdict });
  return done();
}

async function settle(context: Context, { id, verdict }: { id: string; verdict: "same" | "different" }): Promise<void> {
  const pair = await context.tx.possibleDuplicate.update({
    where: { id },
    data: { state: verdict, decidedAt: context.now, decidedById: context.actor?.accountId ?? null },
  });
  const { kind, firstId, secondId } = pair;
  const object = { kind: "possible-duplicate", id };
  await record(context, {
    type: "duplicate.decided",
    subject: null,
    object,
    body: { kind, firstId, secondId, verdict },
  });
}

async function hasHistory({ tx }: Context, kind: string, id: string): Promise<boolean> {
  const of = kind === "household" ? { householdId: id } : { childId: id };
  const counts = await Promise.all([
    tx.booking.count({ where: of }),
    tx.enrolment.count({ where: of }),
    kind === "household" ? tx.invoice.count({ where: { householdId: id } }) : 0,
  ]);
  return counts.some((count) => count > 0);
}

/** Children of the second that the first has too are ended; the others, and adults the first does not have, come over. */
async function joinHouseholds(context: Context, intoId: string, fromId: string): Promise<void> {
  const [into, from] = [await membersOf(context, intoId), await membersOf(context, fromId)];
  const movedChildren: string[] = [];
  for (const home of from.children) {
    const twin = into.children.find((one) => childKey(named(one.child)) === childKey(named(home.child)));
    if (twin) await endTwin(context, { childId: twin.childId, twinId: home.childId });
    else movedChildren.push(await adopt(context, home, intoId));
    await leave(context, home.id, home.since);
  }
  const known = new Set(into.members.map(({ guardian }) => plain(guardian.firstName + guardian.lastName)));
  const strangers = from.members.filter(
    ({ guardian }) => guardian.accountId !== null || !known.has(plain(guardian.firstName + guardian.lastName)),
  );
  const members = strangers.map(({ guardianId }) => ({
    id: newId(),
    householdId: intoId,
    guardianId,
    since: toColumn(context.today),
  }));
  await context.tx.householdMember.createMany({ data: members });
  await context.tx.household.update({ where: { id: fromId }, data: { closedAt: context.now } });
  const memberIds = members.map((member) => member.id);
  const body = { into: intoId, from: fromId, homeIds: movedChildren, memberIds };
  for (const id of [intoId, fromId]) {
    const subject = { kind: "household", id } as const;
    await record(context, { type: "household.merged", subject, object: subject, body });
  }
}

const named = (child: { firstName: string; lastName: string; birthDate: Date }) => ({
  ...child,
  birthDate: fromColumn(child.birthDate),
});

async function membersOf({ tx }: Context, id: string) {
  const household = await tx.household.findUnique({
    where: { id },
    include: {
      members: { include: { guardian: { select: { firstName: true, lastName: true, accountId: true } } } },
      children: { include: { child: true } },
    },
  });
  if (!household) throw new NotFound();
  return household;
}

type Home = Awaited<ReturnType<typeof membersOf>>["children"][number];

/** The child lives in `householdId` from now on as it did where it came from. */
async function adopt({ tx }: Context, home: Home, householdId: string): Promise<string> {
  const { childId, custody, since } = home;
  const known = await tx.childHousehold.findUnique({ where: { childId_householdId: { childId, householdId } } });
  if (known) return known.id;
  const id = newId();
  await tx.childHousehold.create({ data: { id, childId, householdId, ...(custody !== null && { custody }), since } });
  return id;
}

/** Until yesterday, or not at all when it began today. */
async function leave(context: Context, homeId: string, since: Date): Promise<void> {
  const eve = addDays(context.today, -1);
  const until = toColumn(fromColumn(since) > eve ? addDays(fromColumn(since), -1) : eve);
  await context.tx.childHousehold.update({ where: { id: homeId }, data: { until } });
}

async function endTwin(context: Context, { childId, twinId }: { childId: string; twinId: string }): Promise<void> {
  await context.tx.child.update({ where: { id: twinId }, data: { leftOn: toColumn(context.today) } });
  const subject = { kind: "child", id: twinId } as const;
  const body = { childId: twinId, sameAs: childId, after: { leftOn: context.today } };
  await record(context, { type: "child.changed", subject, object: subject, body });
  const pair = await context.tx.possibleDuplicate.findFirst({
    where: { kind: "child", state: "open", firstId: childId, secondId: twinId },
  });
  if (pair) await settle(context, { id: pair.id, verdict: "same" });
}

/** One child entered by both parents: it lives in both households, and the second record is ended. */
async function joinChildren(context: Context, childId: string, twinId: string): Promise<void> {
  const twin = await context.tx.child.findUnique({
    where: { id: twinId },
    include: { households: { include: { child: true } }, guardianships: true },
  });
  if (!twin || (await context.tx.child.count({ where: { id: childId } })) === 0) throw new NotFound();
  const homeIds: string[] = [];
  for (const home of twin.households) {
    homeIds.push(await adopt(context, { ...home, childId }, home.householdId));
    await leave(context, home.id, home.since);
  }
  const rights = twin.guardianships.map(({ guardianId, authority, isBarred }) => ({
    childId,
    guardianId,
    authority,
    isBarred,
  }));
  await context.tx.guardianship.createMany({ data: rights, skipDuplicates: true });
  // The stricter right wins: who is barred from one of the two records stays barred from the child.
  const barred = rights.flatMap(({ guardianId, isBarred }) => (isBarred ? [guardianId] : []));
  await context.tx.guardianship.updateMany({
    where: { childId, guardianId: { in: barred } },
    data: { isBarred: true },
  });
  await adoptHealth(context, { childId, twinId });
  const subject = { kind: "child", id: childId } as const;
  const guardianIds = rights.map((right) => right.guardianId);
  await record(context, {
    type: "child.changed",
    subject,
    object: subject,
    body: { childId, sameAs: twinId, homeIds, guardianIds },
  });
  await endTwin(context, { childId, twinId });
}
