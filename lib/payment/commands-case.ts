/** Opening, assigning and closing the cases of money that wait for a person. One thing has one case, however often it is found. */
import { record } from "@/lib/evidence/record";
import type { MoneyCase } from "@/lib/generated/prisma/client";
import { newId } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { personInCharge } from "./queries-case";
import { type CaseKind, closingsOf, mayEndAs, type Resolution } from "./rules-case";

export type NewCase = {
  kind: CaseKind;
  /** What it is about, such as `paid-twice:<attempt>`: the same key twice is the same case. */
  sourceKey: string;
  regieId: string;
  amountCents: Cents;
  attemptId?: string;
  invoiceId?: string;
  lineId?: string;
  /** Null: nobody yet. Not given: the first active person of the régie. */
  assignedToId?: string | null;
  /** The same thing may come up again after its case was closed: an attempt that was dismissed and then answered. */
  mayReopen?: boolean;
};

export type OpenedCase = { caseId: string; isNew: boolean };

export async function openCase(context: Context, wish: NewCase): Promise<OpenedCase> {
  const { tx, now } = context;
  const { kind, sourceKey, regieId, amountCents, attemptId, invoiceId, lineId } = wish;
  const id = newId();
  const assignedToId = wish.assignedToId === undefined ? await personInCharge(tx) : wish.assignedToId;
  const links = { attemptId: attemptId ?? null, invoiceId: invoiceId ?? null, lineId: lineId ?? null };
  const row = { id, kind, sourceKey, regieId, amountCents, ...links, assignedToId, state: "open" as const };
  const { count } = await tx.moneyCase.createMany({ data: [{ ...row, openedAt: now }], skipDuplicates: true });
  if (count === 0) {
    const [known] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM money_case WHERE source_key = ${sourceKey} FOR UPDATE`;
    if (!known) throw new Error("A case was neither opened nor found");
    return { caseId: known.id, isNew: wish.mayReopen === true && (await reopenCase(context, known.id, amountCents)) };
  }
  await record(context, {
    type: "case.opened",
    subject: null,
    object: { kind: "case", id },
    body: { kind, sourceKey, regieId, cents: amountCents, ...links, assignedToId },
  });
  return { caseId: id, isNew: true };
}

/** The earlier ending stays in the journal. Gives false for a case that is open. */
async function reopenCase(context: Context, caseId: string, amountCents: Cents): Promise<boolean> {
  const { count } = await context.tx.moneyCase.updateMany({
    where: { id: caseId, state: "closed" },
    data: { state: "open", amountCents, closedAt: null, closedById: null, resolution: null, reason: null },
  });
  if (count === 0) return false;
  const body = { again: 1, cents: amountCents };
  await record(context, { type: "case.opened", subject: null, object: { kind: "case", id: caseId }, body });
  return true;
}

export type CaseRefusal = "already-closed" | "no-such-person" | "not-this-way";

/** Hands a case to somebody of the régie; null gives it back to whoever takes it. */
export async function assignCase(
  context: Context,
  { caseId, accountId }: { caseId: string; accountId: string | null },
): Promise<Outcome<{ caseId: string }, CaseRefusal>> {
  const before = await lockCase(context, caseId);
  if (before.state === "closed") return refuseCase(context, before, "already-closed");
  const found = accountId && (await context.tx.account.count({ where: { ...activeDesk, id: accountId } }));
  if (accountId && !found) return refuseCase(context, before, "no-such-person");
  await context.tx.moneyCase.update({ where: { id: caseId }, data: { assignedToId: accountId } });
  await record(context, {
    type: "case.assigned",
    subject: null,
    object: { kind: "case", id: caseId },
    body: { before: before.assignedToId, after: accountId },
  });
  return done({ caseId });
}

const activeDesk = { role: "regie", activatedAt: { not: null }, closedAt: null } as const;

/** A person closes a case with what became of it and why. Those that only a decision about the money closes are refused here. */
export async function closeCase(
  context: Context,
  wish: { caseId: string; resolution: Resolution; reason: string },
): Promise<Outcome<{ caseId: string }, CaseRefusal>> {
  const known = await lockCase(context, wish.caseId);
  if (known.state === "closed") return refuseCase(context, known, "already-closed");
  if (!closingsOf(known.kind as CaseKind).includes(wish.resolution)) return refuseCase(context, known, "not-this-way");
  await endCase(context, known, wish);
  return done({ caseId: known.id });
}

/** Closes the case that a decision about the money has answered; nothing when it has none or is closed. */
export async function settleCase(
  context: Context,
  wish: { sourceKey: string; resolution: Resolution; reason: string },
): Promise<void> {
  const { tx } = context;
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM money_case WHERE source_key = ${wish.sourceKey} FOR UPDATE`;
  const known = row && (await tx.moneyCase.findUniqueOrThrow({ where: { id: row.id } }));
  if (known?.state !== "open") return;
  if (!mayEndAs(known.kind as CaseKind, wish.resolution)) throw new Error(`A ${known.kind} ends otherwise`);
  await endCase(context, known, wish);
}

/** What an open case is about has become another sum; nothing when it has none or is closed. */
export async function resizeCase(context: Context, wish: { sourceKey: string; amountCents: Cents }): Promise<void> {
  const { tx } = context;
  const { sourceKey, amountCents } = wish;
  const [known] = await tx.$queryRaw<{ id: string; amount_cents: number }[]>`
    SELECT id, amount_cents FROM money_case WHERE source_key = ${sourceKey} AND state = 'open' FOR UPDATE`;
  if (!known || known.amount_cents === amountCents) return;
  await tx.moneyCase.update({ where: { id: known.id }, data: { amountCents } });
  await record(context, {
    type: "case.changed",
    subject: null,
    object: { kind: "case", id: known.id },
    body: { before: known.amount_cents, cents: amountCents },
  });
}

async function endCase(context: Context, known: MoneyCase, end: { resolution: Resolution; reason: string }) {
  const { tx, now, actor } = context;
  const { resolution, reason } = end;
  await tx.moneyCase.update({
    where: { id: known.id },
    data: { state: "closed", closedAt: now, closedById: actor?.accountId ?? null, resolution, reason },
  });
  await record(context, {
    type: "case.closed",
    subject: null,
    object: { kind: "case", id: known.id },
    body: { kind: known.kind, resolution, reason, cents: known.amountCents, attemptId: known.attemptId },
  });
}

/** The case under its row's lock. Throws `NotFound` for one that does not exist. */
export async function lockCase({ tx }: Context, caseId: string): Promise<MoneyCase> {
  await tx.$queryRaw`SELECT id FROM money_case WHERE id = ${caseId} FOR UPDATE`;
  const row = await tx.moneyCase.findUnique({ where: { id: caseId } });
  if (!row) throw new NotFound();
  return row;
}

/** An act about a case that was refused leaves its trace too, as at the till. */
export async function refuseCase<Reason extends string>(context: Context, known: MoneyCase, reason: Reason) {
  await record(context, {
    type: "receipt.refused",
    subject: null,
    object: { kind: "case", id: known.id },
    body: { reason, caseKind: known.kind },
  });
  return refused(reason);
}
