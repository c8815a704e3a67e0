/**
 * What every marking shares, by form or from the gate's device: the sheet's row is held while it is marked, so that invoicing and marking
 * never cross; each change is written with its trace on the child (domain rules 20, 58).
 */
import type { OfficeScope } from "@/lib/access/gate";
import { type Event, recordAll } from "@/lib/evidence/record";
import { refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { type OpenSheet, openSheet } from "./queries";
import type { statusOf } from "./rules";

/** Nothing was written; that it was tried is. */
export async function refuse<Reason extends string>(context: Context, sheet: OpenSheet, reason: Reason) {
  await recordAll(context, [
    {
      type: "attendance.refused",
      subject: null,
      object: { kind: "activity-day", id: sheet.id },
      body: { day: sheet.day, activityId: sheet.activity.id, reason },
    },
  ]);
  return refused(reason);
}

export async function holdSheet({ tx }: Context, scope: OfficeScope, id: string): Promise<OpenSheet> {
  await tx.$queryRaw`SELECT id FROM activity_day WHERE id = ${id} FOR UPDATE`;
  const sheet = await openSheet(tx, scope, id);
  if (!sheet) throw new NotFound();
  return sheet;
}

export type Known = {
  id: string | null;
  bookingId: string | null;
  status: ReturnType<typeof statusOf> | null;
  arrivedAt: string | null;
  departedAt: string | null;
  recordedById: string | null;
};

/** A child that neither booked nor was marked. */
export const UNKNOWN: Known = {
  id: null,
  bookingId: null,
  status: null,
  arrivedAt: null,
  departedAt: null,
  recordedById: null,
};

/** The children of a sheet: those who booked and those who were marked. */
export async function readKnown({ tx }: Context, { id }: OpenSheet): Promise<Map<string, Known>> {
  const [booked, marked] = await Promise.all([
    tx.booking.findMany({ where: { activityDayId: id, state: "booked" }, select: { id: true, childId: true } }),
    tx.attendance.findMany({ where: { activityDayId: id } }),
  ]);
  const known = new Map<string, Known>();
  for (const row of booked) known.set(row.childId, { ...UNKNOWN, bookingId: row.id });
  for (const { childId, id: markId, status, arrivedAt, departedAt, recordedById } of marked) {
    const bookingId = known.get(childId)?.bookingId ?? null;
    known.set(childId, { id: markId, status, arrivedAt, departedAt, recordedById, bookingId });
  }
  return known;
}

export type Change = {
  childId: string;
  id: string;
  before: Known;
  after: Pick<Known, "arrivedAt" | "departedAt"> & { status: NonNullable<Known["status"]> };
};

/** Writes the marks and gives their traces, for the command to record. */
export async function writeMarks(context: Context, sheet: OpenSheet, changes: readonly Change[]): Promise<Event[]> {
  if (changes.length === 0) return [];
  const { tx, now, actor } = context;
  const stamp = { recordedAt: now, recordedById: actor?.accountId ?? null };
  const fresh = changes.filter((change) => change.before.id === null);
  await tx.attendance.createMany({
    data: fresh.map(({ id, childId, before, after }) => ({
      id,
      childId,
      activityDayId: sheet.id,
      bookingId: before.bookingId,
      ...after,
      ...stamp,
    })),
  });
  for (const { id, before, after } of changes.filter((change) => change.before.id !== null)) {
    await tx.attendance.update({ where: { id }, data: { ...after, bookingId: before.bookingId, ...stamp } });
  }
  return changes.map((change) => eventOf(sheet, change));
}

function eventOf({ id: activityDayId, day, activity }: OpenSheet, { id, childId, before, after }: Change): Event {
  return {
    type: "attendance.recorded",
    subject: { kind: "child", id: childId },
    object: { kind: "attendance", id },
    body: {
      childId,
      activityDayId,
      activityId: activity.id,
      day,
      before: before.status,
      after: after.status,
      arrivedBefore: before.arrivedAt,
      arrivedAfter: after.arrivedAt,
      departedBefore: before.departedAt,
      departedAfter: after.departedAt,
    },
  };
}
