/**
 * Twenty planted values, after the end of the household's time: neither in the tables, nor in the published files, nor in any copy that the
 * family had made, nor in what the commands and the application wrote to their logs, nor in a backup of before once it is put back. The log
 * still verifies, before and after.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { addDays, parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done } from "@/lib/kernel/outcome";
import { askCopy } from "@/lib/privacy/commands";
import { makeCopy } from "@/lib/privacy/commands-make";
import { takeCopy } from "@/lib/privacy/queries";
import { now } from "@/lib/server/clock";
import { contextOf } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { withSchema } from "@/prisma/connection";
import { as, testUrl } from "@/prisma/testing";
import { type Canaries, plantCanaries } from "@/prisma/testing/erasure/canaries";
import { everyFile, wholeDatabase } from "@/prisma/testing/erasure/leftovers";
import { emptyJournal, ownFolder, sealOnce } from "@/prisma/testing/journal";
import { newIdentity } from "./age";
import { keysBeside, makeBackup } from "./make";

const LONG_AGO = new Date("2015-03-02T09:00:00.000Z");
const LONG_AGO_DAY = "2015-03-02";
const ACCOUNTS = ["app", "sealer", "eraser", "owner"] as const;
const folder = ownFolder();
const into = mkdtempSync(join(tmpdir(), "portail-backup-"));
const elsewhere = mkdtempSync(join(tmpdir(), "portail-restored-"));
const schema = `portail_canaries_${process.pid}`;
const sealer = connectSealer();
const today = parisOf(now()).day;
/** All that commands and application say, at their most talkative. */
const logs: string[] = [];
let keys: Awaited<ReturnType<typeof newIdentity>>;
let canaries: Canaries;

beforeAll(async () => {
  keys = await newIdentity();
  await as("owner", (connection) => connection.query(`DROP DATABASE IF EXISTS ${schema}`));
  await as("owner", (connection) =>
    connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`),
  );
  await emptyJournal();
  canaries = await plantCanaries(LONG_AGO, LONG_AGO_DAY);
});
afterAll(async () => {
  await as("owner", (connection) => connection.query(`DROP DATABASE IF EXISTS ${schema}`));
  await sealer.$disconnect();
  for (const path of [folder, into, elsewhere]) rmSync(path, { recursive: true, force: true });
});

async function portail(args: readonly string[], given: Record<string, string> = {}): Promise<string> {
  const common = { PORTAIL_DATA: folder, JOURNAL_KEY_FILE: env().JOURNAL_KEY_FILE, BACKUP_RECIPIENT: keys.recipient };
  const settings = { ...process.env, ...common, LOG_LEVEL: "trace", ...given };
  const command = ["scripts/portail.mjs", ...args];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, command, { env: settings, timeout: 100_000 });
  logs.push(stdout, stderr);
  return stdout;
}

const foundIn = (text: string) => canaries.planted.filter((one) => text.toLowerCase().includes(one.toLowerCase()));

/** The family takes all that the portal holds about it. */
async function takeOwnData(): Promise<{ id: string; text: string }> {
  const { accountId } = canaries;
  const owner = { accountId, sessionId: newId() };
  const times = { createdAt: LONG_AGO, lastSeenAt: LONG_AGO, expiresAt: new Date(LONG_AGO.getTime() + 3_600_000) };
  await db().session.create({ data: { id: owner.sessionId, accountId, ...times } });
  const by = { actor: { accountId, role: "parent" as const }, channel: "portal" as const, net: null };
  const inContext = <Value>(work: (context: ReturnType<typeof contextOf>) => Promise<Value>) =>
    transaction((tx) => work(contextOf(tx, LONG_AGO, by)));
  const asked = await inContext((context) => askCopy(context, owner, done({ buckets: [], checked: null })));
  if (!asked.ok) throw new Error(asked.reason);
  const job = { id: newId(), kind: "privacy.copy" as const, payload: { copyId: asked.id }, attempts: 1 };
  await db().job.create({ data: { ...job, state: "running", runAt: LONG_AGO, createdAt: LONG_AGO } });
  await makeCopy(db(), job);
  await db().job.update({ where: { id: job.id }, data: { state: "done", finishedAt: LONG_AGO } });
  const bytes = await takenToday(owner, asked.id);
  return { id: asked.id, text: bytes === null || bytes === "locked" ? `${bytes}` : Buffer.from(bytes).toString() };
}

/** As on the day it was made; then its time is over as that of all the rest. */
async function takenToday(owner: { accountId: string; sessionId: string }, copyId: string) {
  const at = now();
  const { expiresAt } = await db().dataCopy.findUniqueOrThrow({ where: { id: copyId } });
  const lives = (until: Date) => db().dataCopy.update({ where: { id: copyId }, data: { expiresAt: until } });
  await lives(new Date(at.getTime() + 60_000));
  await db().session.update({ where: { id: owner.sessionId }, data: { provedAt: at } });
  const by = { actor: { accountId: owner.accountId, role: "parent" as const }, channel: "portal" as const, net: null };
  const bytes = await transaction((tx) => takeCopy(contextOf(tx, at, by), owner, copyId));
  await db().session.update({ where: { id: owner.sessionId }, data: { provedAt: LONG_AGO } });
  await lives(expiresAt ?? LONG_AGO);
  return bytes;
}

const backupOf = (day: string) =>
  makeBackup({
    ...{ dataFolder: folder, documentsUrl: env().DOCUMENTS_URL, owner: testUrl("owner"), into },
    ...{ keysInto: keysBeside(into), recipients: [keys.recipient], today: day, at: now() },
  });

/** Into an empty database and an empty folder, by the command. */
function restoreOf(day: string): Promise<string> {
  const identity = join(elsewhere, "identity.txt");
  writeFileSync(identity, `${keys.identity}\n`);
  const addresses = ACCOUNTS.map((account) => [
    account === "app" ? "DATABASE_URL" : `DATABASE_${account.toUpperCase()}_URL`,
    withSchema(testUrl(account), schema),
  ]);
  return portail(["restore", into, "--identity", identity, "--day", day], {
    ...Object.fromEntries(addresses),
    PORTAIL_DATA: elsewhere,
  });
}

it("are nowhere any more: tables, files, copies, logs, and a backup of before that is put back", {
  timeout: 240_000,
}, async () => {
  const { planted } = canaries;
  expect(planted).toHaveLength(20);
  const copy = await takeOwnData();
  expect(foundIn(copy.text).length).toBeGreaterThan(5);
  await sealOnce(sealer, now());
  // Nineteen are plain to read in the tables; the one of the journal is encrypted.
  expect(foundIn(await wholeDatabase())).toHaveLength(19);
  await backupOf(addDays(today, -1));
  expect(await portail(["retention", "--apply"])).toContain("Done");
  await sealOnce(sealer, now());
  expect(foundIn(`${await wholeDatabase()}\n${everyFile(folder)}`)).toEqual([]);
  expect(await db().dataCopy.count({ where: { id: copy.id } })).toBe(0);
  expect(await portail(["journal", "verify"])).toContain("The journal holds");
  await portail(["backup", into]);
  await restoreOf(addDays(today, -1));
  expect(foundIn(`${await wholeDatabase(schema)}\n${everyFile(elsewhere)}\n${everyFile(into)}`)).toEqual([]);
  expect(foundIn(logs.join("\n"))).toEqual([]);
  expect(logs.join("").length).toBeGreaterThan(500);
});
