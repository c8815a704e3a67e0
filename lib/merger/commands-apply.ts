/** Applies a plan of joining that was read, in the order of its parts, and keeps what it changed for as long as it may be undone. Nothing is deleted. */
import { type Event, recordAll } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { adoptHealth } from "@/lib/household/commands-office-child";
import { addDays, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Context } from "@/lib/server/context";
import { changesBetween, type Reach, takeShot } from "./queries-snapshot";
import { newerConsents, otherHomes } from "./queries-twin";
import type { MergePlan, Rows, Twin } from "./rules";
import { ENDINGS, FATES } from "./rules-tables";

/** Gives every row that changed, as the journal names it: also those that are new or hang from others. */
export async function applyPlan(context: Context, plan: MergePlan, duplicateId: string | undefined): Promise<string[]> {
  const { tx, now, actor } = context;
  const reach = await reachOf(context, plan);
  const before = await takeShot(tx, reach);
  if (plan.kind === "household") await adopt(context, plan);
  for (const twin of plan.twins) await joinTwin(context, twin, plan);
  await moveRows(context, plan);
  await endRows(context, plan.ends);
  if (plan.kind === "household") await closeFile(context, plan);
  if (duplicateId) await settle(context, duplicateId);
  const changes = changesBetween(before, await takeShot(tx, reach));
  const { kind, intoId, fromId } = plan;
  const id = newId();
  await tx.fileMerger.create({
    data: {
      ...{ id, kind, intoId, fromId, changes: changes as unknown as Prisma.InputJsonArray },
      ...{ appliedAt: now, appliedById: actor?.accountId ?? null },
    },
  });
  await tellTwins(context, plan);
  return [id, ...changes.map(({ key }) => Object.values(key).join("/"))];
}

async function reachOf({ tx }: Context, { kind, intoId, fromId, twins, newChildren }: MergePlan): Promise<Reach> {
  const ofTwins = twins.flatMap(({ keptId, goneId }) => [keptId, goneId]);
  const households = kind === "household" ? [intoId, fromId] : [];
  const homes = await tx.childHousehold.findMany({ where: { householdId: { in: households } } });
  const children = [...ofTwins, ...newChildren, ...homes.map(({ childId }) => childId)];
  return { households, children: [...new Set(children)] };
}

/** Each record that ended says so in its child's own journal. */
async function tellTwins(context: Context, { twins }: MergePlan): Promise<void> {
  const events = twins.flatMap(({ keptId, goneId }): Event[] =>
    [
      { childId: keptId, sameAs: goneId },
      { childId: goneId, sameAs: keptId, after: { leftOn: context.today } },
    ].map((body) => {
      const subject = { kind: "child", id: body.childId } as const;
      return { type: "child.changed", subject, object: subject, body };
    }),
  );
  if (events.length > 0) await recordAll(context, events);
}

/** Adults and children that the kept file does not have live there from today on, children with the calendar they had. */
async function adopt({ tx, today }: Context, { intoId, fromId, newMembers, newChildren }: MergePlan): Promise<void> {
  for (const guardianId of newMembers) {
    const key = { householdId_guardianId: { householdId: intoId, guardianId } };
    const row = { id: newId(), householdId: intoId, guardianId, since: toColumn(today) };
    await tx.householdMember.upsert({ where: key, create: row, update: { until: null } });
  }
  for (const childId of newChildren) {
    const { custody } = await tx.childHousehold.findUniqueOrThrow({
      where: { childId_householdId: { childId, householdId: fromId } },
    });
    await settleChild(tx, { childId, householdId: intoId, custody, since: toColumn(today) });
  }
  await tx.custodyException.updateMany({ where: { householdId: fromId }, data: { householdId: intoId } });
}

type Home = { childId: string; householdId: string; custody: Prisma.JsonValue; since: Date };

async function settleChild(tx: Context["tx"], { childId, householdId, custody, since }: Home): Promise<void> {
  const calendar = custody === null ? {} : { custody: custody as Prisma.InputJsonValue };
  const key = { childId_householdId: { childId, householdId } };
  const row = { id: newId(), childId, householdId, since, ...calendar };
  await tx.childHousehold.upsert({ where: key, create: row, update: { until: null } });
}

