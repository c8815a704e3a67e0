/**
 * Proposals between two parents. Each step is told in the child's own journal, which both read, and holds only what both may know; a mail says that
 * there is something to read, and nothing else. What needs the office as well waits for its decision afterwards.
 */
import { childrenOfFamily, type FamilyScope } from "@/lib/access/gate";
import { wordMail } from "@/lib/commune/queries-mail";
import type { EventType } from "@/lib/evidence/events";
import { record } from "@/lib/evidence/record";
import type { Prisma, SharedChange } from "@/lib/generated/prisma/client";
import { isHomeOn, swapDay } from "@/lib/household/commands-office-child";
import { isLocale } from "@/lib/i18n/locale";
import { newId, newReference } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";
import { holdersOf, toldOf } from "./queries";
import { afterMove, DAYS_TO_ANSWER, isOver, type SharedKind, type SharedMove, whoDecides } from "./rules";
import type { Answer, SharedWish } from "./schema";

type Draft = SharedWish & { childId: string; householdId: string; requestId?: string };

/** Proposes to the other parent, where there is one to be asked; null where the change needs nobody else's word here. */
export async function proposeIfShared(
  context: Context,
  scope: Pick<FamilyScope, "guardianId">,
  draft: Draft,
): Promise<{ id: string; reference: string } | null> {
  const { tx, now } = context;
  const { kind, wish, childId, householdId, requestId = null } = draft;
  const verdict = whoDecides(await holdersOf(tx, childId, context.today), scope.guardianId);
  if (verdict.by !== "other") return null;
  const answererId = verdict.guardianId;
  const expiresAt = new Date(now.getTime() + DAYS_TO_ANSWER * 24 * 3_600_000);
  const row = { id: newId(), reference: newReference("ACC"), kind, childId, householdId, answererId, requestId };
  await tx.sharedChange.create({
    data: { ...row, proposerId: scope.guardianId, wish, state: "proposed", createdAt: now, expiresAt },
  });
  await note(context, "change.proposed", { ...row, wish });
  await tell(context, { guardianId: answererId, childId, mail: "sharedChangeProposed" });
  return { id: row.id, reference: row.reference };
}

/** `applied` names the row that agreeing wrote. */
type Applied = { consentId?: string };
type Noted = Pick<SharedChange, "id" | "reference" | "childId" | "kind"> & { wish: unknown; applied?: Applied };

function note(context: Context, type: EventType, { id, reference, childId, kind, wish, applied = {} }: Noted) {
  return record(context, {
    type,
    subject: { kind: "child", id: childId },
    object: { kind: "shared-change", id },
    body: { childId, changeKind: kind, reference, after: wish as Prisma.JsonObject, ...applied },
  });
}

type Told = { guardianId: string; childId: string; mail: "sharedChangeProposed" | "sharedChangeAnswered" };

/** The mail names the child and where to read; who lives where, and what was answered, is read behind the password. */
async function tell(context: Context, { guardianId, childId, mail }: Told): Promise<void> {
  const account = await context.tx.account.findFirst({
    where: { guardian: { id: guardianId }, closedAt: null, activatedAt: { not: null } },
    select: { email: true, firstName: true, locale: true },
  });
  const child = await context.tx.child.findUnique({ where: { id: childId }, select: { firstName: true } });
  if (!account || !child) return;
  const values = {
    ...{ firstName: account.firstName, child: child.firstName },
    url: `${env().PUBLIC_URL}/enfants/${childId}`,
  };
  const words = await wordMail(context.tx, isLocale(account.locale) ? account.locale : "fr", mail, values);
  await sendLater(context, { to: account.email, ...words });
}

export type AnswerRefusal = "already-over" | "outdated";
type Moved = Outcome<{ childId: string }, AnswerRefusal>;

/** The one who was asked says yes or no. Of two answers at once, the second finds it answered. */
export async function answerChange(context: Context, wish: Answer, scope: FamilyScope): Promise<Moved> {
  const row = await lockedRow(context, scope, { id: wish.proposalId, answererId: scope.guardianId });
  if (row.state !== "proposed" || isOver(row.expiresAt, context.now)) return turnDown(context, row, "already-over");
  const applied = wish.answer === "agree" ? await apply(context, row) : {};
  if (applied === null) return turnDown(context, row, "outdated");
  const state = await move(context, row, wish.answer);
  await note(context, state === "agreed" ? "change.agreed" : "change.disagreed", { ...row, applied });
  await tell(context, { guardianId: row.proposerId, childId: row.childId, mail: "sharedChangeAnswered" });
  return done({ childId: row.childId });
}

