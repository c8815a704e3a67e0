/**
 * Destruction on a real database, under the account that erases: before, on and after the day; exactly what was listed; a second person; and
 * twenty planted values that are nowhere any more while the log still verifies.
 */
import { rmSync } from "node:fs";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { receiptOf } from "@/lib/evidence/receipt";
import { record } from "@/lib/evidence/record";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { type Policy, readPolicy } from "@/lib/evidence/tlog/checkpoint";
import { readReceipt, verifyReceipt } from "@/lib/evidence/tlog/receipt";
import { parseJson } from "@/lib/evidence/tlog/strict/json";
import { addDays, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import {
  aChild,
  aHousehold,
  anAccount,
  anAddress,
  aParent,
  aSchoolYear,
  aSite,
  contextFor,
  journalOf,
  NOW,
  TODAY,
} from "@/prisma/fixtures";
import { everyFile, wholeDatabase } from "@/prisma/testing/erasure/leftovers";
import { emptyJournal, ownFolder, sealOnce } from "@/prisma/testing/journal";
import { chooseDuration, chooseVisa, countersign, proposeRetention } from "./commands";
import { destroy } from "./commands-run";
import { dueOn } from "./queries";

const folder = ownFolder();
const sealer = connectSealer();
afterAll(async () => {
  await sealer.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await emptyJournal();
  await db().setting.updateMany({ where: { section: "retention" }, data: { value: {} } });
  await db().retentionRun.updateMany({ where: { state: "proposed" }, data: { state: "dropped" } });
});

const at = (day: string) => new Date(`${day}T12:00:00.000Z`);

/** As the account would be years later: nothing was used since the day of the fixtures. */
const FAR = "2031-01-15";

async function propose(day: string, person: { id: string; role: "responsable" } | null = null) {
  const proposed = await transaction((tx) => proposeRetention(contextFor(tx, person, at(day))));
  if (!proposed.ok) throw new Error(proposed.reason);
  return proposed;
}

async function run(day: string) {
  const { runId, due } = await propose(day);
  await destroy(db(), { runId, now: at(day) });
  return due;
}

const rowsIn = (due: Awaited<ReturnType<typeof dueOn>>, table: string) =>
  due.steps.filter((step) => step.table === table).flatMap(({ rows }) => rows.map((row) => row.join("/")));

describe("a row", () => {
  it("is due on its day, and not the day before", async () => {
    const mail = { toAddress: "x@example.org", subject: "s", text: "t", state: "sent" as const, nextTryAt: NOW };
    const { id } = await db().mailOutbox.create({ data: { id: newId(), ...mail, createdAt: at("2026-01-10") } });
    const due = async (day: string) => rowsIn(await dueOn(db(), day), "mail_outbox").includes(id);
    expect([await due("2026-04-09"), await due("2026-04-10"), await due("2026-04-11")]).toEqual([false, true, true]);
  });

  it("stays when it was used again between the list and the destruction", async () => {
    const household = await aHousehold(db());
    const { runId, due } = await propose(FAR);
    expect(rowsIn(due, "household")).toContain(household.id);
    await db().household.update({ where: { id: household.id }, data: { createdAt: at("2030-12-31") } });
    await destroy(db(), { runId, now: at(FAR) });
    expect((await db().household.findUniqueOrThrow({ where: { id: household.id } })).erasedAt).toBeNull();
  });

  it("is listed by the dry run exactly as the real run destroys it", async () => {
    await aHousehold(db());
    const listed = await dueOn(db(), FAR);
    expect((await run(FAR)).steps).toEqual(listed.steps);
    const left = await dueOn(db(), FAR);
    expect(left.steps.filter(({ rule }) => rule === "household-end")).toEqual([]);
  });
});

describe("what the canteen serves by", () => {
  it("is never taken from a child who is at school this year, and goes with the last year of one who left", async () => {
    const household = await aHousehold(db());
    const [past, present] = [await aSchoolYear(db(), "2024-2025"), await aSchoolYear(db(), "2026-2027")];
    await db().schoolYear.update({
      where: { id: past.id },
      data: { startsOn: toColumn("2024-09-01"), endsOn: toColumn("2025-07-05") },
    });
    const site = await aSite(db());
    const kid = async (schoolYearId: string) => {
      const child = await aChild(db(), {
        homes: [{ householdId: household.id }],
        school: { siteId: site.id, schoolYearId },
      });
      await db().schooling.updateMany({ where: { childId: child.id }, data: { since: toColumn("2024-09-02") } });
      await db().childHealth.create({
        data: { childId: child.id, allergies: "arachide", updatedAt: at("2025-01-10") },
      });
      return child.id;
    };
    const [left, stays] = [await kid(past.id), await kid(present.id)];
    const due = rowsIn(await dueOn(db(), "2026-11-23"), "child_health");
    expect(due).toContain(left);
    expect(due).not.toContain(stays);
  });
});

describe("a household", () => {
  it("that still owes, or has a child at school, is not at its end", async () => {
    const [owes, free] = [await aHousehold(db()), await aHousehold(db())];
    const entry = {
      regieId: newId(),
      kind: "invoice.issued",
      sourceId: newId(),
      day: toColumn(TODAY),
      recordedAt: NOW,
    };
    const { id: entryId } = await db().ledgerEntry.create({ data: { id: newId(), ...entry } });
    const line = { id: newId(), entryId, position: 0, account: "receivable", amountCents: 1, householdId: owes.id };
    await db().ledgerLine.create({ data: line });
    const due = rowsIn(await dueOn(db(), FAR), "household");
    expect(due).toContain(free.id);
    expect(due).not.toContain(owes.id);
  });

  it("takes with it the child that lives nowhere else, and leaves the one who has another home", async () => {
    const [ends, goesOn] = [await aHousehold(db()), await aHousehold(db())];
    await db().household.update({ where: { id: goesOn.id }, data: { createdAt: at("2030-12-01") } });
    const lonely = await aChild(db(), { homes: [{ householdId: ends.id }] });
    const shared = await aChild(db(), { homes: [{ householdId: ends.id }, { householdId: goesOn.id }] });
    const due = rowsIn(await run(FAR), "child");
    expect(due).toContain(lonely.id);
    expect(due).not.toContain(shared.id);
    expect((await db().child.findUniqueOrThrow({ where: { id: shared.id } })).lastName).toBe("Durand");
  });
});

describe("a second person, where the commune wants one", () => {
  it("is another than who drew the list up; before that nothing is destroyed", async () => {
    const [first, second] = [
      await anAccount(db(), { role: "responsable" }),
      await anAccount(db(), { role: "responsable" }),
    ];
    const asPerson = ({ id }: { id: string }) => ({ id, role: "responsable" as const });
    await transaction((tx) => chooseVisa(contextFor(tx, asPerson(first), at(FAR)), { visa: true }));
    const household = await aHousehold(db());
    const { runId } = await propose(FAR, asPerson(first));
    const sign = (person: { id: string }) =>
      transaction((tx) => countersign(contextFor(tx, asPerson(person), at(FAR)), { runId }));
    expect(await destroy(db(), { runId, now: at(FAR) })).toBeNull();
    expect(await sign(first)).toMatchObject({ reason: "same-person" });
    expect(await destroy(db(), { runId, now: at(FAR) })).toBeNull();
    expect(await sign(second)).toMatchObject({ ok: true });
    expect(await sign(second)).toMatchObject({ reason: "gone" });
    expect(await destroy(db(), { runId, now: at(FAR) })).not.toBeNull();
    expect((await db().household.findUniqueOrThrow({ where: { id: household.id } })).erasedAt).not.toBeNull();
    const told = (await journalOf(db())).map(({ type }) => type);
    expect(told.filter((type) => type === "audit.erased")).toHaveLength(1);
  });
});

it("takes the commune's own duration where no text sets one, and leaves those that a text sets", async () => {
  const person = await anAccount(db(), { role: "responsable" });
  const household = await aHousehold(db());
  const day = addDays(TODAY, 40);
  const due = async () => rowsIn(await dueOn(db(), day), "household").includes(household.id);
  expect(await due()).toBe(false);
  const choice = { rule: "household-end" as const, count: 30, unit: "days" as const, reason: "Délibération du 3 mars" };
  await transaction((tx) => chooseDuration(contextFor(tx, { id: person.id, role: "responsable" }), choice));
  expect(await due()).toBe(true);
});

/** Twenty values in as many places; none of them may be found anywhere afterwards. */
async function plant() {
  const canary = (name: string) => `Canari${name}${newId().slice(-6)}`;
  const planted: string[] = [];
  const next = (name: string) => {
    const value = canary(name);
    planted.push(value);
    return value;
  };
  const household = await aHousehold(db(), { name: next("Foyer"), externalRef: next("Ref") });
  await db().household.update({ where: { id: household.id }, data: { situation: next("Situation") } });
  const address = await anAddress(db(), household.id);
  await db().householdAddress.update({ where: { id: address.id }, data: { line: next("Rue"), city: next("Ville") } });
  const { account, guardian } = await aParent(db(), household.id, {
    email: `${next("mail").toLowerCase()}@example.org`,
  });
  await db().guardian.update({
    where: { id: guardian.id },
    data: { firstName: next("Prenom"), lastName: next("Nom") },
  });
  await db().account.update({ where: { id: account.id }, data: { lastName: next("Compte") } });
  const child = await aChild(db(), { firstName: next("Enfant"), homes: [{ householdId: household.id }] });
  await db().childHealth.create({ data: { childId: child.id, allergies: next("Allergie"), updatedAt: NOW } });
  const contact = {
    id: newId(),
    childId: child.id,
    name: next("Contact"),
    phone: "0",
    relation: "tante",
    rank: 1,
  };
  await db().emergencyContact.create({ data: contact });
  await db().pickupPerson.create({
    data: { id: newId(), childId: child.id, name: next("Sortie"), kind: "authorised" },
  });
  const quotient = {
    valueCents: 1,
    source: "caf" as const,
    beneficiary: next("Caf"),
    since: toColumn(TODAY),
    recordedAt: NOW,
  };
  await db().quotientFamilial.create({ data: { id: newId(), householdId: household.id, ...quotient } });
  const fact = { fact: "situation", value: next("Fait"), since: toColumn(TODAY), recordedAt: NOW };
  await db().declaredFact.create({ data: { id: newId(), householdId: household.id, ...fact } });
  await db().changeRequest.create({
    data: {
      ...{ id: newId(), reference: newId().slice(-12), kind: "guardian_identity", householdId: household.id },
      ...{ accountId: account.id, before: { name: next("Avant") }, after: {}, comment: next("Mot") },
      ...{ state: "accepted", createdAt: NOW, decidedAt: NOW },
    },
  });
  const mail = {
    toAddress: "x@example.org",
    subject: next("Objet"),
    text: next("Texte"),
    state: "sent" as const,
    nextTryAt: NOW,
  };
  await db().mailOutbox.create({ data: { id: newId(), ...mail, createdAt: NOW, householdId: household.id } });
  const eventId = await transaction((tx) =>
    record(contextFor(tx, { id: account.id, role: "parent" }), {
      type: "household.contact-changed",
      subject: { kind: "household", id: household.id },
      object: { kind: "household", id: household.id },
      body: { after: { line: next("Journal") } },
    }),
  );
  return { household, account, child, planted, eventId };
}

describe("twenty planted values", () => {
  it("are in the tables before, and nowhere after: tables, tiles, files; the log still verifies and the part says it was erased", async () => {
    const { household, account, child, planted, eventId } = await plant();
    await sealOnce(sealer, NOW);
    expect(planted).toHaveLength(20);
    const before = await wholeDatabase();
    const plain = planted.filter((value) => before.toLowerCase().includes(value.toLowerCase()));
    expect(plain).toHaveLength(19);
    await run(FAR);
    await sealOnce(sealer, at(FAR));
    const after = `${await wholeDatabase()}\n${everyFile(folder)}`.toLowerCase();
    expect(planted.filter((value) => after.includes(value.toLowerCase()))).toEqual([]);
    const owners = { ownerId: { in: [household.id, account.id, child.id] } };
    expect(await db().pseudonym.count({ where: owners })).toBe(0);
    const { vkey, origin } = await db().auditLog.findFirstOrThrow();
    const policy = readPolicy({ vkeys: [vkey], origin, threshold: 0 }) as Policy;
    const parsed = parseJson((await receiptOf(db(), eventId, ["body", "net"])) ?? "");
    const receipt = parsed && readReceipt(parsed.value);
    expect(receipt && verifyReceipt(receipt, policy)).toMatchObject({ ok: true, disclosed: [] });
  });
});
