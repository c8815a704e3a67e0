/**
 * Undoing what a person decided about a line: nothing is erased, the line is open again, and the journal has both. A match that only said "this is
 * that" is undone alone; a transfer that it had booked is taken back under its own number. Money that another decision moved is undone where it was
 * decided, and the line waits for that (domain rules 37–39).
 */
import { record } from "@/lib/evidence/record";
import type { Receipt, StatementLine } from "@/lib/generated/prisma/client";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { settleCase } from "@/lib/payment/commands-case";
import type { Detail } from "@/lib/reading/schema";
import type { Context } from "@/lib/server/context";
import { reverseByHand } from "@/lib/till/commands-reverse";
import { lockLine } from "./commands-match";
import type { MatchKind } from "./schema";

export type UndoRefusal = "not-decided" | "moved" | "closed-over";

export async function undoDecision(
  context: Context,
  { lineId, reason }: { lineId: string; reason: string },
): Promise<Outcome<{ lineId: string }, UndoRefusal>> {
  const row = await lockLine(context, lineId);
  if (row.state !== "matched" && row.state !== "set_aside") return refuseUndo(context, row, "not-decided");
  const found = row.state === "matched" ? await undoMatch(context, row, reason) : { undone: null };
  if (typeof found === "string") return refuseUndo(context, row, found);
  const { aside: _, ...detail } = row.detail as Detail;
  await context.tx.statementLine.update({
    where: { id: lineId },
    data: {
      ...{ state: "open", matchKind: null, matchId: null, confidence: null, matchRule: null },
      ...{ matchedAt: null, matchedById: null },
      // The same match is found again, but no longer proposed: a person has said no.
      detail: { ...detail, ...(found.undone && { undone: found.undone }) },
    },
  });
  const { matchKind, matchId, matchRule, state, importId, amountCents } = row;
  await record(context, {
    type: "statement.undone",
    subject: null,
    object: { kind: "statement", id: importId },
    body: { lineId, cents: amountCents, before: { state, matchKind, matchId, matchRule }, motive: reason },
  });
  return done({ lineId });
}

/** `undone` names what the line was matched with, as it would be proposed again. */
type Undone = { undone: string | null };

async function undoMatch(context: Context, row: StatementLine, reason: string): Promise<Undone | UndoRefusal> {
  const { matchKind, matchId, id, matchedAt } = row;
  const same = { undone: matchId };
  const receipt = matchId ? await receiptOf(context, matchKind as MatchKind, matchId) : null;
  // Both were written in one transaction, at one instant: the match made the receipt.
  const isItsOwn = receipt !== null && receipt.recordedAt.getTime() === matchedAt?.getTime();
  switch (matchKind as MatchKind) {
    case "remittance":
    case "deposit":
    case "payout":
      return same;
    case "attempt":
      return receipt === null || isItsOwn ? "moved" : same;
    case "receipt":
      return isItsOwn && receipt ? takeBack(context, receipt, reason) : same;
    case "case": {
      const sourceKey = `unmatched-line:${id}`;
      const followed = await context.tx.moneyCase.count({ where: { id: matchId ?? "", sourceKey } });
      if (followed === 0) return "moved";
      await settleCase(context, { sourceKey, resolution: "corrected", reason });
      return { undone: null };
    }
    default:
      return "moved";
  }
}

async function receiptOf({ tx }: Context, kind: MatchKind, id: string): Promise<Receipt | null> {
  if (kind === "attempt") return tx.receipt.findUnique({ where: { attemptId: id } });
  return kind === "receipt" ? tx.receipt.findUnique({ where: { id } }) : null;
}

/** A slip, a lot or a remittance may have closed over it, or the till taken it back already. */
async function takeBack(context: Context, receipt: Receipt, motive: string): Promise<Undone | UndoRefusal> {
  const taken = await context.tx.receipt.count({ where: { correctsId: receipt.id } });
  const undone = { undone: receipt.invoiceId };
  if (taken > 0) return undone;
  const outcome = await reverseByHand(context, { receiptId: receipt.id, kind: "mistake", motive });
  return outcome.ok ? undone : "closed-over";
}

async function refuseUndo(context: Context, row: StatementLine, reason: UndoRefusal) {
  await record(context, {
    type: "statement.refused",
    subject: null,
    object: { kind: "statement-line", id: row.id },
    body: { reason, asked: "undo" },
  });
  return refused(reason);
}
