/** A schema for database tests: built by our migrations with our rights, and emptied back to what the migrations left in it. */
import type { Connection } from "mysql2/promise";
import { rowsOf, withConnection, withSchema } from "../connection";
import { applyRights } from "../grant";
import { migrate } from "../migrate";

export function workerSchema(worker: string | number): string {
  return `portail_test_${worker}`;
}

/** Beside each schema, a copy of the rows that its migrations insert; it also marks a schema as complete. */
function keptSchema(schema: string): string {
  return `${schema}_kept`;
}

/** Empties the schema when it is there, builds it when not. `ownerUrl` names any schema. */
export function prepareSchema(ownerUrl: string, schema: string): Promise<void> {
  return withConnection(withSchema(ownerUrl, ""), async (connection) => {
    const sql = "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?";
    const found = await rowsOf(connection, sql, [keptSchema(schema)]);
    if (found.length > 0) await empty(connection, schema);
    else await build(connection, ownerUrl, schema);
  });
}

async function build(connection: Connection, ownerUrl: string, schema: string): Promise<void> {
  const kept = keptSchema(schema);
  await connection.query(`DROP DATABASE IF EXISTS ${schema}`);
  await connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  await migrate(withSchema(ownerUrl, schema));
  await applyRights(connection, schema);
  await connection.query(`CREATE DATABASE ${kept} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  for (const table of await filledTables(connection, schema)) {
    const columns = await plainColumns(connection, schema, table);
    await connection.query(`CREATE TABLE ${kept}.\`${table}\` AS SELECT ${columns} FROM ${schema}.\`${table}\``);
  }
}

/** TRUNCATE, because it passes by the triggers that forbid DELETE; only where rows are, because it is slow. */
async function empty(connection: Connection, schema: string): Promise<void> {
  await connection.query("SET foreign_key_checks = 0");
  for (const table of await filledTables(connection, schema)) await connection.query(`TRUNCATE ${schema}.\`${table}\``);
  for (const table of await tablesOf(connection, keptSchema(schema))) {
    const columns = await plainColumns(connection, schema, table);
    const rows = `SELECT ${columns} FROM ${keptSchema(schema)}.\`${table}\``;
    await connection.query(`INSERT INTO ${schema}.\`${table}\` (${columns}) ${rows}`);
  }
}

async function tablesOf(connection: Connection, schema: string): Promise<string[]> {
  const sql = "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ?";
  const rows = await rowsOf<{ name: string }>(connection, sql, [schema]);
  return rows.map(({ name }) => name).filter((name) => name !== "_prisma_migrations");
}

async function filledTables(connection: Connection, schema: string): Promise<string[]> {
  const tables = await tablesOf(connection, schema);
  if (tables.length === 0) return [];
  const looks = tables.map(
    (name) => `SELECT '${name}' AS name FROM dual WHERE EXISTS (SELECT 1 FROM ${schema}.\`${name}\`)`,
  );
  return (await rowsOf<{ name: string }>(connection, looks.join(" UNION ALL "))).map(({ name }) => name);
}

/** Generated columns cannot be written back. */
async function plainColumns(connection: Connection, schema: string, table: string): Promise<string> {
  const sql = `SELECT column_name AS name FROM information_schema.columns
    WHERE table_schema = ? AND table_name = ? AND is_generated = 'NEVER'`;
  const columns = await rowsOf<{ name: string }>(connection, sql, [schema, table]);
  return columns.map(({ name }) => `\`${name}\``).join(", ");
}
