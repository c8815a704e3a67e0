/**
 * What the confirmation of a match does to the money it is about: most matches only say "this is that", some move an attempt, book a transfer,
 * take a debit back or answer a claim, each through the one command that owns that money. A refusal leaves the line as it was.
 */

import { takeClaimAnswer } from "@/lib/claim/commands-answer";
import { collectBatch, rejectItem } from "@/lib/debit/commands-outcome";
import { record } from "@/lib/evidence/record";
import type { StatementLine } from "@/lib/generated/prisma/client";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { bookReceived, followUp, lockAttempt, move } from "@/lib/online/commands";
import { testPays } from "@/lib/payfip/payfip-gateway";
import { openCase } from "@/lib/payment/commands-case";
import { lockInvoice, recordReceipt } from "@/lib/payment/commands-receipt";
import { classifyPayment, openUnknownPayment } from "@/lib/payment/commands-unknown";
import { payableOf } from "@/lib/payment/queries";
import { type AttemptState, afterEvent, isBooked, type PaymentEvent } from "@/lib/payment/rules";
import type { Detail, LineKind } from "@/lib/reading/schema";
import type { Context } from "@/lib/server/context";
import { decidePayment } from "@/lib/treasury/commands-decide";
import { isOfRegie, targetCents } from "./queries-target";
import type { MatchKind } from "./schema";

export type HeldLine = {
  id: string;
  regieId: string;
  kind: LineKind;
  day: CivilDate;
  amountCents: Cents;
  reference: string;
  detail: Detail;
};
export type Target = { kind: MatchKind; id: string; means?: "card" | "debit" | undefined };

export const effectRefusals = [
  ...(["not-open", "no-means", "too-much", "other-regie", "other-amount"] as const),
  ...(["unclear", "again", "some-wait"] as const),
] as const;
export type EffectRefusal = (typeof effectRefusals)[number];
/** `as` is what the line is matched with in the end, where the effect made something of its own. */
type Effect = Outcome<{ as?: { kind: MatchKind; id: string } }, EffectRefusal>;

/** Kinds whose confirmation may move money; the others only say "this is that". */
export function movesMoney(kind: MatchKind | null): boolean {
  return kind !== null && !["receipt", "remittance", "deposit", "payout"].includes(kind);
}

export async function applyMatch(context: Context, line: HeldLine, target: Target): Promise<Effect> {
  if (!(await isOfRegie(context.tx, line.regieId, target))) return refused("other-regie");
  switch (target.kind) {
    case "attempt":
      return line.amountCents < 0 ? bounceAttempt(context, line, target) : settleAttempt(context, line, target);
    case "invoice":
      return line.kind === "bank" ? bookTransfer(context, line, target.id) : bookUnknown(context, line, target);
    case "batch":
      return collected(context, line, target.id);
    case "debit":
      return bounceDebit(context, line, target.id);
    case "claim":
      return answerClaim(context, line, target.id);
    case "bordereau":
      return answerRole(context, line, target.id);
    default:
      return sameMoney(context, line, target);
  }
}

/** "This is that" moves nothing, so nothing else looks at the amount. */
async function sameMoney({ tx }: Context, line: HeldLine, target: Target): Promise<Effect> {
  const cents = await targetCents(tx, line, target);
  if (cents === null) return refused("other-regie");
  return cents === line.amountCents ? done({}) : refused("other-amount");
}

type Found = NonNullable<Awaited<ReturnType<typeof lockAttempt>>>;

async function ownAttempt(context: Context, line: HeldLine, attemptId: string): Promise<Found | null> {
  const attempt = await lockAttempt(context, attemptId);
  const own = attempt && (await context.tx.invoice.count({ where: { id: attempt.invoiceId, regieId: line.regieId } }));
  return own ? attempt : null;
}

/** The list says that it is paid: known already, or a named correction that the list vouches for. */
async function settleAttempt(context: Context, line: HeldLine, { id, means }: Target): Promise<Effect> {
  const attempt = await ownAttempt(context, line, id);
  if (!attempt) return refused("other-regie");
  if (isBooked(attempt.state)) {
    const booked = attempt.answeredCents ?? attempt.amountCents;
    if (booked === line.amountCents) return done({});
    return differs(context, line, { attemptId: id, invoiceId: attempt.invoiceId });
  }
  // No euro was ever behind a test at PayFiP, whatever a list says.
  if (attempt.mode === "T" && !testPays()) return refused("not-open");
  const by = attempt.means === "card" || attempt.means === "debit" ? attempt.means : means;
  return by ? correct(context, { line, attempt, by }) : refused("no-means");
}

