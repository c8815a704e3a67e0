/** A till handed over (remise de caisse): what was counted stands beside what the books say; the successor accepts with an own session. */
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { holdTill, refuseTill } from "./commands";
import { tillOf } from "./queries";
import { countedIn, handoversOf, successorsOf } from "./queries-papers";
import { type AcceptRefusal, differences, heldOf, refuseAcceptance } from "./rules-state";
import type { HandoverWish } from "./schema";

export type HandoverRefusal = "no-such-person" | "needs-note";

export async function handTillOver(
  context: Context,
  wish: HandoverWish,
): Promise<Outcome<{ handoverId: string }, HandoverRefusal>> {
  const { tx, now, today, actor } = context;
  if (!actor) throw new NotFound();
  const { regieId, toId, counted, note } = wish;
  await holdTill(context, regieId);
  const successors = await successorsOf(tx, actor.accountId);
  const refuse = (reason: HandoverRefusal) => refuseTill(context, regieId, { asked: "hand-over", reason });
  if (!successors.some((one) => one.id === toId)) return refuse("no-such-person");
  const booked = heldOf((await tillOf(tx, regieId, today)).lines);
  const gaps = differences(booked, counted);
  if (gaps.length > 0 && note === "") return refuse("needs-note");
  const [id, fromId] = [newId(), actor.accountId];
  await tx.tillHandover.create({
    data: { id, regieId, fromId, toId, booked, counted, note: note || null, createdAt: now },
  });
  await record(context, {
    type: "till.handed-over",
    subject: null,
    object: { kind: "handover", id },
    body: { regieId, fromId, toId, booked, counted, gaps, note: note || null },
  });
  return done({ handoverId: id });
}

export async function acceptTill(
  context: Context,
  { handoverId }: { handoverId: string },
): Promise<Outcome<{ handoverId: string }, AcceptRefusal>> {
  const { tx, now, today, actor } = context;
  const known = await tx.tillHandover.findUnique({ where: { id: handoverId } });
  if (!known || !actor) throw new NotFound();
  const { regieId, fromId, toId } = known;
  await holdTill(context, regieId);
  const [all, till] = [await handoversOf(tx, regieId), await tillOf(tx, regieId, today)];
  const handover = all.find((one) => one.id === handoverId);
  const state = {
    ...{ toId, booked: countedIn(known.booked) },
    ...{ isLatest: handover?.isLatest ?? false, isAccepted: (handover?.acceptedAt ?? null) !== null },
  };
  const reason = refuseAcceptance(state, { accountId: actor.accountId, held: heldOf(till.lines) });
  if (reason) return refuseTill(context, regieId, { asked: "accept", reason });
  await tx.tillHandover.update({ where: { id: handoverId }, data: { acceptedAt: now } });
  await record(context, {
    type: "till.accepted",
    subject: null,
    object: { kind: "handover", id: handoverId },
    body: { regieId, fromId, toId, booked: state.booked, counted: countedIn(known.counted) },
  });
  return done({ handoverId });
}
