/**
 * The triggers that forbid to change or delete what is append-only or frozen (docs/decisions/0009). Migrations make them; whoever takes one away,
 * or dies while it is away, finds it back at the next start: they are compared with what the migrations say, by name.
 */
import type { Connection } from "mysql2/promise";
import { rowsOf } from "./connection";

type Guard = { name: string; table: string; sql: string };

const CREATED = /^CREATE TRIGGER `(\w+)` \w+ \w+ ON `(\w+)`/;
const DROPPED = /^DROP TRIGGER `(\w+)`/;

/** What the migrations leave standing, in their order. A statement ends at an empty line. */
export function guardsOf(migrations: readonly { sql: string }[]): Guard[] {
  const guards = new Map<string, Guard>();
  for (const { sql } of migrations) {
    for (const block of sql.split(/\n\s*\n/)) {
      const statement = block.replace(/^(--[^\n]*\n)+/, "").trim();
      const [, name, table] = CREATED.exec(statement) ?? [];
      if (name && table) guards.set(name, { name, table, sql: statement });
      const [, gone] = DROPPED.exec(statement) ?? [];
      if (gone) guards.delete(gone);
    }
  }
  return [...guards.values()];
}

/** Gives the names of those that were missing. */
export async function putGuardsBack(owner: Connection, migrations: readonly { sql: string }[]): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    owner,
    "SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = DATABASE()",
  );
  const standing = new Set(rows.map(({ name }) => name));
  const missing = guardsOf(migrations).filter(({ name }) => !standing.has(name));
  for (const { sql } of missing) await owner.query(sql);
  return missing.map(({ name }) => name);
}
