/** One adult leaves a household with a file of their own: the plan that was read is applied in one transaction. What was billed stays where it was. */
import { record } from "@/lib/evidence/record";
import { complementOf } from "@/lib/household/rules";
import { addDays, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import { endRows } from "./commands-apply";
import { digestOf } from "./queries";
import { splitPlan } from "./queries-split";
import { calendarHere, type SplitPlan, type SplitRefusal } from "./rules";
import { FATES } from "./rules-tables";
import type { Split } from "./schema";

export async function splitHousehold(
  context: Context,
  wish: Split,
): Promise<Outcome<{ newHouseholdId: string }, SplitRefusal>> {
  const { householdId } = wish;
  await context.tx.$queryRaw`SELECT id FROM household WHERE id = ${householdId} FOR UPDATE`;
  const { plan, refusal } = await splitPlan(context.tx, wish, context.today);
  const reason = refusal ?? (plan && digestOf(plan) !== wish.digest ? "changed" : null);
  const subject = { kind: "household", id: householdId } as const;
  if (reason || !plan) {
    const body = { reason: reason ?? "changed", guardianId: wish.guardianId };
    await record(context, { type: "household.merge-refused", subject, object: subject, body });
    return refused(reason ?? "changed");
  }
  const { newHouseholdId, addressId } = await openFile(context, wish);
  const written = [
    addressId,
    ...(await moveAdult(context, plan, newHouseholdId)),
    ...(await movePayers(context, plan, newHouseholdId)),
  ];
  for (const child of plan.children) written.push(...(await moveChild(context, { ...child, plan, newHouseholdId })));
  await moveRows(context, plan, newHouseholdId);
  await endRows({ ...context, today: plan.since }, plan.ends);
  written.push(...(await dropSwaps(context, plan)));
  const rows = [...plan.moves, ...plan.ends].map(({ table, ids }) => ({ table, ids: [...ids] }));
  // The file that stays must not tell where the other one lives: only its own side is told in each.
  await record(context, {
    type: "household.split",
    subject,
    object: subject,
    body: { since: plan.since, moves: rows },
  });
  const own = { kind: "household", id: newHouseholdId } as const;
  await record(context, {
    type: "household.created",
    subject: own,
    object: own,
    body: { since: plan.since, moves: rows, written },
  });
  return done({ newHouseholdId });
}

async function openFile({ tx, now }: Context, wish: Split) {
  const { name, line, more, postalCode, city, isProtected, since } = wish;
  const [id, addressId] = [newId(), newId()];
  await tx.household.create({ data: { id, name, situation: "separated", createdAt: now } });
  const place = { line, more, postalCode, city, isProtected, since: toColumn(since) };
  await tx.householdAddress.create({ data: { id: addressId, householdId: id, ...place } });
  await tx.household.update({ where: { id: wish.householdId }, data: { situation: "separated" } });
  return { newHouseholdId: id, addressId };
}

const eveOf = (plan: SplitPlan) => toColumn(addDays(plan.since, -1));

async function moveAdult({ tx }: Context, plan: SplitPlan, householdId: string): Promise<string[]> {
  const { guardianId, since } = plan;
  const key = { householdId_guardianId: { householdId: plan.householdId, guardianId } };
  const left = await tx.householdMember.update({ where: key, data: { until: eveOf(plan) } });
  const row = { id: newId(), householdId, guardianId, since: toColumn(since) };
  await tx.householdMember.create({ data: row });
  return [left.id, row.id];
}

/** The one who leaves pays for the new file. Where the shares left behind no longer make a whole, the first adult who stays pays all. */
async function movePayers({ tx, now }: Context, plan: SplitPlan, householdId: string): Promise<string[]> {
  const since = toColumn(plan.since);
  const open = { OR: [{ until: null }, { until: { gte: since } }] };
  const shares = await tx.householdPayer.findMany({
    where: { householdId: plan.householdId, childId: null, ...open },
    include: { payer: true },
  });
  const payerId = await payerOf(tx, plan.guardianId, now);
  const own = newId();
  await tx.householdPayer.create({ data: { id: own, householdId, payerId, since } });
  const left = shares.filter((share) => share.payer.guardianId !== plan.guardianId);
  const whole = left.reduce((total, { sharePercent }) => total + sharePercent, 0) === 100;
  const ending = whole ? shares.filter((share) => !left.includes(share)) : shares;
  await tx.householdPayer.updateMany({
    where: { id: { in: ending.map(({ id }) => id) } },
    data: { until: eveOf(plan) },
  });
  const written = [payerId, own, ...ending.map(({ id }) => id)];
  if (whole) return written;
  const stays = await tx.householdMember.findFirstOrThrow({
    where: { householdId: plan.householdId, guardianId: { not: plan.guardianId }, ...open },
    orderBy: [{ since: "asc" }, { id: "asc" }],
  });
  const next = await payerOf(tx, stays.guardianId, now);
  const all = newId();
  await tx.householdPayer.create({ data: { id: all, householdId: plan.householdId, payerId: next, since } });
  return [...written, next, all];
}

async function payerOf(tx: Context["tx"], guardianId: string, createdAt: Date): Promise<string> {
  const known = await tx.payer.findUnique({ where: { guardianId }, select: { id: true } });
  if (known) return known.id;
  const person = await tx.guardian.findUniqueOrThrow({ where: { id: guardianId } });
  const id = newId();
  const name = `${person.firstName} ${person.lastName}`;
  await tx.payer.create({ data: { id, kind: "guardian", guardianId, name, email: person.email, createdAt } });
  return id;
}

type Leaving = SplitPlan["children"][number] & { plan: SplitPlan; newHouseholdId: string };

async function moveChild({ tx }: Context, { childId, staying, plan, newHouseholdId }: Leaving): Promise<string[]> {
  if (staying === "stays") return [];
  const here = { childId_householdId: { childId, householdId: plan.householdId } };
  const custody = calendarHere(staying);
  const rest = custody && complementOf(custody);
  const home = await tx.childHousehold.update({ where: here, data: custody ? { custody } : { until: eveOf(plan) } });
  const row = { id: newId(), childId, householdId: newHouseholdId, since: toColumn(plan.since) };
  await tx.childHousehold.create({ data: { ...row, ...(rest && { custody: rest }) } });
  return [home.id, row.id];
}

/** Names of tables are constants of lib/merger/rules-tables. */
async function moveRows({ tx }: Context, { moves }: SplitPlan, householdId: string): Promise<void> {
  for (const { table, ids } of moves) {
    if (FATES[table]?.split !== "moves") throw new Error(`No rows of ${table} change hands`);
    const places = ids.map(() => "?").join(", ");
    await tx.$executeRawUnsafe(`UPDATE \`${table}\` SET household_id = ? WHERE id IN (${places})`, householdId, ...ids);
  }
}

/** Who left for good swaps no more days with this home. */
async function dropSwaps({ tx }: Context, { householdId, since, children }: SplitPlan): Promise<string[]> {
  const childId = { in: children.filter(({ staying }) => staying === "goes").map((child) => child.childId) };
  const where = { householdId, childId, day: { gte: toColumn(since) } };
  const swaps = await tx.custodyException.findMany({ where });
  await tx.custodyException.deleteMany({ where });
  return swaps.map((swap) => `${swap.childId}/${fromColumn(swap.day)}`);
}
