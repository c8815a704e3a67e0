import { rmSync } from "node:fs";
import { afterAll, beforeEach, expect, it } from "vitest";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { as } from "@/prisma/testing";
import { emptyJournal, later, ownFolder, sealOnce, tamper, writeEvents } from "@/prisma/testing/journal";
import { run as setAside } from "./set-aside";
import { run as verify } from "./verify/main";

const folder = ownFolder();
const sealer = connectSealer();
let said: string[] = [];

beforeEach(async () => {
  await emptyJournal();
  await writeEvents(3);
  await sealOnce(sealer);
  await as("owner", (connection) => connection.query("DELETE FROM setting WHERE section = 'retention'"));
});
afterAll(async () => {
  await sealer.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

const io = { json: true, say: (text: string) => said.push(text), note: () => undefined };

async function findings(): Promise<string[]> {
  said = [];
  const found: string[] = [];
  const emit = (value: unknown) => {
    const line = value as { kind: string; check?: string };
    if (line.kind === "finding") found.push(line.check ?? "");
  };
  await verify([], { ...io, emit });
  return found;
}

const aside = (id: string, by = "A. Responsable") =>
  setAside([id, "--by", by, "--reason", "disque abîmé"], { ...io, emit: () => undefined });
const waits = (id: string) => sealer.auditPending.count({ where: { eventId: id } });
const spoil = (id: string) =>
  tamper(`UPDATE audit_event SET leaf = REPLACE(leaf, 'booking.created', 'booking.refused') WHERE id = '${id}'`);

it("lets sealing go on without the spoilt row, and says so each time the journal is verified", async () => {
  const [bad = "", good = ""] = await writeEvents(2, later(1));
  await spoil(bad);
  await expect(sealOnce(sealer, later(1))).rejects.toMatchObject({ fault: "mac" });
  expect(await findings()).toEqual(["mac"]);
  await aside(bad);
  expect(await findings()).toEqual(["unsealed"]); // its word is not sealed yet
  expect(await sealOnce(sealer, later(2))).toBe(2);
  expect(await findings()).toEqual([]);
  expect(said.join("\n")).toContain(`${bad} (mac) was set aside`);
  expect(await db().auditLeaf.count({ where: { eventId: good } })).toBe(1);
  await expect(aside(bad)).rejects.toThrow("does not wait");
});

it("takes no sound row out, and no word covers one that was taken out", async () => {
  const [id = ""] = await writeEvents(1, later(1));
  await expect(aside(id)).rejects.toThrow("sound");
  await expect(aside(newId())).rejects.toThrow("does not wait");
  const { leaf } = await db().auditEvent.findUniqueOrThrow({ where: { id } });
  await spoil(id);
  await aside(id);
  await sealOnce(sealer, later(2));
  expect(await findings()).toEqual([]);
  await tamper(`UPDATE audit_event SET leaf = X'${Buffer.from(leaf).toString("hex")}' WHERE id = '${id}'`);
  expect(await findings()).toEqual(["unsealed"]);
});

it("takes a row out whose event is gone, or which is sealed already", async () => {
  const { eventId } = await db().auditLeaf.findFirstOrThrow({ where: { idx: 2n } });
  const gone = newId();
  await tamper(`INSERT INTO audit_pending VALUES ('${gone}')`);
  await expect(sealOnce(sealer, later(1))).rejects.toMatchObject({ fault: "missing-event" });
  await aside(gone);
  await tamper(`INSERT INTO audit_pending VALUES ('${eventId}')`);
  await expect(sealOnce(sealer, later(1))).rejects.toMatchObject({ fault: "sealed-twice" });
  await aside(eventId);
  expect(await sealOnce(sealer, later(2))).toBe(2);
  expect(await findings()).toEqual([]);
});

it("takes two different people where the commune wants two", async () => {
  await db().setting.create({ data: { section: "retention", value: { visa: true }, updatedAt: later(0) } });
  const [bad = ""] = await writeEvents(1, later(1));
  await spoil(bad);
  await aside(bad);
  expect(await waits(bad)).toBe(1);
  await expect(aside(bad, "a. responsable")).rejects.toThrow("somebody else");
  await aside(bad, "B. Maire");
  expect(await waits(bad)).toBe(0);
  expect(await sealOnce(sealer, later(2))).toBe(2);
  expect(await findings()).toEqual([]);
  expect(said.join("\n")).toContain("A. Responsable and B. Maire");
});

it("keeps a row until somebody is named, although the commune wants two people no longer", async () => {
  await db().setting.create({ data: { section: "retention", value: { visa: true }, updatedAt: later(0) } });
  const [bad = ""] = await writeEvents(1, later(1));
  await spoil(bad);
  await aside(bad);
  await db().setting.update({ where: { section: "retention" }, data: { value: { visa: false } } });
  await aside(bad);
  expect(await waits(bad)).toBe(0);
  expect(await sealOnce(sealer, later(2))).toBe(2); // the proposal, and the word itself
  expect(await findings()).toEqual([]);
  expect(said.join("\n")).toContain("by A. Responsable: disque abîmé");
});

it("writes its word once: a command that was cut off before the row left goes on", async () => {
  const [bad = ""] = await writeEvents(1, later(1));
  await spoil(bad);
  await aside(bad);
  await tamper(`INSERT INTO audit_pending VALUES ('${bad}')`);
  await aside(bad, "B. Maire");
  expect(await waits(bad)).toBe(0);
  expect(await db().auditEvent.count({ where: { type: "journal.row-set-aside" } })).toBe(1);
});
