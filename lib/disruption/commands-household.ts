/**
 * One household of a group whose days do not take place. What the rules do not charge is cancelled under one order. What stays due is noted on
 * the sheet, absent, with the reason and what the rules charge. One event a child, one mail a person.
 */
import { cancelBookings } from "@/lib/booking/commands-order";
import { recordAll } from "@/lib/evidence/record";
import { groupBy } from "@/lib/kernel/groups";
import { newId, newReference } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import type { Context } from "@/lib/server/context";
import { sendLater } from "@/lib/server/work/mail";
import type { Reading } from "./queries";
import { disruptionMails } from "./queries-mail";
import { effectOf, isCancelled, type Judged } from "./rules";
import type { Disruption, DisruptionReason } from "./schema";

type Settling = { householdId: string; rows: readonly Judged[]; reading: Reading; choice: Disruption };

export async function settleHousehold(context: Context, settling: Settling): Promise<void> {
  const { householdId, rows, reading, choice } = settling;
  const gone = rows.filter(isCancelled);
  const order = gone.length > 0 ? await cancelUnderOrder(context, householdId, gone) : null;
  const marks = await writeMarks(
    context,
    rows.filter((row) => !isCancelled(row)),
    choice.reason,
  );
  await recordAll(
    context,
    [...groupBy(rows, (row) => row.childId)].map(([childId, own]) => ({
      type: "booking.disrupted",
      subject: { kind: "household", id: householdId },
      object: { kind: "child", id: childId },
      body: bodyOf({ childId, own, marks, order, settling }),
    })),
  );
  const news = { householdId, rows, facts: reading.facts, choice, today: context.today };
  for (const mail of await disruptionMails(context.tx, news)) await sendLater(context, mail);
}

type Order = { id: string; reference: string };

async function cancelUnderOrder(context: Context, householdId: string, gone: readonly Judged[]): Promise<Order> {
  const { tx, now, actor, channel } = context;
  const order = { id: newId(), reference: newReference("VAL") };
  await cancelBookings(context, gone, order.id);
  const deltaCents = -sum(gone.map(({ priceCents }) => priceCents));
  const by = { accountId: actor?.accountId ?? null, channel };
  await tx.bookingOrder.create({ data: { ...order, ...by, householdId, deltaCents, createdAt: now } });
  return order;
}

type Own = { childId: string; own: readonly Judged[]; marks: readonly Mark[]; order: Order | null; settling: Settling };

/** One event a child: its bookings that were cancelled and its absences that stay due, with all their ids. */
function bodyOf({ childId, own, marks, order, settling: { reading, choice } }: Own) {
  const activities = [...new Set(own.map(({ activityId }) => activityId))];
  const gone = own.filter(isCancelled);
  const [only] = activities;
  const names = activities.map((id) => reading.facts.activities.get(id)?.nameFr ?? "");
  return {
    childId,
    ...(activities.length === 1 && only ? { activityId: only } : { activities }),
    activity: names.join(", "),
    reason: choice.reason,
    motive: choice.note === "" ? undefined : choice.note,
    ...(gone.length > 0 && order && { order: order.reference, orderId: order.id }),
    bookings: gone.map(({ id, day, activityDayId, priceCents }) => ({ id, day, activityDayId, cents: priceCents })),
    marks: marks.filter((mark) => mark.childId === childId).map(({ childId: _, ...mark }) => mark),
  };
}

/** What the child's event tells of a mark. */
type Mark = { childId: string; id: string; day: string; activityDayId: string; status: string; charge: string };

/** A day that was marked absent by hand takes the reason; a child who was there never comes this far. */
async function writeMarks(
  { tx, now, actor }: Context,
  due: readonly Judged[],
  reason: DisruptionReason,
): Promise<Mark[]> {
  const marks: Mark[] = [];
  for (const { id: bookingId, childId, activityDayId, day, charge, isExcused } of due) {
    const status = isExcused ? ("absent_justified" as const) : ("absent" as const);
    const stamp = { recordedAt: now, recordedById: actor?.accountId ?? null };
    const data = { bookingId, status, absenceReason: reason, absenceCharge: charge, ...stamp };
    const { id } = await tx.attendance.upsert({
      where: { childId_activityDayId: { childId, activityDayId } },
      create: { id: newId(), childId, activityDayId, ...data },
      update: { ...data, arrivedAt: null, departedAt: null },
      select: { id: true },
    });
    marks.push({ childId, id, day, activityDayId, status, charge: effectOf(charge) });
  }
  return marks;
}
