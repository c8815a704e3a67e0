/** A deposit slip: cheques or titles taken to the bank together, under a number. Each paper is on one slip, for good. */
import { record } from "@/lib/evidence/record";
import { allot } from "@/lib/invoice/commands-issue";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { done, type Outcome } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import { holdTill, refuseTill } from "./commands";
import { papersInHand } from "./queries-papers";
import type { Deposit } from "./schema";

export type DepositRefusal = "not-in-hand" | "future" | "before-receipt";

export async function makeDeposit(
  context: Context,
  wish: Deposit,
): Promise<Outcome<{ slipId: string; year: number; number: number }, DepositRefusal>> {
  const { tx, now, today, actor } = context;
  const { regieId, means, depositedOn } = wish;
  await holdTill(context, regieId);
  const wanted = new Set(wish.receipts);
  const papers = (await papersInHand(tx, regieId)).filter((paper) => paper.means === means && wanted.has(paper.id));
  const refuse = (reason: DepositRefusal) => refuseTill(context, regieId, { asked: "deposit", reason });
  if (papers.length !== wanted.size) return refuse("not-in-hand");
  if (depositedOn > today) return refuse("future");
  if (papers.some((paper) => paper.day > depositedOn)) return refuse("before-receipt");
  const year = Number(today.slice(0, 4));
  const number = await allot(context, { regieId, kind: "deposit", year, count: 1 });
  const [id, ids] = [newId(), papers.map((paper) => paper.id)];
  const totalCents = sum(papers.map((paper) => paper.amountCents));
  await tx.depositSlip.create({
    data: {
      ...{ id, regieId, year, number, means, totalCents, receipts: ids.length },
      ...{ depositedOn: toColumn(depositedOn), createdAt: now, createdById: actor?.accountId ?? null },
    },
  });
  const { count } = await tx.receipt.updateMany({
    where: { id: { in: ids }, depositId: null },
    data: { depositId: id },
  });
  if (count !== ids.length) throw new Error("A paper went onto another slip meanwhile");
  await record(context, {
    type: "deposit.made",
    subject: null,
    object: { kind: "deposit", id },
    body: { regieId, year, number, means, day: depositedOn, cents: totalCents, receipts: ids },
  });
  return done({ slipId: id, year, number });
}
