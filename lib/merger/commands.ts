/** Joins two files of one family: the plan that was read is applied in one transaction, or nothing is. Nothing is deleted. */
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { adoptHealth } from "@/lib/household/commands-office-child";
import { addDays, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { digestOf, mergePlan } from "./queries";
import type { MergePlan, MergeRefusal } from "./rules";
import type { Merge } from "./schema";

export async function mergeHouseholds(context: Context, wish: Merge): Promise<Outcome<object, MergeRefusal>> {
  const { intoId, fromId } = wish;
  const pair = [intoId, fromId].sort();
  await context.tx.$queryRaw`SELECT id FROM household WHERE id IN (${pair[0]}, ${pair[1]}) ORDER BY id FOR UPDATE`;
  const { plan, refusal } = await mergePlan(context.tx, wish, context.today);
  const reason = refusal ?? (plan && digestOf(plan) !== wish.digest ? "changed" : null);
  const subject = { kind: "household", id: intoId } as const;
  if (reason || !plan) {
    const body = { intoId, fromId, reason: reason ?? "changed" };
    await record(context, { type: "household.merge-refused", subject, object: subject, body });
    return refused(reason ?? "changed");
  }
  const written = await apply(context, plan);
  if (wish.duplicateId) await settle(context, plan, wish.duplicateId);
  for (const id of [intoId, fromId]) {
    const own = { kind: "household", id } as const;
    await record(context, {
      type: "household.merged",
      subject: own,
      object: own,
      body: { ...told(plan), written, duplicateId: wish.duplicateId },
    });
  }
  return done();
}

/** Every row that changed, by table: what the journal needs to explain it later. */
function told(plan: MergePlan): Record<string, Prisma.JsonValue & object> {
  return { plan: JSON.parse(JSON.stringify(plan)) as Prisma.JsonObject };
}

/** Gives the ids of rows that the plan could not name, because they are new or hang from others. */
async function apply(context: Context, plan: MergePlan): Promise<string[]> {
  const adopted = await adopt(context, plan);
  const swapped = await moveRows(context, plan);
  await endRows(context, plan);
  const guardians: string[] = [];
  for (const twin of plan.twins) guardians.push(...(await endTwin(context, twin)));
  const { tx, now } = context;
  const earlier = await tx.household.findMany({ where: { mergedIntoId: plan.fromId }, select: { id: true } });
  await tx.household.updateMany({ where: { mergedIntoId: plan.fromId }, data: { mergedIntoId: plan.intoId } });
  await tx.household.update({ where: { id: plan.fromId }, data: { closedAt: now, mergedIntoId: plan.intoId } });
  return [...adopted, ...swapped, ...guardians, ...earlier.map(({ id }) => id)];
}

/** Adults and children that the kept file does not have live there from today on, children with the calendar they had. */
async function adopt({ tx, today }: Context, { intoId, fromId, newMembers, newChildren }: MergePlan) {
  const ids: string[] = [];
  for (const guardianId of newMembers) {
    const key = { householdId_guardianId: { householdId: intoId, guardianId } };
    const row = { id: newId(), householdId: intoId, guardianId, since: toColumn(today) };
    ids.push((await tx.householdMember.upsert({ where: key, create: row, update: { until: null } })).id);
  }
  for (const childId of newChildren) {
    const { custody } = await tx.childHousehold.findUniqueOrThrow({
      where: { childId_householdId: { childId, householdId: fromId } },
    });
    const calendar = custody === null ? {} : { custody };
    const key = { childId_householdId: { childId, householdId: intoId } };
    const row = { id: newId(), childId, householdId: intoId, since: toColumn(today), ...calendar };
    ids.push((await tx.childHousehold.upsert({ where: key, create: row, update: { until: null, ...calendar } })).id);
  }
  return ids;
}

/** Tables whose rows change hands; their names are constants of the plan. */
const MOVABLE = [
  ...["booking", "enrolment", "waiting_entry", "emergency_contact", "pickup_person", "delegation", "declared_fact"],
];
const OF_A_CHILD = ["booking", "enrolment", "waiting_entry", "emergency_contact", "pickup_person", "delegation"];

const ENDABLE = ["household_member", "child_household", "household_payer"];

async function moveRows({ tx }: Context, { moves, intoId, fromId, twins }: MergePlan): Promise<string[]> {
  for (const { table, ids } of moves) {
    if (!MOVABLE.includes(table)) throw new Error(`No rows of ${table} change hands`);
    const places = ids.map(() => "?").join(", ");
    await tx.$executeRawUnsafe(`UPDATE \`${table}\` SET household_id = ? WHERE id IN (${places})`, intoId, ...ids);
    if (!OF_A_CHILD.includes(table)) continue;
    for (const { keptId, goneId } of twins) {
      const sql = `UPDATE \`${table}\` SET child_id = ? WHERE child_id = ? AND id IN (${places})`;
      await tx.$executeRawUnsafe(sql, keptId, goneId, ...ids);
    }
  }
  const swapped = await tx.custodyException.findMany({ where: { householdId: fromId } });
  await tx.custodyException.updateMany({ where: { householdId: fromId }, data: { householdId: intoId } });
  return swapped.flatMap(({ childId, day }) => [childId, fromColumn(day)]);
}

/** Until yesterday; what began today ends on the eve of its beginning, which is never. */
async function endRows({ tx, today }: Context, { ends }: MergePlan): Promise<void> {
  const eve = addDays(today, -1);
  for (const { table, ids } of ends) {
    if (!ENDABLE.includes(table)) throw new Error(`No rows of ${table} end`);
    const places = ids.map(() => "?").join(", ");
    const sql = `UPDATE \`${table}\` SET until = CASE WHEN since > ? THEN DATE_SUB(since, INTERVAL 1 DAY) ELSE ? END WHERE id IN (${places})`;
    await tx.$executeRawUnsafe(sql, eve, eve, ...ids);
  }
}

async function endTwin(context: Context, { keptId, goneId }: { keptId: string; goneId: string }) {
  const { tx, today } = context;
  await tx.child.update({ where: { id: goneId }, data: { leftOn: toColumn(today) } });
  const rights = await tx.guardianship.findMany({ where: { childId: goneId } });
  await tx.guardianship.createMany({
    data: rights.map((right) => ({ ...right, childId: keptId })),
    skipDuplicates: true,
  });
  // The stricter right wins: who is barred from one of the two records stays barred from the child.
  const barred = rights.flatMap(({ guardianId, isBarred }) => (isBarred ? [guardianId] : []));
  await tx.guardianship.updateMany({
    where: { childId: keptId, guardianId: { in: barred } },
    data: { isBarred: true },
  });
  await adoptHealth(context, { childId: keptId, twinId: goneId });
  return rights.map(({ guardianId }) => guardianId);
}

async function settle(context: Context, { intoId, fromId }: MergePlan, id: string): Promise<void> {
  const { tx, now, actor } = context;
  const { count } = await tx.possibleDuplicate.updateMany({
    where: {
      id,
      kind: "household",
      state: "open",
      OR: [
        { firstId: intoId, secondId: fromId },
        { firstId: fromId, secondId: intoId },
      ],
    },
    data: { state: "same", decidedAt: now, decidedById: actor?.accountId ?? null },
  });
  if (count === 0) throw new NotFound();
}