type Correcting = { line: HeldLine; attempt: Found; by: "card" | "debit" };

async function correct(context: Context, { line, attempt, by }: Correcting): Promise<Effect> {
  const { amountCents, day } = line;
  const why = `settlement list, ${day}, ${line.reference}`;
  if (attempt.state === "suspect" || attempt.state === "amount_differs") {
    const wish = { attemptId: attempt.id, decision: by, amount: amountCents, reason: why, receivedOn: day };
    const decided = await decidePayment(context, wish);
    return decided.ok ? done({}) : refused(decided.reason === "too-much" ? "too-much" : "not-open");
  }
  const event = paidEvent(attempt.state, { by, isWhole: amountCents === attempt.amountCents });
  if (!event) return refused("not-open");
  const received = { means: by, amountCents, receivedOn: day };
  const after = await move(context, attempt, { event, why, vouched: received });
  if (isBooked(after.state)) await bookReceived(context, after, { ...received, isDecided: true });
  else await followUp(context, attempt, after);
  return done({});
}

/** The edge from a state that is not paid; null when the graph has none. */
function paidEvent(
  state: AttemptState,
  { by, isWhole }: { by: "card" | "debit"; isWhole: boolean },
): PaymentEvent | null {
  const wanted: PaymentEvent[] = isWhole
    ? [`payment.corrected-to-${by}`, `payment.paid-by-${by}`]
    : ["payment.corrected-to-amount", "payment.amount-differed"];
  return wanted.find((event) => afterEvent(state, event) !== null) ?? null;
}

/** Booked with another amount than the list says: a person finds out which is right. */
async function differs(
  context: Context,
  line: HeldLine,
  of: { attemptId: string; invoiceId: string },
): Promise<Effect> {
  const { regieId, amountCents, id: lineId } = line;
  const opened = await openCase(context, {
    ...{ kind: "unmatched-line", sourceKey: `unmatched-line:${lineId}`, regieId, amountCents, lineId },
    ...{ ...of, mayReopen: true },
  });
  return done({ as: { kind: "case", id: opened.caseId } });
}

async function bounceAttempt(context: Context, line: HeldLine, { id }: Target): Promise<Effect> {
  const attempt = await ownAttempt(context, line, id);
  if (!attempt) return refused("other-regie");
  // A card is never taken back this way, and a debit only as a whole.
  if (attempt.means !== "debit") return refused("not-open");
  if ((attempt.answeredCents ?? attempt.amountCents) !== -line.amountCents) return refused("other-amount");
  if (attempt.state === "rejected_later") return done({});
  if (afterEvent(attempt.state, "payment.rejected-later") === null) return refused("not-open");
  const why = `settlement list, ${line.day}, ${line.reference}`;
  const after = await move(context, attempt, { event: "payment.rejected-later", why });
  await followUp(context, attempt, after);
  return done({});
}

/** A transfer pays the invoice it names, up to what is owed; more is for a case, where the rest becomes a credit. */
async function bookTransfer(context: Context, line: HeldLine, invoiceId: string): Promise<Effect> {
  await lockInvoice(context.tx, invoiceId);
  const invoice = await payableOf(context.tx, invoiceId, null);
  if (invoice?.regieId !== line.regieId) return refused("other-regie");
  if (line.amountCents <= 0 || line.amountCents > invoice.dueCents) return refused("too-much");
  const { amountCents, day: receivedOn, reference } = line;
  const receipt = await recordReceipt(context, {
    ...{ invoice, means: "transfer", amountCents, receivedOn },
    ...(reference && { reference }),
  });
  return done({ as: { kind: "receipt", id: receipt.id } });
}

/** PayFiP took money for an invoice that nobody tried to pay here: booked as unknown money, then given to that invoice. */
async function bookUnknown(context: Context, line: HeldLine, { id: invoiceId, means }: Target): Promise<Effect> {
  if (line.amountCents <= 0) return refused("not-open");
  if (!means) return refused("no-means");
  const { regieId, amountCents, day: receivedOn, id: lineId } = line;
  await lockInvoice(context.tx, invoiceId);
  // Looked at before anything is written: a refusal leaves the line as it was.
  if ((await payableOf(context.tx, invoiceId, null))?.regieId !== regieId) return refused("other-regie");
  const sourceKey = unknownKeyOf(lineId);
  const { caseId } = await openUnknownPayment(context, { regieId, sourceKey, means, amountCents, receivedOn, lineId });
  const reason = `settlement list, ${receivedOn}, ${line.reference}`;
  const classified = await classifyPayment(context, { caseId, to: { invoiceId }, reason });
  return classified.ok ? done({ as: { kind: "case", id: caseId } }) : refused("not-open");
}

