/**
 * A mark made on a device at the gate, perhaps without network, perhaps an hour ago (issue « attendance off line »). The id that the device gave
 * it makes it count once, however often it is sent. The lock is judged now; the right is too, or as it was on the day of the list, for a week (ADR 0012).
 * What somebody else noted meanwhile is never overwritten unseen.
 */
import { mintOfficeScope, type OfficeScope } from "@/lib/access/gate";
import { recordAll } from "@/lib/evidence/record";
import { fromColumn, parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { once } from "@/lib/server/idempotency";
import { holdSheet, type Known, readKnown, refuse, UNKNOWN, writeMarks } from "./commands-write";
import { childrenForSheet, type OpenSheet, openSheet } from "./queries";
import { markOf, refuseMarking, type SheetRefusal, statusOf } from "./rules";
import { type GateState, isLate, settledState, UNMARKED, verdictOf } from "./rules-gate";
import type { GateMarkInput } from "./schema-gate";

type SyncOutcome = Outcome<{ recorded: boolean }, SheetRefusal | "conflict">;

export function syncMark(context: Context, mark: GateMarkInput, scope: OfficeScope): Promise<SyncOutcome> {
  return once(context, { key: mark.id, action: "attendance.sync" }, () => markOne(context, mark, scope));
}

async function markOne(context: Context, mark: GateMarkInput, scopeNow: OfficeScope): Promise<SyncOutcome> {
  const scope = await scopeFor(context, scopeNow, mark.listId);
  const sheet = await holdSheet(context, scope, mark.listId);
  const refusal = refuseMarking(sheet, context.today);
  if (refusal) return refuse(context, sheet, refusal);
  const before =
    (await readKnown(context, sheet)).get(mark.childId) ?? (await admitted(context, scope, { sheet, mark }));
  const current = stateOf(before);
  const byOther = before.recordedById !== null && before.recordedById !== context.actor?.accountId;
  const meeting = { current, seen: mark.seen, wanted: mark.wanted, byOther };
  const verdict = verdictOf(meeting);
  if (verdict === "same") return done({ recorded: false });
  if (verdict === "conflict") return refuseConflict(context, sheet, before);
  const { arrived, departed } = settledState(meeting);
  const status = statusOf(mark.wanted.mark, before.bookingId !== null);
  const after = { status, arrivedAt: arrived, departedAt: departed };
  await recordAll(
    context,
    await writeMarks(context, sheet, [{ childId: mark.childId, id: before.id ?? newId(), before, after }]),
  );
  return done({ recorded: true });
}

/** Today's rights; where they no longer open the list, those of its own day, as long as a device keeps the marks that it could not send. */
async function scopeFor({ tx, today }: Context, scope: OfficeScope, listId: string): Promise<OfficeScope> {
  if (await openSheet(tx, scope, listId)) return scope;
  const row = await tx.activityDay.findUnique({ where: { id: listId }, select: { day: true } });
  const day = row && fromColumn(row.day);
  return day && isLate(day, today) ? mintOfficeScope(tx, scope, day) : scope;
}

/** A child who left the sheet meanwhile (a booking taken back) but stands at the gate joins it again, as one who was not expected. */
async function admitted(
  { tx }: Context,
  scope: OfficeScope,
  { sheet, mark }: { sheet: OpenSheet; mark: GateMarkInput },
): Promise<Known> {
  const where = { AND: [{ id: mark.childId }, childrenForSheet(scope, sheet)] };
  if ((await tx.child.count({ where })) === 0) throw new NotFound();
  return UNKNOWN;
}

function stateOf({ status, arrivedAt, departedAt }: Known): GateState {
  return status === null ? UNMARKED : { mark: markOf(status), arrived: arrivedAt, departed: departedAt };
}

/** Says what stands there, by whom in role and when: the person at the gate chooses. */
async function refuseConflict(context: Context, sheet: OpenSheet, before: Known): Promise<SyncOutcome> {
  await refuse(context, sheet, "conflict");
  const row = await context.tx.attendance.findUnique({
    where: { id: before.id ?? "" },
    select: { recordedAt: true, recordedById: true },
  });
  const by = await context.tx.account.findUnique({ where: { id: row?.recordedById ?? "" }, select: { role: true } });
  const { mark, arrived, departed } = stateOf(before);
  return refused("conflict", {
    mark: mark ?? "",
    arrived: arrived ?? "",
    departed: departed ?? "",
    role: by?.role ?? "",
    time: row ? parisOf(row.recordedAt).time : "",
  });
}
