import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { record } from "@/lib/evidence/record";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { as } from "@/prisma/testing";
import { emptyJournal, ownFolder, sealOnce, tamper, writeEvents } from "@/prisma/testing/journal";
import { destroyYear } from "./destroy-year";
import { run as verify } from "./verify/main";

const folder = ownFolder();
const sealer = connectSealer();
const log = join(folder, "journal/preuve-2026");
const autumn = new Date("2026-11-23T11:00:00.000Z");
const nextYear = new Date("2027-01-02T08:00:00.000Z");
/** Ten years after the last checkpoint: the day before, and the day. */
const [early, due] = [new Date("2036-11-22T12:00:00.000Z"), new Date("2036-11-23T12:00:00.000Z")];

beforeEach(async () => {
  await emptyJournal();
  await writeEvents(300, autumn);
  await sealOnce(sealer, autumn);
  await writeEvents(2, nextYear);
  await sealOnce(sealer, nextYear);
});
vi.setConfig({ testTimeout: 120_000 });
afterAll(async () => {
  await sealer.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

async function findings(...args: string[]): Promise<string[]> {
  const found: string[] = [];
  const emit = (value: unknown) => {
    const line = value as { kind: string; check?: string; log?: string };
    if (line.kind === "finding") found.push(`${line.log}: ${line.check}`);
  };
  await verify(args, { json: true, say: () => undefined, note: () => undefined, emit });
  return found;
}

const destroyYearOf = (name: string, now: Date, apply = true) => destroyYear({ log: name, now, apply });
const loseContents = () =>
  as("owner", (connection) =>
    connection.query(
      "DELETE p FROM audit_part p JOIN audit_leaf l ON l.event_id = p.event_id WHERE l.log = 'preuve-2026'",
    ),
  );
const leavesLeft = () => db().auditLeaf.count({ where: { log: "preuve-2026" } });

it("destroys a year whose time is over, keeps its last checkpoint, and the journal verifies", async () => {
  await loseContents();
  const checkpoint = readFileSync(join(log, "checkpoint"), "utf8");
  await expect(destroyYearOf("preuve-2026", early)).rejects.toThrow("kept until 2036-11-23");
  expect(await destroyYearOf("preuve-2026", due, false)).toEqual({ leaves: 301, over: "2036-11-23" });
  expect(await leavesLeft()).toBe(301);
  expect(await destroyYearOf("preuve-2026", due)).toEqual({ leaves: 301, over: "2036-11-23" });
  await sealOnce(sealer, due);
  expect(await leavesLeft()).toBe(0);
  expect((await db().auditCheckpoint.findMany({ where: { log: "preuve-2026" } })).map(({ note }) => note)).toEqual([
    checkpoint,
  ]);
  expect(existsSync(join(log, "tile"))).toBe(false);
  expect(readFileSync(join(log, "checkpoint"), "utf8")).toBe(checkpoint);
  expect(await findings()).toEqual([]);
  expect(await findings("--tiles", join(folder, "journal"))).toEqual([]);
  // What forbids to delete stands again, and asking twice tells once.
  await as("owner", (connection) =>
    expect(connection.query("DELETE FROM audit_leaf")).rejects.toMatchObject({ errno: 1644 }),
  );
  await destroyYearOf("preuve-2026", due);
  expect(await db().auditEvent.count({ where: { type: "journal.year-destroyed" } })).toBe(1);
});

it("destroys neither the log in force, nor one whose contents are still there, nor one that is unknown", async () => {
  await expect(destroyYearOf("preuve-2027", due)).rejects.toThrow("in force");
  await expect(destroyYearOf("preuve-2026", due)).rejects.toThrow("contents");
  await expect(destroyYearOf("preuve-2019", due)).rejects.toThrow("not a log");
  expect(await leavesLeft()).toBe(301);
});

it("is no cover: a year that went without the sealed word, or before its time, is found", async () => {
  await loseContents();
  const lose = [
    "DELETE e FROM audit_event e JOIN audit_leaf l ON l.event_id = e.id WHERE l.log = 'preuve-2026'",
    "DELETE FROM audit_leaf WHERE log = 'preuve-2026'",
  ];
  await tamper(...lose);
  rmSync(join(log, "tile"), { recursive: true });
  expect(await findings()).toContain("preuve-2026: went-back");
  expect(await findings("--tiles", join(folder, "journal"))).not.toEqual([]);
  // Who holds the application's account may tell of a destruction; not that the ten years were over.
  const soon = new Date("2028-01-10T08:00:00.000Z");
  await transaction((tx) =>
    record(systemContext(tx, soon), {
      ...{ type: "journal.year-destroyed", subject: null, object: { kind: "log", id: "preuve-2026" } },
      body: { log: "preuve-2026", leaves: 301 },
    }),
  );
  await sealOnce(sealer, soon);
  expect(await findings()).toEqual(["preuve-2026: went-back"]);
});
