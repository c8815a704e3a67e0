/**
 * Do the migrations build what the Prisma schema describes? Two scratch schemas on the owner's server, one from all
 * migrations, one from schema.sql, are compared through information_schema; then every table must stand in rights.ts.
 * What Prisma cannot say lives in migrations only and is allowed to differ: that a column is generated and by which
 * expression, CHECK constraints, triggers.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Connection } from "mysql2/promise";
import { rowsOf, withConnection, withSchema } from "./connection";
import { migrate } from "./migrate";
import { rights } from "./rights";

const schemaFile = fileURLToPath(new URL("./schema.sql", import.meta.url));

/** One line per difference; empty when all agree. `ownerUrl` must be allowed to create `portail_drift_*` schemas. */
export async function findDrift(ownerUrl: string, text = readFileSync(schemaFile, "utf8")): Promise<string[]> {
  const stem = `portail_drift_${process.pid}`;
  const [migrated, described] = [`${stem}_migrated`, `${stem}_described`];
  return withConnection(
    ownerUrl,
    async (connection) => {
      try {
        for (const schema of [migrated, described]) await createSchema(connection, schema);
        await migrate(withSchema(ownerUrl, migrated));
        await connection.query(`USE ${described}`);
        await connection.query(text);
        return await compare(connection, migrated, described);
      } finally {
        for (const schema of [migrated, described]) await connection.query(`DROP DATABASE IF EXISTS ${schema}`);
      }
    },
    { multipleStatements: true },
  );
}

async function createSchema(connection: Connection, schema: string): Promise<void> {
  await connection.query(`DROP DATABASE IF EXISTS ${schema}`);
  await connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
}

async function compare(connection: Connection, migrated: string, described: string): Promise<string[]> {
  const differences: string[] = [];
  for (const [what, sql] of Object.entries(FACTS)) {
    const left = await factsOf(connection, sql, migrated);
    const right = await factsOf(connection, sql, described);
    for (const [name, fact] of left) {
      const other = right.get(name);
      if (other === undefined) differences.push(`${what} ${name}: in the migrations only (${fact})`);
      else if (other !== fact) differences.push(`${what} ${name}: migrations say ${fact}, the schema says ${other}`);
    }
    for (const [name, fact] of right) {
      if (!left.has(name)) differences.push(`${what} ${name}: in the schema only (${fact})`);
    }
  }
  const tables = await factsOf(connection, FACTS.table, migrated);
  return [...differences, ...rightsWithoutTable(tables), ...tablesWithoutRights(tables)];
}

/** Each query gives `name` and `fact`, ordered, for one schema. */
const FACTS = {
  table: `SELECT table_name AS name, CONCAT_WS(' ', engine, table_collation) AS fact
    FROM information_schema.tables WHERE table_schema = ? AND table_name <> '_prisma_migrations' ORDER BY 1`,
  column: `SELECT CONCAT(table_name, '.', column_name) AS name,
      CONCAT_WS(' ', column_type, IF(is_nullable = 'YES', 'null', 'not null'),
        IF(is_generated = 'ALWAYS' OR column_default = 'NULL', NULL, CONCAT('default ', column_default)),
        collation_name, REGEXP_REPLACE(extra, '(STORED|VIRTUAL|PERSISTENT) GENERATED', '')) AS fact
    FROM information_schema.columns WHERE table_schema = ? AND table_name <> '_prisma_migrations' ORDER BY 1`,
  index: `SELECT CONCAT(table_name, '.', index_name) AS name,
      CONCAT_WS(' ', IF(MAX(non_unique) = 0, 'unique', 'index'), MAX(index_type),
        GROUP_CONCAT(CONCAT_WS(' ', column_name, collation, sub_part) ORDER BY seq_in_index)) AS fact
    FROM information_schema.statistics WHERE table_schema = ? AND table_name <> '_prisma_migrations'
    GROUP BY table_name, index_name ORDER BY 1`,
  "foreign key": `SELECT CONCAT(k.table_name, '.', k.constraint_name) AS name,
      CONCAT_WS(' ', GROUP_CONCAT(k.column_name ORDER BY k.ordinal_position), '->', MAX(k.referenced_table_name),
        GROUP_CONCAT(k.referenced_column_name ORDER BY k.ordinal_position), MAX(r.delete_rule), MAX(r.update_rule)) AS fact
    FROM information_schema.key_column_usage k
    JOIN information_schema.referential_constraints r
      ON r.constraint_schema = k.constraint_schema AND r.table_name = k.table_name AND r.constraint_name = k.constraint_name
    WHERE k.table_schema = ? GROUP BY k.table_name, k.constraint_name ORDER BY 1`,
} as const;

async function factsOf(connection: Connection, sql: string, schema: string): Promise<Map<string, string>> {
  const rows = await rowsOf<{ name: string; fact: string }>(connection, sql, [schema]);
  return new Map(rows.map((row) => [row.name, row.fact.trim()]));
}

function tablesWithoutRights(tables: Map<string, string>): string[] {
  const listed = new Set(rights.map((entry) => entry.table));
  return [...tables.keys()]
    .filter((table) => !listed.has(table))
    .map((table) => `table ${table}: not in prisma/rights.ts`);
}

function rightsWithoutTable(tables: Map<string, string>): string[] {
  return rights
    .filter((entry) => !tables.has(entry.table))
    .map((entry) => `table ${entry.table}: in prisma/rights.ts, but no migration makes it`);
}