export async function withdrawProposal(
  context: Context,
  wish: { proposalId: string },
  scope: FamilyScope,
): Promise<Moved> {
  const row = await lockedRow(context, scope, { id: wish.proposalId, proposerId: scope.guardianId });
  if ((await move(context, row, "withdraw")) === null) return turnDown(context, row, "already-over");
  await note(context, "change.proposal-withdrawn", row);
  return done({ childId: row.childId });
}

async function turnDown(context: Context, { id, childId, kind }: SharedChange, reason: AnswerRefusal): Promise<Moved> {
  await record(context, {
    type: "change.decision-refused",
    subject: { kind: "child", id: childId },
    object: { kind: "shared-change", id },
    body: { childId, changeKind: kind, reason },
  });
  return refused(reason);
}

/** The change request behind it was withdrawn or decided: nobody is to answer any more. */
export async function closeProposalOf(context: Context, requestId: string): Promise<void> {
  const rows = await context.tx.sharedChange.findMany({ where: { requestId, state: "proposed" } });
  for (const row of rows) {
    await move(context, row, "withdraw");
    await note(context, "change.proposal-withdrawn", row);
  }
}

/** On each pass of the worker: what nobody answered in time is over, and both read it. */
export async function expireProposals(database: Database, now: Date): Promise<void> {
  const over = await database.sharedChange.findMany({
    where: { state: "proposed", expiresAt: { lte: now } },
    select: { id: true },
    take: 50,
  });
  for (const { id } of over) {
    await transaction(async (tx) => {
      const context = systemContext(tx, now);
      await tx.$queryRaw`SELECT id FROM shared_change WHERE id = ${id} FOR UPDATE`;
      const row = await tx.sharedChange.findUniqueOrThrow({ where: { id } });
      if (row.state !== "proposed") return;
      await tx.sharedChange.update({ where: { id }, data: { state: "expired", answeredAt: now } });
      await note(context, "change.proposal-expired", row);
    }, database);
  }
}

/** A child that is out of the reader's reach by now is as absent as the proposal. */
async function lockedRow({ tx }: Context, scope: FamilyScope, where: Prisma.SharedChangeWhereInput & { id: string }) {
  await tx.$queryRaw`SELECT id FROM shared_change WHERE id = ${where.id} FOR UPDATE`;
  const row = await tx.sharedChange.findFirst({ where });
  const child = row && (await tx.child.count({ where: { AND: [{ id: row.childId }, childrenOfFamily(scope)] } }));
  if (!row || !child) throw new NotFound();
  return row;
}

async function move({ tx, now }: Context, row: SharedChange, wanted: SharedMove) {
  const state = isOver(row.expiresAt, now) ? null : afterMove(row.state, wanted);
  if (state === null) return null;
  await tx.sharedChange.update({ where: { id: row.id }, data: { state, answeredAt: now } });
  return state;
}

/** Whether who proposed may still propose it to who was asked: neither lost authority, died, moved in together or out of the child's homes. */
async function isStillTheirs({ tx, today }: Context, row: SharedChange): Promise<boolean> {
  const holders = await holdersOf(tx, row.childId, today);
  const verdict = whoDecides(holders, row.proposerId);
  const proposer = holders.find(({ guardianId }) => guardianId === row.proposerId);
  const livesThere = proposer?.homes.some(({ id }) => id === row.householdId) ?? false;
  return livesThere && verdict.by === "other" && verdict.guardianId === row.answererId;
}

/** What agreeing does at once; what the office decides afterwards changes nothing yet. Null when it can no longer be done. */
async function apply(context: Context, row: SharedChange): Promise<Applied | null> {
  if (!(await isStillTheirs(context, row))) return null;
  const told = toldOf(row.kind as SharedKind, row.wish);
  if (told.kind === "image_consent") {
    const consent = { id: newId(), childId: row.childId, kind: "image", isGranted: true, givenAt: context.now };
    await context.tx.consent.create({ data: { ...consent, accountId: context.actor?.accountId ?? null } });
    return { consentId: consent.id };
  }
  if (told.kind !== "custody_day") return {};
  const { day, toProposer } = told.wish;
  const householdId = toProposer ? row.householdId : await homeOf(context, row);
  if (householdId === null || !(await isHomeOn(context.tx, { childId: row.childId, householdId, day }))) return null;
  await swapDay(context, { childId: row.childId, householdId, day });
  return {};
}

/** The home of the child where the one who was asked lives. */
async function homeOf(context: Context, { childId, answererId }: SharedChange): Promise<string | null> {
  const holders = await holdersOf(context.tx, childId, context.today);
  return holders.find(({ guardianId }) => guardianId === answererId)?.homes[0]?.id ?? null;
}
