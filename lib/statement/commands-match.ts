/**
 * What a person decides about the lines of files: all the sure matches at once, one match alone, a line set aside with a reason, a case. Nothing
 * is matched without a person, each decision is in the journal, and a line is decided once (domain rules 37–39).
 */
import { record, recordAll } from "@/lib/evidence/record";
import type { StatementLine } from "@/lib/generated/prisma/client";
import { fromColumn } from "@/lib/kernel/civil-date";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { openCase } from "@/lib/payment/commands-case";
import { openUnknownPayment } from "@/lib/payment/commands-unknown";
import type { Detail, LineKind } from "@/lib/reading/schema";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import {
  applyMatch,
  closeLine,
  type EffectRefusal,
  type HeldLine,
  movesMoney,
  type Target,
  unknownKeyOf,
} from "./commands-effect";
import { inChunks } from "./queries-facts";
import type { CaseWish, MatchKind, MatchWish } from "./schema";

/** So many matches that move money are confirmed by one click: each takes several locks. */
const MOST_MOVES = 200;
const IN_ONE_EVENT = 500;

export type Confirmed = { confirmed: number; left: number };

/** Confirms what is proposed. What cannot be, because the money has moved since, stays with its line for a person to look at alone. */
export async function confirmSure(
  context: Context,
  { regieId }: { regieId: string },
): Promise<Outcome<Confirmed, "none">> {
  const { tx } = context;
  await holdRegie(context, regieId);
  const proposed = await tx.statementLine.findMany({
    where: { regieId, state: "proposed" },
    orderBy: [{ day: "asc" }, { lineKey: "asc" }],
  });
  if (proposed.length === 0) return refused("none");
  const booked = await bookedAttempts(context, proposed);
  const isPlain = ({ matchKind, matchId, amountCents }: StatementLine) =>
    !movesMoney(matchKind as MatchKind) || (matchKind === "attempt" && amountCents > 0 && booked.has(matchId ?? ""));
  const plain = proposed.filter(isPlain);
  await confirmPlain(context, plain);
  let confirmed = plain.length;
  for (const row of proposed.filter((one) => !isPlain(one)).slice(0, MOST_MOVES)) {
    const target = { kind: row.matchKind as MatchKind, id: row.matchId ?? "" };
    const outcome = await applyMatch(context, heldOf(row), target);
    if (!outcome.ok) continue;
    await closeLine(context, row, {
      ...(outcome.as ?? target),
      rule: row.matchRule ?? "by-hand",
      confidence: row.confidence ?? 0,
    });
    confirmed += 1;
  }
  return done({ confirmed, left: proposed.length - confirmed });
}

