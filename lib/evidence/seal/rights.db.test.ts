/** The rights of the journal's tables (facts: evidence §9), tried statement by statement under the accounts that the application really has. */
import { rmSync } from "node:fs";
import { Readable } from "node:stream";
import type { ResultSetHeader } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/server/db";
import { as } from "@/prisma/testing";
import { emptyJournal, ownFolder, sealOnce, writeEvents } from "@/prisma/testing/journal";
import { connectSealer } from "./sealer";

const folder = ownFolder();
const sealer = connectSealer();
let eventId = "";

beforeAll(async () => {
  await emptyJournal();
  [eventId = ""] = await writeEvents(3);
  await sealOnce(sealer);
  await writeEvents(1);
});
afterAll(async () => {
  await sealer.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

const COLUMNS = {
  audit_event: "leaf",
  audit_part: "salt",
  audit_leaf: "leaf_hash",
  audit_checkpoint: "note",
  audit_log: "vkey",
  audit_anchor: "note",
} as const;

/** Every way to change or remove a line that the SQL of MariaDB has. */
const statements = Object.entries(COLUMNS).flatMap(([table, column]) => [
  `UPDATE ${table} SET ${column} = ''`,
  `DELETE FROM ${table}`,
  `REPLACE INTO ${table} SELECT * FROM ${table}`,
  `INSERT INTO ${table} SELECT * FROM ${table} AS old ON DUPLICATE KEY UPDATE ${column} = ''`,
  `LOAD DATA LOCAL INFILE 'lines' REPLACE INTO TABLE ${table}`,
  `TRUNCATE ${table}`,
  `ALTER TABLE ${table} DROP COLUMN ${column}`,
  `RENAME TABLE ${table} TO ${table}_old`,
  `DROP TABLE ${table}`,
]);
const structure = [
  "DROP TRIGGER audit_event_no_update",
  "DROP TRIGGER audit_leaf_no_delete",
  "CREATE TABLE audit_event_copy (id INT)",
  "GRANT UPDATE ON audit_event TO CURRENT_USER",
];

/** Denied for a table, a column, a database, a grant or a file; or not offered by the server at all (local files). */
const DENIED = new Set([1142, 1143, 1044, 1045, 1227, 1148, 3948, 4166]);

const whole = async () =>
  JSON.stringify(
    await Promise.all([
      db().auditEvent.findMany({ orderBy: { id: "asc" } }),
      db().auditPart.findMany({ orderBy: [{ eventId: "asc" }, { part: "asc" }] }),
      db().auditLeaf.findMany({ orderBy: { idx: "asc" } }),
      db().auditCheckpoint.findMany(),
      db().auditLog.findMany(),
    ]),
    (_, value) => (typeof value === "bigint" ? `${value}` : value),
  );

describe.each(["app", "sealer"] as const)("the account of the %s", (account) => {
  it("changes and removes no line, by no statement", { timeout: 60_000 }, async () => {
    const before = await whole();
    await as(account, async (connection) => {
      for (const sql of [...statements, ...structure]) {
        const infileStreamFactory = () => Readable.from(["\n"]);
        const error = await connection.query({ sql, infileStreamFactory }).then(
          () => null,
          (reason: { errno?: number }) => reason,
        );
        expect(DENIED.has(error?.errno ?? 0), `${sql}: ${error?.errno ?? "done"}`).toBe(true);
      }
    });
    expect(await whole()).toBe(before);
  });
});

it("an existing event that is inserted again, and ignored, stays as it is", async () => {
  const before = await whole();
  await as("app", async (connection) => {
    const sql = "INSERT IGNORE INTO audit_event (id, at, leaf, mac) VALUES (?, NOW(), '{}', '')";
    const [result] = await connection.query(sql, [eventId]);
    expect((result as ResultSetHeader).affectedRows).toBe(0);
    await expect(
      connection.query("INSERT INTO audit_event (id, at, leaf, mac) VALUES (?, NOW(), '{}', '')", [eventId]),
    ).rejects.toMatchObject({ errno: 1062 });
  });
  expect(await whole()).toBe(before);
});
