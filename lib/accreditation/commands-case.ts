/** Households confided to an agent by name, and antennas: a group of sites that one office handles, so that its people follow its sites. */
import { staffOf } from "@/lib/account/commands-staff";
import { type Event, record } from "@/lib/evidence/record";
import { addDays, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { AntennaWish, Confide, EndRight, JoinAntenna } from "./schema";

/** The action has checked that the household is one of those the head may see. */
export async function confideCase(context: Context, wish: Confide): Promise<Outcome<object, never>> {
  const { accountId, householdId, reason, since, until } = wish;
  await staffOf(context, accountId);
  const id = newId();
  await context.tx.caseAssignment.create({
    data: {
      ...{ id, accountId, householdId, reason, since: toColumn(since), until: until ? toColumn(until) : null },
      createdAt: context.now,
      createdById: context.actor?.accountId ?? null,
    },
  });
  await recordRight(context, "account.case-confided", accountId, { rightId: id, householdId, reason, since, until });
  return done();
}

/** From now on: the last day was yesterday. */
export async function takeBackCase(
  context: Context,
  { accountId, rightId }: EndRight,
): Promise<Outcome<object, never>> {
  const { tx, today } = context;
  const { count } = await tx.caseAssignment.updateMany({
    where: { id: rightId, accountId, OR: [{ until: null }, { until: { gte: toColumn(today) } }] },
    data: { until: toColumn(addDays(today, -1)) },
  });
  if (count === 0) throw new NotFound();
  await recordRight(context, "account.case-taken-back", accountId, { rightId });
  return done();
}

/** Makes an antenna, or gives it another name and other sites; a site that belonged to another antenna leaves it. */
export async function saveAntenna(
  context: Context,
  { antennaId, name, sites }: AntennaWish,
): Promise<Outcome<object, never>> {
  const { tx, now } = context;
  const siteIds = [...new Set(sites)];
  if ((await tx.site.count({ where: { id: { in: siteIds } } })) !== siteIds.length) throw new NotFound();
  const id = antennaId ?? newId();
  if (antennaId) {
    const { count } = await tx.antenna.updateMany({ where: { id }, data: { name } });
    if (count === 0 && (await tx.antenna.count({ where: { id } })) === 0) throw new NotFound();
  } else {
    await tx.antenna.create({ data: { id, name, createdAt: now } });
  }
  await tx.antennaSite.deleteMany({ where: { OR: [{ antennaId: id }, { siteId: { in: siteIds } }] } });
  await tx.antennaSite.createMany({ data: siteIds.map((siteId) => ({ siteId, antennaId: id })) });
  await record(context, {
    type: "antenna.changed",
    subject: null,
    object: { kind: "antenna", id },
    body: { name, sites: siteIds, created: antennaId === undefined },
  });
  return done();
}

export async function joinAntenna(context: Context, wish: JoinAntenna): Promise<Outcome<object, never>> {
  const { accountId, antennaId, since, until } = wish;
  await staffOf(context, accountId);
  if ((await context.tx.antenna.count({ where: { id: antennaId } })) === 0) throw new NotFound();
  const id = newId();
  await context.tx.antennaMember.create({
    data: {
      ...{ id, antennaId, accountId, since: toColumn(since), until: until ? toColumn(until) : null },
      createdById: context.actor?.accountId ?? null,
    },
  });
  await recordRight(context, "account.antenna-joined", accountId, { rightId: id, antennaId, since, until });
  return done();
}

/** From now on: the last day was yesterday. */
export async function leaveAntenna(
  context: Context,
  { accountId, rightId }: EndRight,
): Promise<Outcome<object, never>> {
  const { tx, today } = context;
  const { count } = await tx.antennaMember.updateMany({
    where: { id: rightId, accountId, OR: [{ until: null }, { until: { gte: toColumn(today) } }] },
    data: { until: toColumn(addDays(today, -1)) },
  });
  if (count === 0) throw new NotFound();
  await recordRight(context, "account.antenna-left", accountId, { rightId });
  return done();
}

async function recordRight(
  context: Context,
  type: Event["type"],
  accountId: string,
  body: Event["body"],
): Promise<void> {
  const account = { kind: "account" as const, id: accountId };
  await record(context, { type, subject: account, object: account, body });
}
