/**
 * What the treasury answered about a claim, entered once: taken into charge, collected bit by bit, given up, or back at the régie
 * (facts: treasury §4.2). Each line of a return moves a claim at most once, whatever order the files come in.
 */

import { regieSettingsOf } from "@/lib/commune/queries-regie";
import { record } from "@/lib/evidence/record";
import type { Json } from "@/lib/evidence/tlog/strict/canonical";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { type NewEntry, post } from "@/lib/ledger/commands";
import { claimCollectedLines, claimLines, type Debt, writeOffLines } from "@/lib/ledger/rules";
import { lockInvoice } from "@/lib/payment/commands-receipt";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";
import { claimMails } from "./queries-mail";
import { type AnswerRefusal, type ClaimMove, type ClaimState, moveFor } from "./rules";
import { newsOf, type Said, sourceOf } from "./rules-answer";

export type ClaimAnswer = {
  claimId: string;
  /** The line of the file: the same line for the same claim is entered once. */
  lineId: string;
  /** The day of the receipt, or of the state. */
  day: CivilDate;
  said: Said;
  takenOn?: CivilDate | null;
  /** Reasons and comment as the file gives them. */
  reasons?: string;
};

export type Answered = { claimId: string; lotId: string; state: ClaimState; changed: boolean };

/** "unclear": the code moves no debt by itself; "too-much" and "impossible": it contradicts what is known. All three are for a person. */
export async function takeClaimAnswer(
  context: Context,
  answer: ClaimAnswer,
): Promise<Outcome<Answered, AnswerRefusal | "unclear">> {
  const claim = await lockClaim(context, answer.claimId);
  const { id: claimId, lotId } = claim;
  if (await isKnown(context, claimId, answer.lineId))
    return done({ claimId, lotId, state: claim.state, changed: false });
  const news = newsOf(answer.said);
  if (news === "unclear") return refused("unclear");
  const facts = await factsOf(context, claim);
  const move = news && moveFor({ state: claim.state, ...facts }, news);
  if (typeof move === "string") return refused(move, { left: facts.leftCents });
  if (move === null) return done({ claimId, lotId, state: claim.state, changed: false });
  await enter(context, { claim, move, answer });
  return done({ claimId, lotId, state: move.state, changed: true });
}

/** By a person: the comptable gave the article back outside any file. */
export async function returnClaim(
  context: Context,
  wish: { claimId: string; reason: string },
): Promise<Outcome<Answered, AnswerRefusal>> {
  const claim = await lockClaim(context, wish.claimId);
  const facts = await factsOf(context, claim);
  const move = moveFor({ state: claim.state, ...facts }, { kind: "refused" });
  if (move === null || typeof move === "string") {
    const body = { reason: "impossible", state: claim.state, motive: wish.reason };
    await record(context, { type: "claim.changed", subject: null, object: { kind: "claim", id: claim.id }, body });
    return refused("impossible");
  }
  const said: Said = { kind: "state", state: "04", lines: "" };
  const answer = { claimId: claim.id, lineId: claim.id, day: context.today, said, reasons: wish.reason };
  await enter(context, { claim, move, answer });
  return done({ claimId: claim.id, lotId: claim.lotId, state: move.state, changed: true });
}

type Claim = Awaited<ReturnType<typeof lockClaim>>;

/** The invoice first, as everybody who moves its money does; then the claim as it is now. */
async function lockClaim({ tx }: Context, claimId: string) {
  const found = await tx.treasuryClaim.findUnique({ where: { id: claimId }, select: { invoiceId: true } });
  if (!found) throw new NotFound();
  await lockInvoice(tx, found.invoiceId);
  const claim = await tx.treasuryClaim.findUniqueOrThrow({
    where: { id: claimId },
    include: { lot: { select: { regieId: true, createdAt: true } } },
  });
  const invoice = await tx.invoice.findUniqueOrThrow({
    where: { id: claim.invoiceId },
    select: { householdId: true, payerId: true, year: true, number: true, month: true },
  });
  return { ...claim, invoice };
}

/** A line that moved nothing is read again each time; one that moved money left its entry. */
async function isKnown({ tx }: Context, claimId: string, lineId: string): Promise<boolean> {
  return (await tx.ledgerEntry.count({ where: { sourceId: sourceOf(claimId, lineId) } })) > 0;
}

