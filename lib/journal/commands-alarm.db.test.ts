import { afterAll, beforeEach, expect, it } from "vitest";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { newId } from "@/lib/kernel/ids";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { healthOf, signOfLife } from "@/lib/server/work/health";
import { NOW } from "@/prisma/fixtures";
import { as } from "@/prisma/testing";
import { emptyJournal } from "@/prisma/testing/journal";
import { sealingWatch, tellResumed, tellStopped } from "./commands-alarm";
import { mailCheckpoint } from "./commands-mail";
import { journalState } from "./queries-state";

const sealer = connectSealer();
afterAll(() => sealer.$disconnect());

const fault = { fault: "mac", detail: "0192f0c1-7a3b-7c4d-8e5f-60718293a4b5" };
const daily = {
  ...{ log: "preuve-2026", origin: "mairie.example/journal/preuve-2026", vkey: "mairie.example+0+A", size: 12n },
  ...{ note: "le point de contrôle\n", request: "old 0\n" },
};
const inContext = <Value>(work: (context: ReturnType<typeof systemContext>) => Promise<Value>) =>
  transaction((tx) => work(systemContext(tx, NOW)));

beforeEach(async () => {
  await as("owner", (sql) => sql.query("DELETE FROM mail_outbox"));
  await as("owner", (sql) => sql.query("DELETE FROM account"));
  for (const role of ["admin", "responsable", "agent", "parent"] as const) {
    const person = { firstName: "A", lastName: "B", createdAt: NOW, activatedAt: NOW };
    await db().account.create({ data: { id: newId(), email: `${role}@example.org`, role, ...person } });
  }
});

const sentTo = async () =>
  (await db().mailOutbox.findMany({ orderBy: { toAddress: "asc" } })).map((one) => one.toAddress);

it("tells the head and the administrators that sealing stopped, with the cause and what to do", async () => {
  await inContext((context) => tellStopped(context, fault));
  expect(await sentTo()).toEqual(["admin@example.org", "responsable@example.org"]);
  const { text, subject } = await db().mailOutbox.findFirstOrThrow();
  expect(subject).toBe("Le journal n’est plus scellé");
  for (const words of ["mac", fault.detail, "journal verify", "/gestion"]) expect(text).toContain(words);
  await inContext((context) => tellResumed(context, "mac"));
  expect(await sentTo()).toHaveLength(4);
});

it("shows to monitors that sealing stopped, and not that a key is still to be made", async () => {
  await inContext((context) => tellStopped(context, fault));
  await signOfLife(db(), NOW);
  const set = (values: string) =>
    as("owner", (sql) => sql.query(`UPDATE audit_duty SET ${values} WHERE name = 'seal'`));
  await set("fault = 'mac'");
  expect(await healthOf(db(), NOW)).toMatchObject({ status: "down", journal: "stopped" });
  await set("fault = 'no-key', done_at = NULL");
  expect(await healthOf(db(), NOW)).toMatchObject({ status: "ok", journal: "no-key" });
  await set("fault = NULL");
});

it("tells everybody that sealing is late, and once, although nobody says what is wrong; and when it goes on", async () => {
  const watchSealing = sealingWatch(NOW);
  const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
  const sealedAt = (at: Date) =>
    sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { fault: null, doneAt: at } });
  await inContext((context) => tellStopped(context, fault)); // any event
  await as("owner", (sql) => sql.query("DELETE FROM mail_outbox"));
  await sealedAt(NOW);
  await signOfLife(db(), after(60));
  await watchSealing(db(), after(60));
  expect(await healthOf(db(), after(60))).toMatchObject({ status: "ok", journal: "ok" });
  expect(await sentTo()).toEqual([]);
  await sealingWatch(after(30))(db(), after(61)); // a worker that has just started
  expect(await sentTo()).toEqual([]);
  for (const seconds of [61, 90, 300]) await watchSealing(db(), after(seconds));
  expect(await sentTo()).toEqual(["admin@example.org", "responsable@example.org"]);
  expect(await healthOf(db(), after(61))).toMatchObject({ status: "down", journal: "late" });
  expect(await db().$transaction((tx) => journalState(tx, after(61)))).toMatchObject({ isLate: true });
  await sealedAt(after(310));
  for (const seconds of [311, 312]) await watchSealing(db(), after(seconds));
  expect(await sentTo()).toHaveLength(4);
  expect(await db().$transaction((tx) => journalState(tx, after(311)))).toMatchObject({ isLate: false });
  await sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { doneAt: null } });
});

it("is told once although several workers see it at one time", async () => {
  await emptyJournal();
  await inContext((context) => tellStopped(context, fault)); // any event
  await as("owner", (sql) => sql.query("DELETE FROM mail_outbox"));
  await signOfLife(db(), NOW);
  const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
  await sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { fault: null, doneAt: NOW } });
  const workers = Array.from({ length: 6 }, () => sealingWatch(NOW));
  await Promise.all(workers.map((watch) => watch(db(), at(90))));
  expect(await sentTo()).toEqual(["admin@example.org", "responsable@example.org"]);
  await sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { doneAt: at(100) } });
  await Promise.all(workers.map((watch) => watch(db(), at(101))));
  expect(await sentTo()).toHaveLength(4);
  await sealer.auditDuty.updateMany({ where: { name: "seal" }, data: { doneAt: null } });
});

it("mails the checkpoint of the day once, to those whom the commune names", async () => {
  expect(await inContext((context) => mailCheckpoint(context, daily))).toBe(0);
  const value = { recipients: "dpo@example.org\ntresorerie@example.org" };
  await db().setting.create({ data: { section: "journal", value, updatedAt: NOW } });
  expect(await inContext((context) => mailCheckpoint(context, daily))).toBe(2);
  expect(await inContext((context) => mailCheckpoint(context, daily))).toBeNull();
  expect(await sentTo()).toEqual(["dpo@example.org", "tresorerie@example.org"]);
  const { attachments } = await db().mailOutbox.findFirstOrThrow();
  const [note] = attachments as { filename: string; base64: string }[];
  expect([note?.filename, Buffer.from(note?.base64 ?? "", "base64").toString()]).toEqual([
    "preuve-2026-12.checkpoint",
    daily.note,
  ]);
});
