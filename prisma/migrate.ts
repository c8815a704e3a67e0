/**
 * Applies the plain SQL of prisma/migrations in order, forward only (docs/decisions/0001).
 * Folder layout and `_prisma_migrations` are Prisma's own, so that its engine can take over on the same database.
 * MySQL commits each DDL statement by itself: a migration that fails half-way cannot be undone, so it blocks until a person has looked.
 */
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Connection } from "mysql2/promise";
import { rowsOf, withConnection } from "./connection";
import { putGuardsBack } from "./guards";

export const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

/** What a person must know and do; never a bug. */
export class MigrationRefused extends Error {}

type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: unknown };

const LOCK_SECONDS = 60;
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  checksum VARCHAR(64) NOT NULL,
  finished_at DATETIME(3) NULL,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT NULL,
  rolled_back_at DATETIME(3) NULL,
  started_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`;

export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/** Applies what is missing and returns the names, in order. Two runners at once wait for each other. */
export function migrate(ownerUrl: string, folder = migrationsFolder): Promise<string[]> {
  return withConnection(
    ownerUrl,
    async (connection) => {
      await takeLock(connection);
      try {
        await connection.query(TABLE).catch(refuseOtherAccounts);
        const migrations = await readMigrations(folder);
        const applied = await applyMissing(connection, migrations);
        await putGuardsBack(connection, migrations);
        return applied;
      } finally {
        await connection.query("SELECT RELEASE_LOCK(CONCAT('migrate:', DATABASE()))");
      }
    },
    { multipleStatements: true },
  );
}

function refuseOtherAccounts(error: Error & { errno?: number }): never {
  if (error.errno !== 1142) throw error;
  throw new MigrationRefused(
    `The account in use may not change the schema; DATABASE_OWNER_URL names the one that may. ${error.message}.`,
  );
}

async function takeLock(connection: Connection): Promise<void> {
  const sql = "SELECT GET_LOCK(CONCAT('migrate:', DATABASE()), ?) AS got";
  const [answer] = await rowsOf<{ got: number | null }>(connection, sql, [LOCK_SECONDS]);
  if (Number(answer?.got) !== 1) {
    throw new MigrationRefused(`Another migration has been running for ${LOCK_SECONDS} seconds: wait for it to end.`);
  }
}

async function applyMissing(connection: Connection, migrations: Migration[]): Promise<string[]> {
  const applied = await rowsOf<Applied>(
    connection,
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  refuseSurprises(migrations, applied);
  const done = new Set(applied.map((row) => row.migration_name));
  const missing = migrations.filter((migration) => !done.has(migration.name));
  for (const migration of missing) await apply(connection, migration);
  return missing.map((migration) => migration.name);
}

function refuseSurprises(migrations: Migration[], applied: Applied[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of applied) {
    const name = row.migration_name;
    const migration = known.get(name);
    if (!row.finished_at) {
      throw new MigrationRefused(
        `Migration ${name} began and did not finish (see its "logs" in _prisma_migrations). Restore the last backup, or finish its statements by hand and set finished_at, then start again.`,
      );
    }
    if (!migration) {
      throw new MigrationRefused(
        `The database has migration ${name}, which this version does not know: it was written by a newer version. Start that one.`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new MigrationRefused(
        `Migration ${name} was edited after it was applied. Put its text back, and write the change as a new migration.`,
      );
    }
  }
}

async function apply(connection: Connection, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  const begin = "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES (?, ?, ?)";
  await connection.query(begin, [id, checksum, name]);
  try {
    await connection.query(sql);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await connection.query("UPDATE _prisma_migrations SET logs = ? WHERE id = ?", [message, id]);
    throw new MigrationRefused(`Migration ${name} failed: ${message}`);
  }
  const end = "UPDATE _prisma_migrations SET finished_at = CURRENT_TIMESTAMP(3), applied_steps_count = 1 WHERE id = ?";
  await connection.query(end, [id]);
}
