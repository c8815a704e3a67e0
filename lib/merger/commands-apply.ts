/** Applies a plan of joining that was read, in the order of its parts, and keeps what it changed for as long as it may be undone. Nothing is deleted. */
import { type Event, recordAll } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { adoptHealth } from "@/lib/household/commands-office-child";
import { addDays, type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Context } from "@/lib/server/context";
import { lateRows } from "./queries";
import { changesBetween, type Reach, type RowChange, takeShot } from "./queries-snapshot";
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
  const late = await lateRows(tx, plan, context.today);
  await moveRows(context, { ...plan, moves: late.moves });
  await endRows(context, late.ends);
  if (plan.kind === "household") await closeFile(context, plan);
  await settle(context, plan, duplicateId);
  const named = new Set([plan, late].flatMap(({ moves, ends }) => [...moves, ...ends].flatMap(({ ids }) => ids)));
  const changes = changesBetween(before, await takeShot(tx, reach)).filter((change) => isOurs(change, named));
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

/** Written by the joining itself, row by row; of every other table only what the plan names: what others changed meanwhile is theirs. */
const JOINED: ReadonlySet<string> = new Set([
  ...["household", "child", "possible_duplicate", "household_member", "child_household"],
  ...["guardianship", "consent", "child_health", "custody_exception"],
]);

const isOurs = ({ table, key }: RowChange, named: ReadonlySet<string>) => JOINED.has(table) || named.has(key.id ?? "");

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
async function adopt(context: Context, { intoId, fromId, newMembers, newChildren }: MergePlan): Promise<void> {
  const { tx, today } = context;
  for (const guardianId of newMembers) {
    const key = { householdId_guardianId: { householdId: intoId, guardianId } };
    const row = { id: newId(), householdId: intoId, guardianId, since: toColumn(today) };
    const known = await tx.householdMember.findUnique({ where: key, select: { until: true } });
    await tx.householdMember.upsert({ where: key, create: row, update: known ? reopened(known, today) : {} });
  }
  for (const childId of newChildren) {
    const { custody } = await tx.childHousehold.findUniqueOrThrow({
      where: { childId_householdId: { childId, householdId: fromId } },
    });
    await settleChild(context, { childId, householdId: intoId, custody, since: today });
  }
  await tx.custodyException.updateMany({ where: { householdId: fromId }, data: { householdId: intoId } });
}

type Home = { childId: string; householdId: string; custody: Prisma.JsonValue; since: CivilDate };

/** A place that the child had there and that was over begins again today: who reads it reads no bill of the months between. */
async function settleChild({ tx, today }: Context, { childId, householdId, custody, since }: Home): Promise<void> {
  const calendar = custody === null ? {} : { custody: custody as Prisma.InputJsonValue };
  const key = { childId_householdId: { childId, householdId } };
  const known = await tx.childHousehold.findUnique({ where: key });
  if (!known) {
    const row = { id: newId(), childId, householdId, since: toColumn(since), ...calendar };
    await tx.childHousehold.create({ data: row });
    return;
  }
  const period = reopened(known, today);
  // Of a time that is over the calendar says nothing any more.
  const forgotten = period.since ? { custody: Prisma.DbNull } : {};
  await tx.childHousehold.update({ where: key, data: { ...forgotten, ...calendar, ...period } });
}

function reopened({ until }: { until: Date | null }, today: CivilDate): { until: null; since?: Date } {
  const isOver = until !== null && fromColumn(until) < today;
  return { until: null, ...(isOver && { since: toColumn(today) }) };
}

/** The kept record takes what the other says: homes, rights, health, the last answers, swapped days. The other ends today. */
async function joinTwin(context: Context, twin: Twin, { kind, fromId }: MergePlan): Promise<void> {
  const { tx, today } = context;
  const { keptId, goneId } = twin;
  for (const home of await otherHomes(tx, twin, today, kind === "household" ? fromId : null))
    await settleChild(context, { ...home, childId: keptId });
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

/** The question this came from is answered, and with it those about each child entered twice and about the two files. */
async function settle({ tx, now, actor }: Context, plan: MergePlan, duplicateId: string | undefined): Promise<void> {
  const { kind, intoId, fromId, twins } = plan;
  const pairs = twins.map(({ keptId, goneId }) => ({ kind: "child", ids: [keptId, goneId] }));
  if (kind === "household") pairs.push({ kind, ids: [intoId, fromId] });
  const OR = pairs.map(({ kind: one, ids }) => ({ kind: one, firstId: { in: ids }, secondId: { in: ids } }));
  const data = { state: "same" as const, decidedAt: now, decidedById: actor?.accountId ?? null };
  const asked = duplicateId ? [...OR, { id: duplicateId }] : OR;
  await tx.possibleDuplicate.updateMany({ where: { state: "open", OR: asked }, data });
}
