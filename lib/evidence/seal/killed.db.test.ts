import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { now } from "@/lib/server/clock";
import { db } from "@/lib/server/db";
import { emptyJournal, ownFolder, sealOnce, writeEvents } from "@/prisma/testing/journal";
import { run as verify } from "@/scripts/portail/journal/verify/main";
import { connectSealer } from "./sealer";

const folder = ownFolder();
const sealer = connectSealer();
const ROUNDS = 8;
const LEASE_MILLISECONDS = 5000;

beforeAll(emptyJournal);
afterAll(async () => {
  await sealer.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

function startSealer(): ChildProcess {
  const args = ["--import", "tsx", "scripts/process/seal-alone.ts"];
  return spawn(process.execPath, args, { env: process.env, stdio: ["ignore", "pipe", "ignore"] });
}

it("seals each event once although the one who seals is killed at any moment, and the journal then holds", async () => {
  const written: string[] = [];
  let killed = false;
  const load = (async () => {
    while (!killed) {
      written.push(...(await writeEvents(1 + (written.length % 40), now())));
      await pause(5);
    }
  })();
  for (let round = 0; round < ROUNDS; round += 1) {
    const child = startSealer();
    await once(child.stdout ?? child, "data");
    await pause(LEASE_MILLISECONDS / 10 + Math.random() * 700);
    child.kill("SIGKILL");
    await once(child, "exit");
    // The turn of the killed one runs out, as it does when a worker is started again.
    await sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { leaseUntil: new Date(0) } });
  }
  killed = true;
  await load;
  await sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { leaseUntil: new Date(0) } });
  await sealOnce(sealer, now());
  const leaves = await db().auditLeaf.findMany({ select: { eventId: true } });
  const events = await db().auditEvent.count();
  const sealed = leaves.map(({ eventId }) => eventId);
  expect(new Set(sealed).size).toBe(sealed.length);
  expect(sealed).toHaveLength(events);
  expect(written.filter((id) => !sealed.includes(id))).toEqual([]);
  expect(await sealer.auditCheckpoint.count()).toBeGreaterThan(2);
  const said: string[] = [];
  const io = { json: false, say: (text: string) => said.push(text), emit: () => undefined, note: () => undefined };
  expect(await verify([], io), said.join("\n")).toBe(0);
}, 180_000);
