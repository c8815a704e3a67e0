/** Walks the tables that exist and reads from each the rows of one person. What names somebody else keeps only that there is somebody. */
import type { FamilyScope } from "@/lib/access/gate";
import { childrenOfFamily } from "@/lib/access/gate";
import { requestsOfFamily } from "@/lib/casework/queries";
import { invoicesOfFamily } from "@/lib/invoice/queries";
import { bind, type Values } from "@/lib/retention/rules-bind";
import type { Tx } from "@/lib/server/db";
import type { PlainRow, TableCopy } from "./rules";
import { isSecret, isSomebody, pathOf, type Table } from "./rules-paths";

type Column = { table: string; column: string; type: string };
type Walked = Table & { kinds: ReadonlyMap<string, string> };

/** Every table of the database with its columns, as the application account sees them. */
async function tablesOf(tx: Tx): Promise<Map<string, Walked>> {
  const rows = await tx.$queryRaw<Column[]>`
    SELECT table_name AS \`table\`, column_name AS \`column\`, data_type AS \`type\` FROM information_schema.columns
    WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position`;
  const kinds = new Map<string, Map<string, string>>();
  for (const { table, column, type } of rows) {
    const known = kinds.get(table) ?? new Map<string, string>();
    kinds.set(table, known.set(column, type.toLowerCase()));
  }
  return new Map([...kinds].map(([name, columns]) => [name, { name, columns: [...columns.keys()], kinds: columns }]));
}

/** Lists of ids that are the person's own; see lib/privacy/rules-paths. */
async function ownIds(tx: Tx, scope: FamilyScope): Promise<Record<string, string[]>> {
  const readable = await invoicesOfFamily(tx, scope);
  const [account, children, invoices, hidden, requests, own] = await Promise.all([
    tx.account.findUniqueOrThrow({ where: { id: scope.accountId }, select: { email: true } }),
    tx.child.findMany({ where: childrenOfFamily(scope), select: { id: true } }),
    tx.invoice.findMany({ where: readable, select: { id: true, payerId: true } }),
    tx.invoice.findMany({
      where: { householdId: { in: [...scope.householdIds] }, state: "issued", NOT: readable },
      distinct: ["payerId"],
      select: { payerId: true },
    }),
    tx.familyRequest.findMany({ where: await requestsOfFamily(tx, scope), select: { id: true } }),
    tx.payer.findMany({ where: { guardianId: scope.guardianId }, select: { id: true } }),
  ]);
  const payers = own.map(({ id }) => id);
  const partly = new Set(hidden.map(({ payerId }) => payerId));
  const shared = invoices.map(({ payerId }) => payerId).filter((id) => !partly.has(id));
  return {
    accounts: [scope.accountId],
    guardians: [scope.guardianId],
    households: [...scope.householdIds],
    children: children.map(({ id }) => id),
    invoices: invoices.map(({ id }) => id),
    requests: requests.map(({ id }) => id),
    payers,
    // Those of whom every bill to these homes is for the person's eyes: their plans, credits and refunds are too.
    readable: [...new Set([...payers, ...shared])],
    emails: [account.email],
  };
}

export type Step = (done: number, total: number) => Promise<void>;

/** Tables in the order of their names; those without a row of the person are left out. */
export async function walk(tx: Tx, scope: FamilyScope, step: Step): Promise<TableCopy[]> {
  const [tables, own] = await Promise.all([tablesOf(tx), ownIds(tx, scope)]);
  const copies: TableCopy[] = [];
  let done = 0;
  for (const table of tables.values()) {
    const path = pathOf(table, tables);
    const rows = path === null ? [] : await rowsOf(tx, table, { path, own });
    if (rows.length > 0) copies.push({ table: table.name, rows });
    await step(++done, tables.size);
  }
  return copies;
}

type Reading = { path: string; own: Record<string, string[]> };

async function rowsOf(tx: Tx, table: Walked, { path, own }: Reading): Promise<PlainRow[]> {
  const columns = table.columns.filter((column) => !isSecret(column));
  const read = columns.map((column) => expressionOf(column, table.kinds.get(column) ?? "")).join(", ");
  const { text, given } = bind(path, own as Values);
  const sql = `SELECT ${read} FROM \`${table.name}\` WHERE ${text} ORDER BY 1`;
  const rows = await tx.$queryRawUnsafe<Record<string, unknown>[]>(sql, ...given);
  return rows.map((row) => plainRow(row, own));
}

/** Days and instants as the database writes them, instants in UTC; of bytes only their number, files are given beside. */
function expressionOf(column: string, type: string): string {
  const name = `\`${column}\``;
  if (type === "date") return `DATE_FORMAT(${name}, '%Y-%m-%d') AS ${name}`;
  if (type.startsWith("datetime") || type.startsWith("timestamp")) return `CONCAT(${name}, ' UTC') AS ${name}`;
  return /blob|binary/.test(type) ? `LENGTH(${name}) AS ${name}` : name;
}

function plainRow(row: Record<string, unknown>, own: Record<string, string[]>): PlainRow {
  const mine = new Set([...(own.accounts ?? []), ...(own.guardians ?? [])]);
  const known = { person: mine, home: new Set(own.households), payer: new Set(own.readable) };
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      const kind = isSomebody(column);
      if (kind && typeof value === "string" && !known[kind].has(value)) return [column, `other-${kind}`];
      return [column, plainValue(value)];
    }),
  );
}

/** Numbers wider than a double as text; JSON kept as text by the database becomes what it says. */
function plainValue(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
