/** Undoes a joining, row by row and as a whole: only while each row still says what the joining made it say, and nothing was charged or written on it since. */
import { type Event, recordAll } from "@/lib/evidence/record";
import { addDays, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import {
  type Cells,
  cellsNow,
  conditionOf,
  isBilledSince,
  isWrittenSince,
  type Joined,
  type RowChange,
  touchedBy,
} from "./queries-snapshot";
import { refuseUndo, type UndoRefusal } from "./rules";

export async function undoMerge(
  context: Context,
  { mergerId }: { mergerId: string },
): Promise<Outcome<object, UndoRefusal>> {
  const { tx, now, today, actor } = context;
  await tx.$queryRaw`SELECT id FROM file_merger WHERE id = ${mergerId} FOR UPDATE`;
  const merger = await tx.fileMerger.findUnique({ where: { id: mergerId } });
  if (!merger) throw new NotFound();
  const { kind, intoId, fromId, appliedAt } = merger;
  const changes = merger.changes as unknown as RowChange[];
  await lockBoth(context, merger, changes);
  const isBilled = await isBilledSince(tx, merger, changes);
  const state = { appliedOn: parisOf(appliedAt).day, isUndone: merger.undoneAt !== null };
  const isWritten = await isWrittenSince(tx, merger, changes);
  const isMoved = isWritten || !(await isAsMade(context, changes));
  const reason = refuseUndo(state, { today, isBilled }) ?? (isMoved ? "changed" : null);
  if (reason) {
    await recordAll(
      context,
      eventsOf(merger, "duplicate.undo-refused", { mergerId, intoId, fromId, reason }).slice(0, 1),
    );
    return refused(reason);
  }
  const written = changes.map(({ key }) => Object.values(key).join("/"));
  for (const change of [...changes].reverse()) await putBack(context, change, changes);
  await tx.fileMerger.update({
    where: { id: mergerId },
    data: { undoneAt: now, undoneById: actor?.accountId ?? null },
  });
  const type = kind === "household" ? "household.merge-undone" : "child.changed";
  const returned = kind === "household" ? returnedOf(changes, mergerId) : [];
  await recordAll(context, [...eventsOf(merger, type, { mergerId, intoId, fromId, written }), ...returned]);
  return done();
}

/** Each record that had ended says in its child's own journal that it goes on. */
function returnedOf(changes: readonly RowChange[], mergerId: string): Event[] {
  return changes.flatMap(({ table, key, was, is }): Event[] => {
    const childId = key.id;
    if (table !== "child" || !childId || !is || !("left_on" in is)) return [];
    const subject = { kind: "child", id: childId } as const;
    const body = {
      childId,
      mergerId,
      before: { leftOn: is.left_on ?? null },
      after: { leftOn: was?.left_on ?? null },
    };
    return [{ type: "child.changed", subject, object: subject, body }];
  });
}

/** Nobody books, enrols or asks for either of the two while it is looked at what was written since. */
async function lockBoth({ tx }: Context, joined: Joined, changes: readonly RowChange[]): Promise<void> {
  const { households, children } = touchedBy(joined, changes);
  for (const id of [...households].sort()) await tx.$queryRaw`SELECT id FROM household WHERE id = ${id} FOR UPDATE`;
  for (const id of [...children].sort()) await tx.$queryRaw`SELECT id FROM child WHERE id = ${id} FOR UPDATE`;
}

function eventsOf(
  { kind, intoId, fromId }: { kind: string; intoId: string; fromId: string },
  type: Event["type"],
  body: Event["body"],
): Event[] {
  return [intoId, fromId].map((id) => {
    const own = { kind: kind === "household" ? "household" : "child", id } as const;
    return { type, subject: own, object: own, body };
  });
}

/** What somebody changed since is theirs: nothing is put back over it. */
async function isAsMade({ tx }: Context, changes: readonly RowChange[]): Promise<boolean> {
  for (const change of changes) {
    const now = await cellsNow(tx, change);
    if (change.is === null ? now !== null : now === null) return false;
    const { is } = change;
    if (is && Object.keys(is).some((column) => now?.[column] !== is[column])) return false;
  }
  return true;
}

async function putBack(context: Context, change: RowChange, changes: readonly RowChange[]): Promise<void> {
  const { table, key, was } = change;
  if (was === null) return withdraw(context, change, changes);
  const columns = Object.keys(was);
  const [where, values] = conditionOf(key);
  const sets = columns.map((column) => `\`${column}\` = ?`).join(", ");
  const cells = columns.map((column) => was[column] ?? null);
  await context.tx.$executeRawUnsafe(`UPDATE \`${table}\` SET ${sets} WHERE ${where}`, ...cells, ...values);
}

/** A row that the joining made. Rows that say where somebody lived or what somebody answered are not deleted: they end, or go back. */
async function withdraw(context: Context, { table, key, is }: RowChange, changes: readonly RowChange[]): Promise<void> {
  const { tx, today } = context;
  const [where, values] = conditionOf(key);
  if (table === "consent") await giveBack(context, is ?? {}, changes);
  else if (table === "custody_exception") {
    await tx.$executeRawUnsafe(`DELETE FROM custody_exception WHERE ${where}`, ...values);
  } else if (table === "guardianship") {
    await tx.$executeRawUnsafe(`UPDATE guardianship SET authority = 'none', is_barred = 0 WHERE ${where}`, ...values);
  } else if (table === "child_health") {
    const blank = "diet = 'standard', has_pai = 0, pai_until = NULL, allergies = NULL";
    await tx.$executeRawUnsafe(`UPDATE child_health SET ${blank} WHERE ${where}`, ...values);
  } else {
    const eve = toColumn(addDays(today, -1));
    const sql = `UPDATE \`${table}\` SET until = LEAST(?, DATE_SUB(since, INTERVAL 1 DAY)) WHERE ${where}`;
    await tx.$executeRawUnsafe(sql, eve, ...values);
  }
}

/** The copy goes back to the record it was copied from, where it says once more what stands there: no answer is given, and none is dated today. */
async function giveBack({ tx }: Context, copy: Cells, changes: readonly RowChange[]): Promise<void> {
  const { id, child_id: keptId, kind, given_at: givenAt } = copy;
  const gone = changes.flatMap(({ table, key }) => (table === "child" ? (key.id ?? []) : []));
  for (const childId of gone)
    await tx.$executeRaw`
      UPDATE consent c JOIN consent told ON told.child_id = ${childId} AND told.kind = ${kind} AND told.given_at = ${givenAt}
      SET c.child_id = ${childId} WHERE c.id = ${id} AND c.child_id = ${keptId}`;
}
