import { beforeEach, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { healthOf, signOfLife } from "@/lib/server/work/health";
import { NOW } from "@/prisma/fixtures";
import { as } from "@/prisma/testing";
import { tellResumed, tellStopped } from "./commands-alarm";
import { mailCheckpoint } from "./commands-mail";

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