/** What is left of the claim and what came in for it, from the books; an earlier claim of the same invoice has ended and is left out. */
async function factsOf({ tx }: Context, claim: Claim): Promise<{ leftCents: Cents; collectedCents: Cents }> {
  const lines = await tx.ledgerLine.groupBy({
    by: ["account"],
    where: {
      invoiceId: claim.invoiceId,
      account: { in: ["claim", "treasury_collected"] },
      entry: { recordedAt: { gte: claim.lot.createdAt } },
    },
    _sum: { amountCents: true },
  });
  const totalOf = (account: string) => lines.find((line) => line.account === account)?._sum.amountCents ?? 0;
  return { leftCents: totalOf("claim"), collectedCents: totalOf("treasury_collected") };
}

type Entering = { claim: Claim; move: ClaimMove; answer: ClaimAnswer };

async function enter(context: Context, { claim, move, answer }: Entering): Promise<void> {
  const { invoiceId, invoice } = claim;
  const debt = { invoiceId, householdId: invoice.householdId, payerId: invoice.payerId };
  const entry = entryOf(debt, move);
  const sourceId = sourceOf(claim.id, answer.lineId);
  if (entry) await post(context, [{ ...entry, regieId: claim.lot.regieId, sourceId, day: answer.day }]);
  if (move.givenUpCents > 0) await keepWriteOff(context, { claim, move, answer });
  const said: Json = { day: answer.day, said: { ...answer.said }, reasons: answer.reasons ?? "" };
  await context.tx.treasuryClaim.update({
    where: { id: claim.id },
    data: {
      ...{ state: move.state, answer: said, updatedAt: context.now },
      ...(answer.takenOn && { takenOn: toColumn(answer.takenOn) }),
    },
  });
  await recordMove(context, { claim, move, answer });
  if (move.returnedCents > 0) await tellReturned(context, claim, move.returnedCents);
}

/** One move touches the books in one way only. */
function entryOf(debt: Debt, move: ClaimMove): Pick<NewEntry, "kind" | "lines"> | null {
  if (move.collectedCents !== 0)
    return { kind: "claim.collected", lines: claimCollectedLines(debt, move.collectedCents) };
  if (move.givenUpCents > 0)
    return { kind: "debt.written-off", lines: writeOffLines(debt, move.givenUpCents, "claim") };
  if (move.returnedCents > 0)
    return { kind: "claim.returned", lines: claimLines(debt, move.returnedCents, "returned") };
  return null;
}

async function keepWriteOff({ tx, now, actor }: Context, { claim, move, answer }: Entering): Promise<void> {
  await tx.writeOff.create({
    data: {
      ...{ id: sourceOf(claim.id, answer.lineId), invoiceId: claim.invoiceId, regieId: claim.lot.regieId },
      ...{ amountCents: move.givenUpCents, decision: "Trésor public", decidedOn: toColumn(answer.day) },
      ...{ createdAt: now, createdById: actor?.accountId ?? null },
    },
  });
}

/** A family reads what moves its debt; that a claim was taken into charge stays inside. */
async function recordMove(context: Context, { claim, move, answer }: Entering): Promise<void> {
  const { invoiceId, invoice, exer, bordereau, piece } = claim;
  const type =
    move.collectedCents !== 0
      ? "claim.collected"
      : move.givenUpCents > 0
        ? "debt.written-off"
        : move.returnedCents > 0
          ? "claim.returned"
          : "claim.changed";
  await record(context, {
    type,
    subject: { kind: "household", id: invoice.householdId },
    object: { kind: "claim", id: claim.id },
    body: {
      ...{ invoiceId, month: invoice.month, exer, bordereau, piece, before: claim.state, after: move.state },
      cents: move.collectedCents || move.givenUpCents || move.returnedCents,
      ...{ day: answer.day, lineId: answer.lineId, said: { ...answer.said }, codes: answer.reasons ?? "" },
    },
  });
}

async function tellReturned(context: Context, claim: Claim, cents: Cents): Promise<void> {
  const { invoiceId, invoice } = claim;
  const { treasury } = await regieSettingsOf(context.tx, claim.lot.regieId);
  const { householdId, payerId, month } = invoice;
  const number = { year: invoice.year ?? 0, number: invoice.number ?? 0 };
  const told = [{ invoiceId, householdId, payerId, month, cents, ...number }];
  for (const mail of await claimMails(context, { name: "claimReturned", postName: treasury.postName, told })) {
    await sendLater(context, mail);
  }
}
