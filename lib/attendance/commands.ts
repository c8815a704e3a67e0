/** Marking a sheet by its form (domain rules 20, 58): only what the person changed is written. A child who was not expected joins it. */
import type { OfficeScope } from "@/lib/access/gate";
import { recordAll } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { holdSheet, readKnown, refuse, UNKNOWN, writeMarks } from "./commands-write";
import { childrenForSheet } from "./queries";
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
    const arrivedAt = row.mark === "present" ? before.arrivedAt : null;
    const after = { status: statusOf(row.mark, before.bookingId !== null), arrivedAt, departedAt: departureOf(row) };
    const same = after.status === before.status && after.departedAt === before.departedAt;
    return same ? [] : [{ childId, before, after, id: before.id ?? newId() }];
  });
  await recordAll(context, await writeMarks(context, sheet, changes));
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
  const after = { status: "unbooked_present", arrivedAt: null, departedAt: null } as const;
  await recordAll(context, await writeMarks(context, sheet, [{ childId, id: newId(), before: UNKNOWN, after }]));
  return done({ day: sheet.day });
}
