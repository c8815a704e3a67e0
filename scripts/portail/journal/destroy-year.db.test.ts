import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
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

const destroyYearOf = (name: string, now: Date, apply: string | null = "A. Archiviste") =>
  destroyYear({ log: name, now, apply });
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
  const found = { leaves: 301, over: "2036-11-23" };
  expect(await destroyYearOf("preuve-2026", due, null)).toEqual({ ...found, state: "listed" });
  // Nothing goes before the line that says so is sealed.
  expect(await destroyYearOf("preuve-2026", due)).toEqual({ ...found, state: "told" });
  expect(await destroyYearOf("preuve-2026", due)).toEqual({ ...found, state: "told" });
  expect(await leavesLeft()).toBe(301);
  await sealOnce(sealer, due);
  expect(await destroyYearOf("preuve-2026", due)).toEqual({ ...found, state: "destroyed" });
  expect(await leavesLeft()).toBe(0);
  expect((await db().auditCheckpoint.findMany({ where: { log: "preuve-2026" } })).map(({ note }) => note)).toEqual([
    checkpoint,
  ]);
  expect(existsSync(join(log, "tile"))).toBe(false);
  expect(readFileSync(join(log, "checkpoint"), "utf8")).toBe(checkpoint);
  expect(await findings()).toEqual([]);
  expect(await findings("--tiles", join(folder, "journal"))).toEqual([]);
  await expectGuards();
  await destroyYearOf("preuve-2026", due);
  expect(await db().auditEvent.count({ where: { type: "journal.year-destroyed" } })).toBe(1);
  await tamper("UPDATE audit_checkpoint SET note = REPLACE(note, '301', '302') WHERE log = 'preuve-2026'");
  expect(await findings()).toEqual(expect.arrayContaining(["preuve-2026: went-back", "preuve-2026: signature"]));
});

/** What forbids to delete stands, even for who owns the tables. */
async function expectGuards(): Promise<void> {
  for (const table of ["audit_event", "audit_leaf", "audit_checkpoint"])
    await as("owner", (connection) =>
      expect(connection.query(`DELETE FROM ${table} LIMIT 1`), table).rejects.toMatchObject({ errno: 1644 }),
    );
}

it("takes two different people where the commune wants two, and the line that tells of it names both", async () => {
  await loseContents();
  await db().setting.create({ data: { section: "retention", value: { visa: true }, updatedAt: due } });
  const asked = async (by: string) => (await destroyYearOf("preuve-2026", due, by)).state;
  expect(await asked("A. Archiviste")).toBe("proposed");
  await sealOnce(sealer, due);
  await expect(asked("a. archiviste")).rejects.toThrow("somebody else");
  expect(await asked("B. Responsable")).toBe("told");
  await sealOnce(sealer, due);
  expect(await asked("B. Responsable")).toBe("destroyed");
  expect(await findings()).toEqual([]);
  await as("owner", (connection) => connection.query("DELETE FROM setting WHERE section = 'retention'"));
});

it("leaves the guards standing and goes on where it was, killed at any moment", async () => {
  await emptyJournal();
  const [then, since] = [new Date("2014-03-03T11:00:00.000Z"), new Date("2026-03-02T08:00:00.000Z")];
  await writeEvents(1500, then);
  await sealOnce(sealer, then);
  await writeEvents(2, since);
  await sealOnce(sealer, since);
  await as("owner", (connection) => connection.query("DELETE FROM audit_part WHERE expires_at < NOW()"));
  await destroyYear({ log: "preuve-2014", now: since, apply: "A. Archiviste" });
  await sealOnce(sealer, since);
  const left = () => db().auditLeaf.count({ where: { log: "preuve-2014" } });
  expect(await left()).toBe(1501);
  for (const wait of [0, 20, 60]) {
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", PROGRAM], {
      env: process.env,
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(child.stdout, "data");
    await pause(wait);
    child.kill("SIGKILL");
    await once(child, "exit");
    await expectGuards();
  }
  // As a version that put the guards aside, or somebody, would have left them.
  await as("owner", (connection) => connection.query("DROP TRIGGER audit_leaf_no_delete"));
  expect((await destroyYear({ log: "preuve-2014", now: since, apply: "A. Archiviste" })).state).toBe("destroyed");
  expect(await left()).toBe(0);
  await expectGuards();
  expect(await findings()).toEqual([]);
});

const PROGRAM = `
const { destroyYear } = await import("./scripts/portail/journal/destroy-year.ts");
console.log("begins");
await destroyYear({ log: "preuve-2014", now: new Date("2026-03-02T08:00:00.000Z"), apply: "A. Archiviste" });
console.log("ends");
`;

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
  // Who holds the application's account may tell of a destruction; not that the ten years were over, nor of a checkpoint that did not stay.
  const tellIt = (at: Date, body: Record<string, unknown>) =>
    transaction((tx) =>
      record(systemContext(tx, at), {
        ...{ type: "journal.year-destroyed", subject: null, object: { kind: "log", id: "preuve-2026" } },
        body: body as { log: string },
      }),
    );
  const soon = new Date("2028-01-10T08:00:00.000Z");
  const { note } = await db().auditCheckpoint.findFirstOrThrow({
    where: { log: "preuve-2026" },
    orderBy: { size: "desc" },
  });
  await tellIt(soon, { log: "preuve-2026", leaves: 301, checkpoint: note, by: ["X"], visa: false });
  await sealOnce(sealer, soon);
  expect(await findings()).toEqual(["preuve-2026: went-back"]);
  expect(await findings("--tiles", join(folder, "journal"))).not.toEqual([]);
});

it.each([
  ["of another checkpoint", { checkpoint: "another\n", by: ["X"], visa: false }],
  ["by nobody", { by: [], visa: false }],
  ["by one person who signs twice", { by: ["X", "X"], visa: true }],
])("is no cover when the word is %s", async (_, said) => {
  await loseContents();
  const { note } = await db().auditCheckpoint.findFirstOrThrow({
    where: { log: "preuve-2026" },
    orderBy: { size: "desc" },
  });
  await transaction((tx) =>
    record(systemContext(tx, due), {
      ...{ type: "journal.year-destroyed", subject: null, object: { kind: "log", id: "preuve-2026" } },
      body: { log: "preuve-2026", leaves: 301, checkpoint: note, ...said },
    }),
  );
  await sealOnce(sealer, due);
  await destroyYearOf("preuve-2026", due);
  expect(await findings()).toEqual(["preuve-2026: went-back"]);
});
