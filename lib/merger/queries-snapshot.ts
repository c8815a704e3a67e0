/** The rows that a joining may change, as text before and after: their difference is what was done, and what undoing puts back for a month. */
import { Prisma } from "@/lib/generated/prisma/client";
import { addDays, type CivilDate, instantOf, parisOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { UNDO_DAYS } from "./rules";
import { FATES } from "./rules-tables";

export type Cells = Readonly<Record<string, string | null>>;
/** One row: null before it was made, null after it went. Cells that did not change are left out; `key` finds it again. */
export type RowChange = { table: string; key: Cells; was: Cells | null; is: Cells | null };
type Shape = { table: string; columns: string[]; keys: string[] };
export type Shot = Map<string, { table: string; key: Cells; cells: Cells }>;

export type Reach = { households: readonly string[]; children: readonly string[] };

/** Tables that a joining writes to, with their columns; what the database derives itself is left out. */
async function shapes(tx: Tx): Promise<Shape[]> {
  const written = Object.entries(FATES).filter(([, { file, twin }]) =>
    [file, twin].some((one) => one && one !== "stays"),
  );
  const names = ["child", ...written.map(([table]) => table)];
  const rows = await tx.$queryRaw<{ table: string; name: string; isKey: number | bigint }[]>`
    SELECT table_name AS \`table\`, column_name AS \`name\`, column_key = 'PRI' AS \`isKey\`
    FROM information_schema.columns
    WHERE table_schema = DATABASE() AND extra NOT LIKE '%GENERATED%' ORDER BY table_name, ordinal_position`;
  return names.map((table) => {
    const own = rows.filter((row) => row.table === table);
    const keys = own.filter(({ isKey }) => Number(isKey) === 1).map(({ name }) => name);
    return { table, columns: own.map(({ name }) => name), keys };
  });
}

export async function takeShot(tx: Tx, { households, children }: Reach): Promise<Shot> {
  const shot: Shot = new Map();
  for (const { table, columns, keys } of await shapes(tx)) {
    const ways = whereOf(table, columns, { households, children });
    if (ways.length === 0) continue;
    const list = columns.map((column) => `CAST(\`${column}\` AS CHAR) AS \`${column}\``).join(", ");
    const where = ways.map(({ column, ids }) => `\`${column}\` IN (${ids.map(() => "?").join(", ")})`).join(" OR ");
    const values = ways.flatMap(({ ids }) => ids);
    const rows = await tx.$queryRawUnsafe<Cells[]>(`SELECT ${list} FROM \`${table}\` WHERE ${where}`, ...values);
    for (const cells of rows) {
      const key = Object.fromEntries(keys.map((column) => [column, cells[column] ?? null]));
      shot.set(`${table} ${JSON.stringify(key)}`, { table, key, cells });
    }
  }
  return shot;
}

function whereOf(table: string, columns: readonly string[], { households, children }: Reach) {
  const ids = { household: ["id", "merged_into_id"], child: ["id"], possible_duplicate: ["first_id", "second_id"] };
  const told = ids[table as keyof typeof ids];
  const all = [...households, ...children];
  if (told) return told.map((column) => ({ column, ids: all }));
  return [
    { column: "household_id", ids: [...households] },
    { column: "child_id", ids: [...children] },
  ].filter(({ column, ids: some }) => columns.includes(column) && some.length > 0);
}

export function changesBetween(before: Shot, after: Shot): RowChange[] {
  const places = [...new Set([...before.keys(), ...after.keys()])].sort();
  return places.flatMap((place) => {
    const [was, is] = [before.get(place), after.get(place)];
    const row = was ?? is;
    if (!row) return [];
    const { table, key } = row;
    if (!was || !is) return [{ table, key, was: was?.cells ?? null, is: is?.cells ?? null }];
    const columns = Object.keys(was.cells).filter((column) => was.cells[column] !== is.cells[column]);
    if (columns.length === 0) return [];
    const only = (cells: Cells) => Object.fromEntries(columns.map((column) => [column, cells[column] ?? null]));
    return [{ table, key, was: only(was.cells), is: only(is.cells) }];
  });
}

/** The row as it is now, in the cells that are asked for; null when there is none. */
export async function cellsNow(tx: Tx, { table, key, is }: RowChange): Promise<Cells | null> {
  const list = Object.keys(is ?? key).map((column) => `CAST(\`${column}\` AS CHAR) AS \`${column}\``);
  const [where, values] = conditionOf(key);
  const [row] = await tx.$queryRawUnsafe<Cells[]>(
    `SELECT ${list.join(", ")} FROM \`${table}\` WHERE ${where} FOR UPDATE`,
    ...values,
  );
  return row ?? null;
}

export function conditionOf(key: Cells): [string, (string | null)[]] {
  const columns = Object.keys(key);
  return [columns.map((column) => `\`${column}\` = ?`).join(" AND "), columns.map((column) => key[column] ?? null)];
}

/** Joinings of the last month, that may still be undone. */
export async function recentMergers(tx: Tx, today: CivilDate) {
  const from = instantOf(`${addDays(today, -UNDO_DAYS)}T00:00`);
  const rows = await tx.fileMerger.findMany({
    where: { undoneAt: null, appliedAt: { gte: from } },
    orderBy: [{ appliedAt: "desc" }, { id: "asc" }],
    take: 20,
    omit: { changes: true },
  });
  const counts = await countsOf(tx, rows);
  const ids = rows.flatMap(({ intoId, fromId }) => [intoId, fromId]);
  const [files, children] = await Promise.all([
    tx.household.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
    tx.child.findMany({ where: { id: { in: ids } }, select: { id: true, firstName: true, lastName: true } }),
  ]);
  const names = new Map([
    ...files.map(({ id, name }) => [id, name] as const),
    ...children.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`] as const),
  ]);
  return rows.map(({ id, kind, intoId, fromId, appliedAt }) => ({
    ...{ id, kind: kind === "child" ? ("child" as const) : ("household" as const), on: parisOf(appliedAt).day },
    ...{
      into: names.get(intoId) ?? "",
      from: names.get(fromId) ?? "",
      rows: counts.get(id) ?? 0,
    },
  }));
}

/** How many rows each changed, counted where they are: what they said is not read for a list. */
async function countsOf(tx: Tx, mergers: readonly { id: string }[]): Promise<ReadonlyMap<string, number>> {
  if (mergers.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; count: number | bigint }[]>`
    SELECT id, JSON_LENGTH(changes) AS count FROM file_merger WHERE id IN (${Prisma.join(mergers.map(({ id }) => id))})`;
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}

export type Joined = { kind: string; intoId: string; fromId: string; appliedAt: Date };
type Touched = { households: string[]; children: string[] };

/** Both files, and of each child entered twice both records, as far as anything of theirs was joined. */
export function touchedBy({ kind, intoId, fromId }: Joined, changes: readonly RowChange[]): Touched {
  if (kind === "child") return { households: [], children: [intoId, fromId] };
  const gone = changes.flatMap(({ table, key }) => (table === "child" ? (key.id ?? []) : []));
  const kept = changes.flatMap(({ key, was, is }) =>
    was?.child_id && is?.child_id ? [is.child_id] : (key.child_id ?? []),
  );
  const copied = changes.flatMap(({ table, is }) => (table === "consent" ? (is?.child_id ?? []) : []));
  return { households: [intoId, fromId], children: [...new Set([...gone, ...kept, ...copied])] };
}

/** Whether anything of the two was charged since: the bill is a proof, and says under which file and which child it was. */
export async function isBilledSince(tx: Tx, joined: Joined, changes: readonly RowChange[]): Promise<boolean> {
  const bookings = changes.filter(({ table }) => table === "booking").flatMap(({ key }) => key.id ?? []);
  const about = [...aboutThem(touchedBy(joined, changes)), { bookingId: { in: bookings } }];
  return (await tx.charge.count({ where: { OR: about, createdAt: { gt: joined.appliedAt } } })) > 0;
}

/** Whether somebody booked, enrolled, waits, asked or gave a paper since: it was meant for the joined file, and would end up in one half of it. */
export async function isWrittenSince(tx: Tx, joined: Joined, changes: readonly RowChange[]): Promise<boolean> {
  const after = { gt: joined.appliedAt };
  const OR = aboutThem(touchedBy(joined, changes));
  // What came by letter is dated by its arrival: its first entry tells when it was written down.
  const unread = { entries: { some: { at: after }, none: { at: { lte: joined.appliedAt } } } };
  const counts = await Promise.all([
    tx.booking.count({ where: { OR, bookedAt: after } }),
    tx.enrolment.count({ where: { OR, requestedAt: after } }),
    tx.waitingEntry.count({ where: { OR, createdAt: after } }),
    tx.familyRequest.count({ where: { AND: [{ OR }, { OR: [{ receivedAt: after }, unread] }] } }),
    tx.changeRequest.count({ where: { OR, createdAt: after } }),
    tx.document.count({ where: { OR, createdAt: after } }),
  ]);
  return counts.some((count) => count > 0);
}

const aboutThem = ({ households, children }: Touched) => [
  { householdId: { in: households } },
  { childId: { in: children } },
];
