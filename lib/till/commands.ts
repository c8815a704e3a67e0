/**
 * What leaves a till: whoever takes money out of it holds its régie first, so that what is in hand is read once at a time.
 * A remittance (versement): the régisseur pays over to the comptable, by means, never more than the books hold.
 */
import { record } from "@/lib/evidence/record";
import { allot } from "@/lib/invoice/commands-issue";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { done, type Outcome, type Refused, refused } from "@/lib/kernel/outcome";
import { post } from "@/lib/ledger/commands";
import { means, remittanceLines } from "@/lib/ledger/rules";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { inHandOf } from "./queries";
import { type RemitRefusal, refuseRemittance } from "./rules-state";
import type { RemittanceWish } from "./schema";

/** Throws NotFound when there is no such régie. */
export async function holdTill({ tx }: Context, regieId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM regie WHERE id = ${regieId} FOR UPDATE`;
  if (rows.length === 0) throw new NotFound();
}

export async function refuseTill<Reason extends string>(
  context: Context,
  regieId: string,
  { asked, reason }: { asked: string; reason: Reason },
): Promise<Refused<Reason>> {
  await record(context, {
    type: "till.refused",
    subject: null,
    object: { kind: "regie", id: regieId },
    body: { asked, reason },
  });
  return refused(reason);
}

export async function makeRemittance(
  context: Context,
  wish: RemittanceWish,
): Promise<Outcome<{ remittanceId: string; year: number; number: number }, RemitRefusal>> {
  const { tx, now, today, actor } = context;
  const { regieId, remittedOn } = wish;
  await holdTill(context, regieId);
  const reason = refuseRemittance(wish, { inHand: await inHandOf(tx, regieId), today });
  if (reason) return refuseTill(context, regieId, { asked: "remit", reason });
  const year = Number(today.slice(0, 4));
  const number = await allot(context, { regieId, kind: "remittance", year, count: 1 });
  const id = newId();
  const amounts = Object.fromEntries(means.flatMap((one) => (wish.amounts[one] > 0 ? [[one, wish.amounts[one]]] : [])));
  const totalCents = sum(Object.values(amounts));
  await tx.remittance.create({
    data: {
      ...{ id, regieId, year, number, amounts, totalCents, remittedOn: toColumn(remittedOn) },
      ...{ createdAt: now, createdById: actor?.accountId ?? null },
    },
  });
  const lines = remittanceLines(amounts);
  await post(context, [{ regieId, kind: "remittance.made", sourceId: id, day: remittedOn, lines }]);
  await record(context, {
    type: "remittance.made",
    subject: null,
    object: { kind: "remittance", id },
    body: { regieId, year, number, day: remittedOn, cents: totalCents, amounts },
  });
  return done({ remittanceId: id, year, number });
}