/** The kept record takes what the other says: homes, rights, health, the last answers, swapped days. The other ends today. */
async function joinTwin(context: Context, twin: Twin, { kind, fromId }: MergePlan): Promise<void> {
  const { tx, today } = context;
  const { keptId, goneId } = twin;
  for (const home of await otherHomes(tx, twin, today, kind === "household" ? fromId : null))
    await settleChild(tx, { ...home, childId: keptId, since: toColumn(home.since) });
  await joinRights(tx, twin);
  await adoptHealth(context, { childId: keptId, twinId: goneId });
  const answers = await newerConsents(tx, twin);
  await tx.consent.createMany({ data: answers.map((row) => ({ ...row, id: newId(), childId: keptId })) });
  const swapped = await tx.custodyException.findMany({ where: { childId: goneId, day: { gte: toColumn(today) } } });
  await tx.custodyException.createMany({
    data: swapped.map((row) => ({ ...row, childId: keptId })),
    skipDuplicates: true,
  });
  await tx.child.update({ where: { id: goneId }, data: { leftOn: toColumn(today) } });
}

async function joinRights(tx: Context["tx"], { keptId, goneId }: Twin): Promise<void> {
  const rights = await tx.guardianship.findMany({ where: { childId: goneId } });
  await tx.guardianship.createMany({
    data: rights.map((right) => ({ ...right, childId: keptId })),
    skipDuplicates: true,
  });
  // A row that says nothing, such as one left by an undoing, takes what the other record says.
  for (const { guardianId, authority } of rights)
    await tx.guardianship.updateMany({
      where: { childId: keptId, guardianId, authority: "none" },
      data: { authority },
    });
  // The stricter right wins: who is barred from one of the two records stays barred from the child.
  const barred = rights.flatMap(({ guardianId, isBarred }) => (isBarred ? [guardianId] : []));
  await tx.guardianship.updateMany({
    where: { childId: keptId, guardianId: { in: barred } },
    data: { isBarred: true },
  });
}

/** Names of tables are constants of lib/merger/rules-tables. */
async function moveRows({ tx }: Context, { kind, moves, intoId, fromId, twins }: MergePlan): Promise<void> {
  for (const { table, ids } of moves) {
    const fates = FATES[table];
    const places = ids.map(() => "?").join(", ");
    if (kind === "household" && fates?.file === "moves") {
      const sql = `UPDATE \`${table}\` SET household_id = ? WHERE household_id = ? AND id IN (${places})`;
      await tx.$executeRawUnsafe(sql, intoId, fromId, ...ids);
    } else if (fates?.twin !== "moves") throw new Error(`No rows of ${table} change hands`);
    if (fates.twin !== "moves") continue;
    for (const { keptId, goneId } of twins) {
      const sql = `UPDATE \`${table}\` SET child_id = ? WHERE child_id = ? AND id IN (${places})`;
      await tx.$executeRawUnsafe(sql, keptId, goneId, ...ids);
    }
  }
}

/** Until yesterday; what began today ends on the eve of its beginning, which is never. */
export async function endRows({ tx, today, now }: Context, ends: Rows): Promise<void> {
  const eve = addDays(today, -1);
  for (const { table, ids } of ends) {
    const column = ENDINGS[table];
    if (!column) throw new Error(`No rows of ${table} end`);
    const places = ids.map(() => "?").join(", ");
    if (column === "until") {
      const sql = `UPDATE \`${table}\` SET until = CASE WHEN since > ? THEN DATE_SUB(since, INTERVAL 1 DAY) ELSE ? END WHERE id IN (${places})`;
      await tx.$executeRawUnsafe(sql, eve, eve, ...ids);
    } else await tx.$executeRawUnsafe(`UPDATE \`${table}\` SET ${column} = ? WHERE id IN (${places})`, now, ...ids);
  }
}

async function closeFile({ tx, now }: Context, { intoId, fromId }: MergePlan): Promise<void> {
  await tx.household.updateMany({ where: { mergedIntoId: fromId }, data: { mergedIntoId: intoId } });
  await tx.household.update({ where: { id: fromId }, data: { closedAt: now, mergedIntoId: intoId } });
}

async function settle({ tx, now, actor }: Context, id: string): Promise<void> {
  const data = { state: "same" as const, decidedAt: now, decidedById: actor?.accountId ?? null };
  await tx.possibleDuplicate.update({ where: { id }, data });
}
