/** Joinings of the last month, that may still be undone. */
import { addDays, type CivilDate, instantOf, parisOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import type { RowChange } from "./queries-snapshot";
import { UNDO_DAYS } from "./rules";

export async function recentMergers(tx: Tx, today: CivilDate) {
  const from = instantOf(`${addDays(today, -UNDO_DAYS)}T00:00`);
  const rows = await tx.fileMerger.findMany({
    where: { undoneAt: null, appliedAt: { gte: from } },
    orderBy: [{ appliedAt: "desc" }, { id: "asc" }],
    take: 20,
  });
  const ids = rows.flatMap(({ intoId, fromId }) => [intoId, fromId]);
  const [files, children] = await Promise.all([
    tx.household.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
    tx.child.findMany({ where: { id: { in: ids } }, select: { id: true, firstName: true, lastName: true } }),
  ]);
  const names = new Map([
    ...files.map(({ id, name }) => [id, name] as const),
    ...children.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`] as const),
  ]);
  return rows.map(({ id, kind, intoId, fromId, appliedAt, changes }) => ({
    ...{ id, kind: kind === "child" ? ("child" as const) : ("household" as const), on: parisOf(appliedAt).day },
    ...{
      into: names.get(intoId) ?? "",
      from: names.get(fromId) ?? "",
      rows: (changes as unknown as RowChange[]).length,
    },
  }));
}

/** Whether a day that changed hands was charged since: the bill is a proof, and says under which file the day was. */
export async function isBilledSince(
  tx: Tx,
  { changes, appliedAt }: { changes: readonly RowChange[]; appliedAt: Date },
): Promise<boolean> {
  const bookings = changes.filter(({ table }) => table === "booking").flatMap(({ key }) => key["id"] ?? []);
  return (await tx.charge.count({ where: { bookingId: { in: bookings }, createdAt: { gte: appliedAt } } })) > 0;
}
