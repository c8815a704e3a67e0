import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { rowsOf, withConnection } from "../../prisma/connection";
import { isAlive } from "./abandoned";
import { newPasswords, urlOf } from "./accounts";
import { findInstance, type Instance, startInstance } from "./instance";

const passwords = newPasswords();
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portail-instance-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (place = folder) => startInstance({ folder: place, passwords, say: () => undefined });
const asOwner = <Row>(instance: Instance, sql: string) =>
  withConnection(urlOf("owner", instance, passwords), (connection) => rowsOf<Row>(connection, sql));
const serverOf = (place: string) => Number(readFileSync(join(place, "pid"), "utf8"));

it("what was written survives a killed server, and the next start brings it back", async () => {
  const first = await start();
  await asOwner(first, "CREATE TABLE kept (id INT PRIMARY KEY)");
  await asOwner(first, "INSERT INTO kept VALUES (7)");
  const server = serverOf(folder);
  process.kill(server, "SIGKILL");
  while (isAlive(server)) await pause(20);
  const second = await start();
  expect(second.reused).toBe(false);
  expect(await asOwner(second, "SELECT id FROM kept")).toEqual([{ id: 7 }]);
  await second.stop();
  expect(existsSync(join(folder, "pid"))).toBe(false);
});

it("a running instance is taken over from a dead keeper, and only used beside a live one", async () => {
  const first = await start();
  const server = serverOf(folder);
  const keptBy = (keeper: number) =>
    writeFileSync(join(folder, "instance.json"), JSON.stringify({ socket: first.socket, port: first.port, keeper }));
  keptBy(process.ppid);
  const guest = await start();
  expect(guest.reused).toBe(true);
  await guest.stop();
  expect(isAlive(server)).toBe(true);
  keptBy(2 ** 30); // no process has this number
  const heir = await start();
  expect(heir).toMatchObject({ reused: true, port: first.port });
  await heir.stop();
  expect(await findInstance(folder, passwords)).toBeNull();
});

it("one that starts leaves the temporary tables of another alone", async () => {
  const first = await start(join(folder, "first"));
  await withConnection(urlOf("owner", first, passwords), async (connection) => {
    await connection.query("CREATE TEMPORARY TABLE passing (id INT) ENGINE = Aria");
    const second = await start(join(folder, "second"));
    await connection.query("INSERT INTO passing VALUES (1)");
    await connection.query("DROP TEMPORARY TABLE passing");
    await second.stop();
  });
  await first.stop();
});

it("a folder too deep for a socket gets a short one elsewhere, removed at the end", async () => {
  const deep = join(folder, "a".repeat(60), "b".repeat(60));
  const instance = await start(deep);
  expect(instance.socket.startsWith(deep)).toBe(false);
  expect(await asOwner(instance, "SELECT @@time_zone AS zone, @@collation_server AS collation")).toEqual([
    { zone: "+00:00", collation: "utf8mb4_unicode_ci" },
  ]);
  await instance.stop();
  expect(existsSync(instance.socket)).toBe(false);
});
