/** Sheets that have been invoiced are locked; only the head of school affairs unlocks one, with a reason (domain rule 58). */
import { record } from "@/lib/evidence/record";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { UnlockInput } from "./schema";

type Period = { regieId: string; from: CivilDate; to: CivilDate };

/** Holds the open sheets of a régie between two days, both included, until the transaction ends, and gives their ids. */
export async function holdSheets({ tx }: Context, { regieId, from, to }: Period): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT d.id FROM activity_day d JOIN activity v ON v.id = d.activity_id AND v.regie_id = ${regieId}
    WHERE d.day BETWEEN ${from} AND ${to} AND d.attendance_locked_at IS NULL ORDER BY d.id FOR UPDATE`;
  return rows.map((row) => row.id);
}

/** Locks sheets that were held, in the transaction that invoices them. */
export async function lockSheets(
  context: Context,
  ids: readonly string[],
  { regieId, from, to }: Period,
): Promise<void> {
  if (ids.length === 0) return;
  await context.tx.activityDay.updateMany({
    where: { id: { in: [...ids] } },
    data: { attendanceLockedAt: context.now },
  });
  await record(context, {
    type: "attendance.locked",
    subject: null,
    object: { kind: "regie", id: regieId },
    body: { from, to, activityDays: [...ids] },
  });
}

/** Opens a sheet again. What was invoiced stays as it is: a correction is another document. */
export async function unlockSheet(
  context: Context,
  { activityDayId, reason }: UnlockInput,
): Promise<Outcome<{ day: CivilDate }, "not-locked">> {
  const sheet = await context.tx.activityDay.findUnique({ where: { id: activityDayId } });
  if (!sheet) throw new NotFound();
  if (!sheet.attendanceLockedAt) return refused("not-locked");
  await context.tx.activityDay.update({ where: { id: activityDayId }, data: { attendanceLockedAt: null } });
  const day = fromColumn(sheet.day);
  await record(context, {
    type: "attendance.unlocked",
    subject: null,
    object: { kind: "activity-day", id: activityDayId },
    body: { day, activityId: sheet.activityId, reason, lockedAt: sheet.attendanceLockedAt.toISOString() },
  });
  return done({ day });
}