export function unknownKeyOf(lineId: string): string {
  return `unknown-payment:${lineId}`;
}

/** The whole file, or what is left of it without the debits that came back before. */
async function collected(context: Context, line: HeldLine, batchId: string): Promise<Effect> {
  const items = await context.tx.debitItem.findMany({ where: { batchId }, select: { amountCents: true, state: true } });
  const total = (rows: typeof items) => sum(rows.map(({ amountCents }) => amountCents));
  const expected = [total(items), total(items.filter(({ state }) => state !== "rejected"))];
  if (!expected.includes(line.amountCents)) return refused("other-amount");
  const outcome = await collectBatch(context, { batchId, receivedOn: line.day });
  return outcome.ok ? done({}) : refused("not-open");
}

async function bounceDebit(context: Context, line: HeldLine, itemId: string): Promise<Effect> {
  const item = await context.tx.debitItem.findUnique({ where: { id: itemId }, select: { amountCents: true } });
  if (item?.amountCents !== -line.amountCents) return refused("other-amount");
  const reason = String(line.detail.returned ?? "") || "other";
  const outcome = await rejectItem(context, { itemId, reason });
  return outcome.ok ? done({}) : refused("not-open");
}

async function answerClaim(context: Context, line: HeldLine, claimId: string): Promise<Effect> {
  const { id: lineId, day, detail, amountCents } = line;
  const text = (name: string) => String(detail[name] ?? "");
  const outcome = await takeClaimAnswer(context, {
    ...{ claimId, lineId, day, reasons: [text("reasons"), text("comment")].filter(Boolean).join(" ") },
    takenOn: text("takenOn") || null,
    said:
      line.kind === "pes-money"
        ? { kind: "money", origin: text("origin"), amountCents }
        : { kind: "state", state: text("state"), lines: text("lines") },
  });
  if (outcome.ok) return done({});
  return refused(outcome.reason === "too-much" ? "too-much" : outcome.reason === "unclear" ? "unclear" : "not-open");
}

/** Claims of a role answered in one go; a longer one is confirmed again until none is left. One that refuses waits, and stops none of the others. */
const MOST_CLAIMS = 400;

async function answerRole(context: Context, line: HeldLine, lotId: string): Promise<Effect> {
  // Money comes by the line of an article (docs/treasury-pes.md): which claims a sum for a role is for, nothing says.
  if (line.kind === "pes-money") return refused("unclear");
  const said = String(line.detail.state ?? "");
  // Taken into charge already, a claim has nothing to learn from being taken.
  const live = said === "02" || said === "03" ? (["handed"] as const) : (["handed", "taken"] as const);
  const claims = await context.tx.treasuryClaim.findMany({
    where: { lotId, state: { in: [...live] } },
    orderBy: { invoiceId: "asc" },
    select: { id: true },
  });
  if (said === "01" || said === "received") return done({});
  let [answered, waiting] = [0, 0];
  for (const { id } of claims) {
    if (answered === MOST_CLAIMS) return refused("again");
    const outcome = await answerClaim(context, line, id);
    if (outcome.ok) answered += 1;
    else waiting += 1;
  }
  // The line stays to be treated until a person has decided about each of those.
  return waiting > 0 ? refused("some-wait", { waiting, answered }) : done({});
}

export type Closing = { kind: MatchKind; id: string; rule: string; confidence: number };

/** The line is decided: what it was matched with, how surely, by whom. */
export async function closeLine(
  context: Context,
  row: StatementLine,
  { kind, id, rule, confidence }: Closing,
): Promise<void> {
  const { tx, now, actor } = context;
  await tx.statementLine.update({
    where: { id: row.id },
    data: {
      ...{ state: "matched", matchKind: kind, matchId: id, matchRule: rule, confidence },
      ...{ matchedAt: now, matchedById: actor?.accountId ?? null },
    },
  });
  await record(context, {
    type: "statement.matched",
    subject: null,
    object: { kind: "statement", id: row.importId },
    body: {
      lines: [{ id: row.id, matchKind: kind, matchId: id, matchRule: rule, confidence, cents: row.amountCents }],
    },
  });
}
