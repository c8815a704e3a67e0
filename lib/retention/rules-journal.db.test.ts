/** The journal's contents, each kind at its own date, and what the verification of the journal says of it. */
import { rmSync } from "node:fs";
import { afterAll, beforeEach, expect, it } from "vitest";
import type { EventType } from "@/lib/evidence/events";
import { record } from "@/lib/evidence/record";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { addDays, parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { now } from "@/lib/server/clock";
import { contextOf, systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { as } from "@/prisma/testing";
import { emptyJournal, ownFolder, sealOnce, tamper } from "@/prisma/testing/journal";
import { run as verify } from "@/scripts/portail/journal/verify/main";
import { chooseDuration, proposeRetention } from "./commands";
import { destroy } from "./commands-run";
import { dueOn } from "./queries";

const folder = ownFolder();
const sealer = connectSealer();
const at = (day: string) => new Date(`${day}T11:00:00.000Z`);

beforeEach(async () => {
  await emptyJournal();
  await as("owner", (sql) => sql.query("DELETE FROM setting WHERE section = 'retention'"));
  await as("owner", (sql) => sql.query("DELETE FROM retention_run"));
});
afterAll(async () => {
  await sealer.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

function written(type: EventType, day: string): Promise<string> {
  const by = { actor: { accountId: newId(), role: "agent" as const }, channel: "portal" as const };
  const net = { ip: "192.0.2.7", userAgent: "Mozilla/5.0" };
  const subject = { kind: "household" as const, id: newId() };
  return transaction((tx) =>
    record(contextOf(tx, at(day), { ...by, net }), { type, subject, object: subject, body: { purpose: "essai" } }),
  );
}

async function dueOf(id: string, day: string): Promise<string[]> {
  const { steps } = await dueOn(db(), day);
  return steps.flatMap(({ rule, rows }) => rows.flatMap(([event, part]) => (event === id ? [`${part} ${rule}`] : [])));
}

async function findings(): Promise<string[]> {
  const found: string[] = [];
  const emit = (value: unknown) => {
    const line = value as { kind: string; check?: string };
    if (line.kind === "finding") found.push(line.check ?? "");
  };
  await verify([], { json: true, say: () => undefined, note: () => undefined, emit });
  return found;
}

it.each([
  ["family.consulted", "2029-11-20", "journal-looks"],
  ["session.opened", "2029-11-20", "journal-access"],
  ["request.filed", "2031-11-20", "journal-requests"],
  ["booking.created", "2036-11-20", "proof-10-years"],
  ["family.searched", "2027-11-20", "net-12-months"],
] as const)("what %s did goes on %s, and not the day before", async (type, day, rule) => {
  const id = await written(type, "2026-11-20");
  expect(await dueOf(id, addDays(day, -1))).not.toContain(`body ${rule}`);
  expect(await dueOf(id, day)).toContain(`body ${rule}`);
  expect(await dueOf(id, "2027-11-19")).toEqual([]);
  expect(await dueOf(id, "2027-11-20")).toContain("net net-12-months");
});

it("goes by the duration that the commune chose, also what was written before; the journal still holds, and misses what nobody chose", async () => {
  const today = parisOf(now()).day;
  const [look, booking] = [
    await written("family.consulted", addDays(today, -200)),
    await written("booking.created", addDays(today, -200)),
  ];
  await sealOnce(sealer, now());
  await transaction((tx) =>
    chooseDuration(systemContext(tx, now()), {
      rule: "journal-looks",
      count: 6,
      unit: "months",
      reason: "Avis de la personne déléguée à la protection des données.",
    }),
  );
  const proposed = await transaction((tx) => proposeRetention(systemContext(tx, now())));
  if (!proposed.ok) throw new Error(proposed.reason);
  await destroy(db(), { runId: proposed.runId, now: now() });
  const bodies = async (id: string) => db().auditPart.count({ where: { eventId: id, part: "body" } });
  expect([await bodies(look), await bodies(booking)]).toEqual([0, 1]);
  expect(await findings()).toEqual([]);
  await tamper(`DELETE FROM audit_part WHERE event_id = '${booking}' AND part = 'body'`);
  expect(await findings()).toEqual(["part"]);
});