/** Imports and decisions of a régie follow each other. */
async function holdRegie({ tx }: Context, regieId: string): Promise<void> {
  const [regie] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM regie WHERE id = ${regieId} FOR UPDATE`;
  if (!regie) throw new NotFound();
}

/** Attempts in the books: their lines only say so too. */
async function bookedAttempts({ tx }: Context, rows: readonly StatementLine[]): Promise<ReadonlySet<string>> {
  const ids = rows.flatMap(({ matchKind, matchId }) => (matchKind === "attempt" && matchId ? [matchId] : []));
  const state = { in: ["paid_card", "paid_debit", "paid_twice", "after_hand_over"] as const };
  const known = await inChunks(ids, (part) =>
    tx.paymentAttempt.findMany({ where: { id: { in: part }, state: { in: [...state.in] } }, select: { id: true } }),
  );
  return new Set(known.map(({ id }) => id));
}

async function confirmPlain(context: Context, rows: readonly StatementLine[]): Promise<void> {
  const { tx, now, actor } = context;
  const data = { state: "matched" as const, matchedAt: now, matchedById: actor?.accountId ?? null };
  const parts = [];
  for (let start = 0; start < rows.length; start += IN_ONE_EVENT) parts.push(rows.slice(start, start + IN_ONE_EVENT));
  for (const part of parts) {
    const { count } = await tx.statementLine.updateMany({
      where: { id: { in: part.map(({ id }) => id) }, state: "proposed" },
      data,
    });
    if (count !== part.length) throw new Error("A line was decided about meanwhile");
  }
  await recordAll(
    context,
    parts.map((part) => ({
      type: "statement.matched",
      subject: null,
      object: { kind: "statement", id: part[0]?.importId ?? "" },
      body: {
        lines: part.map(({ id, matchKind, matchId, matchRule, confidence, amountCents }) => ({
          ...{ id, matchKind, matchId, matchRule, confidence, cents: amountCents },
        })),
      },
    })),
  );
}

export type MatchRefusal = EffectRefusal | "decided" | "taken" | "no-target";

/** One line, with the candidate a person chose, or with an invoice that they named. */
export async function matchLine(context: Context, wish: MatchWish): Promise<Outcome<{ lineId: string }, MatchRefusal>> {
  const row = await holdLine(context, wish.lineId);
  if (!row) return refuseLine(context, wish.lineId, "decided");
  const target = wish.target ?? (await invoiceNamed(context, row.regieId, wish.invoice));
  if (!target) return refuseLine(context, row.id, "no-target");
  const { kind, id } = target;
  const isShared = kind === "claim" || kind === "bordereau";
  // A payment and its rejection are two lines of one attempt.
  const sameWay = kind === "attempt" && { amountCents: row.amountCents < 0 ? { lt: 0 } : { gte: 0 } };
  const others = { state: "matched" as const, matchKind: kind, matchId: id, ...sameWay };
  if (!isShared && kind !== "invoice" && (await context.tx.statementLine.count({ where: others })) > 0) {
    return refuseLine(context, row.id, "taken");
  }
  const outcome = await applyMatch(context, heldOf(row), { ...target, means: wish.means });
  if (!outcome.ok) return refuseLine(context, row.id, outcome.reason, outcome.facts);
  const proposed = row.matchKind === kind && row.matchId === id;
  const how = proposed
    ? { rule: row.matchRule ?? "by-hand", confidence: row.confidence ?? 100 }
    : { rule: "by-hand", confidence: 100 };
  await closeLine(context, row, { ...(outcome.as ?? target), ...how });
  return done({ lineId: row.id });
}

/** By its reference, or by its number as it is printed. */
async function invoiceNamed({ tx }: Context, regieId: string, text: string): Promise<Target | null> {
  const numbered = /^(\d{4})[-/ ]0*(\d{1,7})$/.exec(text);
  if (text === "") return null;
  const invoice = await tx.invoice.findFirst({
    where: {
      ...{ regieId, kind: "invoice", state: "issued" },
      ...(numbered ? { year: Number(numbered[1]), number: Number(numbered[2]) } : { refdet: text }),
    },
    select: { id: true },
  });
  return invoice && { kind: "invoice", id: invoice.id };
}

export async function setLineAside(
  context: Context,
  { lineId, reason }: { lineId: string; reason: string },
): Promise<Outcome<{ lineId: string }, "decided">> {
  const row = await holdLine(context, lineId);
  if (!row) return refuseLine(context, lineId, "decided");
  const { tx, now, actor } = context;
  await tx.statementLine.update({
    where: { id: lineId },
    data: {
      ...{ state: "set_aside", matchedAt: now, matchedById: actor?.accountId ?? null },
      ...{ matchKind: null, matchId: null, confidence: null, matchRule: null },
      detail: { ...(row.detail as Detail), aside: reason },
    },
  });
  await record(context, {
    type: "statement.set-aside",
    subject: null,
    object: { kind: "statement", id: row.importId },
    body: { lineId, cents: row.amountCents, reference: row.reference, motive: reason },
  });
  return done({ lineId });
}

/** Money of nobody known goes into the books as such, under a case; anything else gets a case to follow. */
export async function openLineCase(
  context: Context,
  { lineId, as, means }: CaseWish,
): Promise<Outcome<{ lineId: string }, "decided" | "no-means" | "not-money">> {
  const row = await holdLine(context, lineId);
  if (!row) return refuseLine(context, lineId, "decided");
  const { regieId, amountCents, kind } = row;
  const by = kind === "bank" ? ("transfer" as const) : means;
  if (as === "unknown" && (amountCents <= 0 || kind.startsWith("pes"))) return refuseLine(context, lineId, "not-money");
  if (as === "unknown" && !by) return refuseLine(context, lineId, "no-means");
  const opened =
    as === "unknown" && by
      ? await openUnknownPayment(context, {
          ...{ regieId, sourceKey: unknownKeyOf(lineId), means: by, amountCents, lineId },
          receivedOn: fromColumn(row.day),
        })
      : await openCase(context, {
          ...{ kind: "unmatched-line", sourceKey: `unmatched-line:${lineId}`, regieId, amountCents, lineId },
          mayReopen: true,
        });
  await closeLine(context, row, { kind: "case", id: opened.caseId, rule: "by-hand", confidence: 100 });
  return done({ lineId });
}

/** The line under the lock of its régie. */
export async function lockLine(context: Context, lineId: string): Promise<StatementLine> {
  const known = await context.tx.statementLine.findUnique({ where: { id: lineId }, select: { regieId: true } });
  if (!known) throw new NotFound();
  await holdRegie(context, known.regieId);
  return context.tx.statementLine.findUniqueOrThrow({ where: { id: lineId } });
}

/** Null when somebody has decided about it. */
async function holdLine(context: Context, lineId: string): Promise<StatementLine | null> {
  const row = await lockLine(context, lineId);
  return row.state === "open" || row.state === "proposed" ? row : null;
}

function heldOf(row: StatementLine): HeldLine {
  const { id, regieId, amountCents, reference } = row;
  return {
    id,
    regieId,
    amountCents,
    reference,
    kind: row.kind as LineKind,
    day: fromColumn(row.day),
    detail: row.detail as Detail,
  };
}

async function refuseLine<Reason extends string>(
  context: Context,
  lineId: string,
  ...[reason, facts]: Parameters<typeof refused<Reason>>
) {
  await record(context, {
    type: "statement.refused",
    subject: null,
    object: { kind: "statement-line", id: lineId },
    body: { reason, ...facts },
  });
  return refused(reason, facts);
}
