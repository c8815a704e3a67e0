/**
 * What lets an agent see, and what stops anybody: accreditation by the head of school affairs, assignments by site or activity, suspension.
 * Nothing is deleted: a right that ends keeps its dates. Days are inclusive.
 */
import { staffOf } from "@/lib/account/commands-staff";
import { localeOf } from "@/lib/account/rules";
import type { Suspend } from "@/lib/account/schema";
import { wordMail } from "@/lib/commune/queries-mail";
import { type Event, record } from "@/lib/evidence/record";
import { addDays, instantOf, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";
import type { Accredit, Assign, EndRight, Place } from "./schema";

/** For named sites and activities, on given days. It counts once the person has signed the engagement. */
export async function accredit(context: Context, wish: Accredit): Promise<Outcome<object, "own-account">> {
  const { accountId, places, since, until } = wish;
  await staffOf(context, accountId);
  if (accountId === context.actor?.accountId) return refused("own-account");
  for (const place of places) await holdPlace(context, place);
  const id = newId();
  const days = { since: toColumn(since), until: until ? toColumn(until) : null };
  await context.tx.accreditation.create({
    data: { id, accountId, grantedById: context.actor?.accountId ?? accountId, ...days },
  });
  const rows = places.map((place) => assignmentRow(context, { accountId, place, since, until }));
  await context.tx.assignment.createMany({ data: rows });
  const assignments = rows.map((row) => row.id);
  await recordRight(context, "account.accredited", accountId, {
    accreditationId: id,
    since,
    until,
    places,
    assignments,
  });
  return done();
}

/** A site, or one of its activities; anything else does not exist. */
async function holdPlace({ tx }: Context, { siteId, activityId }: Place): Promise<void> {
  const site = await tx.site.count({
    where: { id: siteId, ...(activityId && { activities: { some: { id: activityId } } }) },
  });
  if (site === 0) throw new NotFound();
}

function assignmentRow({ now, actor }: Context, { accountId, place, since, until }: Assign) {
  return {
    ...{ id: newId(), accountId, ...place, since: toColumn(since), until: until ? toColumn(until) : null },
    createdAt: now,
    createdById: actor?.accountId ?? null,
  };
}

export async function endAccreditation(
  context: Context,
  { accountId, rightId }: EndRight,
): Promise<Outcome<object, never>> {
  await staffOf(context, accountId);
  const { count } = await context.tx.accreditation.updateMany({
    where: { id: rightId, accountId, revokedAt: null },
    data: { revokedAt: context.now },
  });
  if (count === 0) throw new NotFound();
  await recordRight(context, "account.accreditation-ended", accountId, { accreditationId: rightId });
  return done();
}

export async function assign(context: Context, wish: Assign): Promise<Outcome<object, never>> {
  const { accountId, place, since, until } = wish;
  await staffOf(context, accountId);
  await holdPlace(context, place);
  const row = assignmentRow(context, wish);
  await context.tx.assignment.create({ data: row });
  await recordRight(context, "account.assigned", accountId, { assignmentId: row.id, ...place, since, until });
  return done();
}

/** From now on: the last day was yesterday. */
export async function endAssignment(
  context: Context,
  { accountId, rightId }: EndRight,
): Promise<Outcome<object, never>> {
  await staffOf(context, accountId);
  const until = addDays(context.today, -1);
  const { count } = await context.tx.assignment.updateMany({
    where: { id: rightId, accountId, OR: [{ until: null }, { until: { gt: toColumn(until) } }] },
    data: { until: toColumn(until) },
  });
  if (count === 0) throw new NotFound();
  await recordRight(context, "account.assignment-ended", accountId, { assignmentId: rightId, until });
  return done();
}

type RightEvent =
  | "account.accredited"
  | "account.accreditation-ended"
  | "account.assigned"
  | "account.assignment-ended";
type RightBody = Event["body"];

async function recordRight(context: Context, type: RightEvent, accountId: string, body: RightBody): Promise<void> {
  const account = { kind: "account" as const, id: accountId };
  await record(context, { type, subject: account, object: account, body });
}

/** Effective at once and told by mail; the person can still sign in, to read why and how to contest it. The caller checked whose account it is. */
export async function suspend(
  context: Context,
  { accountId, motive, appeal, until }: Suspend,
): Promise<Outcome<object, "own-account" | "already" | "past">> {
  const { tx, now } = context;
  if (accountId === context.actor?.accountId) return refused("own-account");
  if (until && until < context.today) return refused("past");
  const account = await tx.account.findFirst({ where: { id: accountId, closedAt: null } });
  if (!account) throw new NotFound();
  await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId} FOR UPDATE`;
  const inForce = { accountId, liftedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
  if ((await tx.suspension.count({ where: inForce })) > 0) return refused("already");
  const id = newId();
  const endsAt = until ? instantOf(`${addDays(until, 1)}T00:00`) : null;
  const decidedById = context.actor?.accountId ?? accountId;
  await tx.suspension.create({ data: { id, accountId, motive, appeal, startsAt: now, endsAt, decidedById } });
  await record(context, {
    type: "account.suspended",
    subject: { kind: "account", id: accountId },
    object: { kind: "account", id: accountId },
    body: { suspensionId: id, motive, appeal, until },
  });
  const link = `${env().PUBLIC_URL}/compte-suspendu`;
  const words = await wordMail(tx, localeOf(account), "accountSuspended", { motive, appeal, link });
  await sendLater(context, { to: account.email, ...words });
  return done();
}

export async function liftSuspension(context: Context, accountId: string): Promise<Outcome<object, "none">> {
  const { tx, now, actor } = context;
  const account = await tx.account.findFirst({ where: { id: accountId, closedAt: null } });
  if (!account) throw new NotFound();
  const where = { accountId, liftedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
  const inForce = await tx.suspension.findMany({ where, select: { id: true } });
  if (inForce.length === 0) return refused("none");
  await tx.suspension.updateMany({ where, data: { liftedAt: now, liftedById: actor?.accountId ?? null } });
  await record(context, {
    type: "account.suspension-lifted",
    subject: { kind: "account", id: accountId },
    object: { kind: "account", id: accountId },
    body: { suspensions: inForce.map((suspension) => suspension.id) },
  });
  const link = `${env().PUBLIC_URL}/connexion`;
  await sendLater(context, {
    to: account.email,
    ...(await wordMail(tx, localeOf(account), "suspensionLifted", { link })),
  });
  return done();
}
