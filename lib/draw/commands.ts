/**
 * The office opens a draw for a scarce activity, or gives it up. The seed is made here and kept to the end; its SHA-256 goes into the journal
 * in the same transaction, before anybody can wish. From then on the days of the draw are not booked otherwise (lib/booking/rules).
 */
import { randomBytes } from "node:crypto";
import { readDayLimits } from "@/lib/booking/queries";
import { type Event, record, recordAll } from "@/lib/evidence/record";
import { instantOf, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { commitmentOf } from "./rules";
import type { DrawInput, OpenDraw } from "./schema";

export type OpeningRefusal = "closing-past" | "no-days" | "overlap" | "queue" | "after-limit";

export async function openDraw(
  context: Context,
  input: OpenDraw,
): Promise<Outcome<{ drawId: string; days: number }, OpeningRefusal>> {
  const { tx, now, actor } = context;
  await tx.$queryRaw`SELECT id FROM activity WHERE id = ${input.activityId} FOR UPDATE`;
  const days = await daysOf(context, input);
  const reason = await refuseOpening(context, input, days);
  if (reason) return turnDown(context, input, reason);
  const seed = randomBytes(32).toString("hex");
  const { activityId, label } = input;
  const draw = { id: newId(), activityId, label, commitment: commitmentOf(seed) };
  await tx.draw.create({
    data: {
      ...{ ...draw, seed, state: "open", createdAt: now, createdById: actor?.accountId ?? null },
      ...{ firstDay: toColumn(input.firstDay), lastDay: toColumn(input.lastDay) },
      ...{ opensAt: instantOf(input.opensAt), closesAt: instantOf(input.closesAt) },
    },
  });
  const { firstDay, lastDay, opensAt, closesAt } = input;
  const body = { ...draw, firstDay, lastDay, opensAt, closesAt, days: days.length };
  await tell(context, "draw.opened", draw.id, body);
  return done({ drawId: draw.id, days: days.length });
}

type Day = { id: string };

function daysOf({ tx, today }: Context, { activityId, firstDay, lastDay }: OpenDraw): Promise<Day[]> {
  const from = firstDay > today ? firstDay : today;
  return tx.activityDay.findMany({
    where: { activityId, closedFr: null, day: { gte: toColumn(from), lte: toColumn(lastDay) } },
    select: { id: true },
  });
}

async function refuseOpening(
  { tx, moment }: Context,
  { activityId, firstDay, lastDay, closesAt }: OpenDraw,
  days: readonly Day[],
): Promise<OpeningRefusal | null> {
  if (closesAt <= moment) return "closing-past";
  if (days.length === 0) return "no-days";
  const span = { firstDay: { lte: toColumn(lastDay) }, lastDay: { gte: toColumn(firstDay) } };
  const dayIds = days.map(({ id }) => id);
  const [others, waiting, limits] = await Promise.all([
    tx.draw.count({ where: { activityId, state: "open", ...span } }),
    tx.waitingEntry.count({ where: { activityDayId: { in: dayIds }, state: { in: ["waiting", "offered"] } } }),
    readDayLimits(tx, dayIds),
  ]);
  if (others > 0) return "overlap";
  if (waiting > 0) return "queue";
  return [...limits.values()].some((limit) => limit.closesAt < closesAt) ? "after-limit" : null;
}

/** Days are given back to the ordinary rules; families who wished are told by their journal and see it on the page. */
export async function cancelDraw(
  context: Context,
  { drawId, activityId }: DrawInput,
): Promise<Outcome<object, "over">> {
  const { tx, now } = context;
  const draw = await tx.draw.findFirst({ where: { id: drawId, activityId } });
  if (!draw) throw new NotFound();
  const { count } = await tx.draw.updateMany({ where: { id: drawId, state: "open" }, data: { state: "cancelled" } });
  if (count === 0) {
    await tell(context, "draw.refused", drawId, { drawId, label: draw.label, reason: "over" });
    return refused("over");
  }
  await tell(context, "draw.cancelled", drawId, { drawId, label: draw.label });
  const wishes = await tx.drawWish.findMany({ where: { drawId, withdrawnAt: null } });
  await tx.drawWish.updateMany({ where: { drawId, withdrawnAt: null }, data: { withdrawnAt: now } });
  await recordAll(
    context,
    wishes.map(({ id, childId, householdId, ticket }) => ({
      type: "draw.withdrawn",
      subject: { kind: "household", id: householdId },
      object: { kind: "draw-wish", id },
      body: { drawId, childId, ticket, activity: draw.label, activityId, reason: "draw-cancelled" },
    })),
  );
  return done();
}

type CommuneEvent = Extract<Event["type"], "draw.opened" | "draw.cancelled" | "draw.refused">;

function tell(context: Context, type: CommuneEvent, id: string, body: Event["body"]): Promise<string> {
  return record(context, { type, subject: null, object: { kind: "draw", id }, body });
}

async function turnDown(context: Context, { activityId, label, firstDay, lastDay }: OpenDraw, reason: OpeningRefusal) {
  const object = { kind: "activity", id: activityId };
  await record(context, { type: "draw.refused", subject: null, object, body: { label, firstDay, lastDay, reason } });
  return refused(reason);
}
