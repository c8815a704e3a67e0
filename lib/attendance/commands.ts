/**
 * Marking a sheet (domain rules 20, 58): only what the person changed is written, each change with its trace on the child.
 * The sheet's row is held while it is marked, so that invoicing and marking never cross.
 */
import type { OfficeScope } from "@/lib/access/gate";
import { type Event, recordAll } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { childrenForSheet, type OpenSheet, openSheet } from "./queries";
import { departureOf, isChanged, refuseMarking, type SheetRefusal, statusOf } from "./rules";
import type { AddChildInput, SheetInput } from "./schema";

export async function markSheet(
  context: Context,
  input: SheetInput,
  scope: OfficeScope,
): Promise<Outcome<{ changed: number; day: string }, SheetRefusal>> {
  const sheet = await holdSheet(context, scope, input.activityDayId);
  const refusal = refuseMarking(sheet, context.today);
  if (refusal) return refuse(context, sheet, refusal);
  const known = await readKnown(context, sheet);
  const changes = Object.entries(input.children).flatMap(([childId, row]) => {
    const before = known.get(childId);
    if (!before) throw new NotFound();
    const shown = { mark: row.was, departed: row.wasDeparted };
    if (!isChanged(shown, row) || row.mark === null) return [];
    const after = { status: statusOf(row.mark, before.bookingId !== null), departedAt: departureOf(row) };
    const same = after.status === before.status && after.departedAt === before.departedAt;
    return same ? [] : [{ childId, before, after, id: before.id ?? newId() }];
  });
  await write(context, sheet, changes);
  return done({ changed: changes.length, day: sheet.day });
}

/** A child who came without booking joins the sheet, present. */
export async function addUnbooked(
  context: Context,
  { activityDayId, childId }: AddChildInput,
  scope: OfficeScope,
): Promise<Outcome<{ day: string }, SheetRefusal | "already-there">> {
  const sheet = await holdSheet(context, scope, activityDayId);
  const refusal = refuseMarking(sheet, context.today);
  if (refusal) return refuse(context, sheet, refusal);
  const admitted = await context.tx.child.count({ where: { AND: [{ id: childId }, childrenForSheet(scope, sheet)] } });
  if (admitted === 0) throw new NotFound();
  if ((await readKnown(context, sheet)).has(childId)) return refuse(context, sheet, "already-there");
  const before = { id: null, bookingId: null, status: null, departedAt: null };
  await write(context, sheet, [
    { childId, id: newId(), before, after: { status: "unbooked_present", departedAt: null } },
  ]);
  return done({ day: sheet.day });
}

/** Nothing was written; that it was tried is. */
async function refuse<Reason extends string>(context: Context, sheet: OpenSheet, reason: Reason) {
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

async function holdSheet({ tx }: Context, scope: OfficeScope, id: string): Promise<OpenSheet> {
  await tx.$queryRaw`SELECT id FROM activity_day WHERE id = ${id} FOR UPDATE`;
  const sheet = await openSheet(tx, scope, id);
  if (!sheet) throw new NotFound();
  return sheet;
}

type Known = {
  id: string | null;
  bookingId: string | null;
  status: ReturnType<typeof statusOf> | null;
  departedAt: string | null;
};

/** The children of a sheet: those who booked and those who were marked. */
async function readKnown({ tx }: Context, { id }: OpenSheet): Promise<Map<string, Known>> {
  const [booked, marked] = await Promise.all([
    tx.booking.findMany({ where: { activityDayId: id, state: "booked" }, select: { id: true, childId: true } }),
    tx.attendance.findMany({ where: { activityDayId: id } }),
  ]);
  const known = new Map<string, Known>();
  for (const row of booked) known.set(row.childId, { id: null, bookingId: row.id, status: null, departedAt: null });
  for (const { childId, id: markId, status, departedAt } of marked) {
    known.set(childId, { id: markId, status, departedAt, bookingId: known.get(childId)?.bookingId ?? null });
  }
  return known;
}

type Change = {
  childId: string;
  id: string;
  before: Known;
  after: Pick<Known, "departedAt"> & { status: NonNullable<Known["status"]> };
};

async function write(context: Context, sheet: OpenSheet, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
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
  await recordAll(
    context,
    changes.map((change) => eventOf(sheet, change)),
  );
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
      departedBefore: before.departedAt,
      departedAfter: after.departedAt,
    },
  };
}
