/** For database tests of joining and splitting: two files of one family, a child in both, days booked, a bill, a journal. */
import { bookDays } from "@/lib/booking/commands";
import { record } from "@/lib/evidence/record";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { anIssuedInvoice, aPayer, aStaffAccount, contextFor } from "@/prisma/fixtures";
import { aFamily, anActivity, asParent, aTown, type Family } from "./bookings";

const DAYS = ["2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01"];

export async function book(family: Family, cells: { childId: string; activityDayId: string }[]): Promise<void> {
  const wish = { add: cells, remove: [], keep: [], same: null };
  const booked = await asParent(family, (context) => bookDays(context, family.scope, { wish }));
  if (!booked.ok || booked.added !== cells.length) throw new Error(JSON.stringify(booked));
}

export async function twoFiles() {
  const account = await aStaffAccount(db(), "responsable");
  const town = await aTown();
  const { dayIds, id: activityId } = await anActivity(town, { days: DAYS, capacity: 20 });
  const [into, from] = [await aFamily(town, []), await aFamily(town, [activityId], 2)];
  const [twin = "", other = ""] = from.childIds;
  await db().child.update({ where: { id: into.childIds[0] ?? "" }, data: { firstName: "Émile", lastName: "Roy" } });
  await db().child.update({ where: { id: twin }, data: { firstName: "Emile", lastName: "ROY" } });
  await db().child.update({ where: { id: other }, data: { firstName: "Zoé", lastName: "Roy" } });
  await db().guardian.update({ where: { id: from.scope.guardianId }, data: { firstName: "Sam" } });
  const at = (childId: string, day = 0) => ({ childId, activityDayId: dayIds[day] ?? "" });
  await book(from, [at(twin, 1), at(other, 1), at(other, 2)]);
  const payer = await aPayer(db(), { name: "Sam Roy", guardianId: from.scope.guardianId });
  await db().householdPayer.create({
    data: { id: newId(), householdId: from.householdId, payerId: payer.id, since: toColumn("2026-09-01") },
  });
  const sales = [{ productCode: "CA", amountCents: 2840 }];
  const bill = { regieId: town.regieId, householdId: from.householdId, payerId: payer.id, sales };
  const invoiceId = (await anIssuedInvoice(db(), bill)).id;
  await tellPhone(from);
  const head = { id: account.id, role: "responsable" as const };
  return { head, town, into, from, dayIds, activityId, invoiceId };
}

function tellPhone({ scope, householdId }: Family) {
  return transaction((tx) =>
    record(contextFor(tx, { id: scope.accountId, role: "parent" }), {
      type: "household.contact-changed",
      subject: { kind: "household", id: householdId },
      object: { kind: "guardian", id: scope.guardianId },
      body: { before: { phone: "1" }, after: { phone: "2" } },
    }),
  );
}

export type Shot = Map<string, Map<string, string>>;

/** Every row of these tables, as text; told by its id, or by all of its key. */
export async function rowsNow(tables: readonly string[]): Promise<Shot> {
  const shot: Shot = new Map();
  for (const table of tables) {
    const rows = await db().$queryRawUnsafe<Record<string, unknown>[]>(`SELECT * FROM \`${table}\``);
    const keyOf = (row: Record<string, unknown>) =>
      String(row.id ?? [row.child_id, row.guardian_id, row.day].map(String).join("/"));
    const text = (row: object) => JSON.stringify(row, (_, v) => (typeof v === "bigint" ? `${v}` : v));
    shot.set(table, new Map(rows.map((row) => [keyOf(row), text(row)])));
  }
  return shot;
}

/** Ids of rows that changed, and how many are new, by table. */
export function changedRows(before: Shot, after: Shot) {
  return [...after].flatMap(([table, rows]) => {
    const old = before.get(table) ?? new Map<string, string>();
    const changed = [...rows].filter(([id, text]) => old.has(id) && old.get(id) !== text).map(([id]) => id);
    const fresh = [...rows.keys()].filter((id) => !old.has(id)).length;
    return changed.length + fresh > 0 ? [{ table, changed: changed.sort(), fresh }] : [];
  });
}

export const byTable = <Row extends { table: string }>(rows: Row[]) =>
  [...rows].sort((a, b) => (a.table < b.table ? -1 : 1));
