import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rowsOf, withConnection, withSchema } from "./connection";
import { findDrift } from "./drift";
import { migrate } from "./migrate";
import { as, testUrl } from "./testing";

const schema = `portail_runner_${process.pid}`;
const owner = withSchema(testUrl("owner"), schema);
let folder = "";

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "portail-migrations-"));
  await as("owner", (connection) => connection.query(`CREATE DATABASE ${schema}`));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await as("owner", (connection) => connection.query(`DROP DATABASE ${schema}`));
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

it("applies what is missing, in order, once", async () => {
  write("2_second", "ALTER TABLE a ADD c INT; INSERT INTO a VALUES (1, 2, 3);");
  write("1_first", "CREATE TABLE a (id INT PRIMARY KEY, b INT);");
  expect(await migrate(owner, folder)).toEqual(["1_first", "2_second"]);
  expect(await migrate(owner, folder)).toEqual([]);
  write("3_third", "DELETE FROM a;");
  expect(await migrate(owner, folder)).toEqual(["3_third"]);
});

it("two runners at once apply each migration once", async () => {
  write("1_first", "CREATE TABLE a (id INT PRIMARY KEY); DO SLEEP(0.2);");
  const names = await Promise.all([migrate(owner, folder), migrate(owner, folder), migrate(owner, folder)]);
  expect(names.flat()).toEqual(["1_first"]);
});

it("refuses a migration that was edited after it was applied", async () => {
  write("1_first", "CREATE TABLE a (id INT);");
  await migrate(owner, folder);
  write("1_first", "CREATE TABLE a (id BIGINT);");
  await expect(migrate(owner, folder)).rejects.toThrow("1_first was edited after it was applied");
});

it("refuses to go on after a migration that failed half-way, and keeps why", async () => {
  write("1_first", "CREATE TABLE a (id INT); CREATE TABLE a (id INT); CREATE TABLE b (id INT);");
  await expect(migrate(owner, folder)).rejects.toThrow("1_first failed: Table 'a' already exists");
  await expect(migrate(owner, folder)).rejects.toThrow("1_first began and did not finish");
  const [row] = await withConnection(owner, (connection) =>
    rowsOf<{ logs: string }>(connection, "SELECT logs FROM _prisma_migrations"),
  );
  expect(row?.logs).toContain("already exists");
});

it("refuses a database that a newer version has written", async () => {
  write("1_first", "CREATE TABLE a (id INT);");
  await migrate(owner, folder);
  rmSync(join(folder, "1_first"), { recursive: true });
  await expect(migrate(owner, folder)).rejects.toThrow("written by a newer version");
});

describe("the drift check", () => {
  it("is silent when the migrations build what the Prisma schema describes, and every table has its rights", async () => {
    expect(await findDrift(testUrl("owner"))).toEqual([]);
  });

  it("names a column, an index and a foreign key that differ", async () => {
    const text = readFileSync(new URL("./schema.sql", import.meta.url), "utf8");
    const planted = text
      .replace("`leaf` BLOB NOT NULL", "`leaf` BLOB NULL")
      .replace(/ {2}INDEX `audit_part_expires_at_idx` .*\n/, "  INDEX `other_idx` (`expires_at`)\n")
      .replace(/(REFERENCES `account` \(`id`\)) ON DELETE RESTRICT/, "$1 ON DELETE CASCADE");
    const faults = await findDrift(testUrl("owner"), planted);
    expect(faults).toContain("column audit_event.leaf: migrations say blob not null, the schema says blob null");
    expect(faults.join("\n")).toMatch(/index audit_part\.audit_part_expires_at_idx: in the migrations only/);
    expect(faults.join("\n")).toMatch(/index audit_part\.other_idx: in the schema only/);
    expect(faults.join("\n")).toMatch(/foreign key .* RESTRICT RESTRICT, the schema says .* CASCADE RESTRICT/);
    expect(faults).toHaveLength(4);
  });
});
