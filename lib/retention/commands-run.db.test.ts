/**
 * What a destruction does when it runs: it waits for who comes back, two people sign the night's list, bills stay reduced, and the list of what
 * went is kept until a backup took it.
 */
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { healthOf } from "@/lib/server/work/health";
import { aChild, aHousehold, anAccount, aPayer, aRegie, contextFor, journalOf, NOW, TODAY } from "@/prisma/fixtures";
import { as } from "@/prisma/testing";
import { emptyJournal } from "@/prisma/testing/journal";
import { chooseVisa, countersign, proposeRetention } from "./commands";
import { destroy, forgetLists } from "./commands-run";
import { destroyedLists, dueOn, takeExactList } from "./queries";

const calm = async () => {
  await db().setting.updateMany({ where: { section: "retention" }, data: { value: {} } });
  await db().retentionRun.updateMany({ where: { state: "proposed" }, data: { state: "dropped" } });
};
beforeEach(async () => {
  await emptyJournal();
  await calm();
});
afterAll(calm);

const at = (day: string) => new Date(`${day}T12:00:00.000Z`);

/** Years later: nothing was used since the day of the fixtures. */
const FAR = "2031-01-15";

async function propose(day: string) {
  const proposed = await transaction((tx) => proposeRetention(contextFor(tx, null, at(day))));
  if (!proposed.ok) throw new Error(proposed.reason);
  return proposed;
}

async function run(day: string) {
  const { runId } = await propose(day);
  await destroy(db(), { runId, now: at(day) });
}

const rowsIn = (due: Awaited<ReturnType<typeof dueOn>>, table: string) =>
  due.steps.filter((step) => step.table === table).flatMap(({ rows }) => rows.map((row) => row.join("/")));

describe("a household that comes back while it is destroyed", () => {
  const isFinal = async (id: string) => {
    const { due } = await db().retentionRun.findUniqueOrThrow({ where: { id } });
    return (due as { isFinal?: boolean }).isFinal === true;
  };

  it("stays: the destruction waits for who is at it, and looks again", { timeout: 60_000 }, async () => {
    const household = await aHousehold(db());
    const { runId } = await propose(FAR);
    let commit: () => void = () => undefined;
    const committed = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let began: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      began = resolve;
    });
    const comesBack = transaction(async (tx) => {
      await tx.household.update({
        where: { id: household.id },
        data: { createdAt: at("2030-12-31"), name: "Revenue" },
      });
      began();
      await committed;
    });
    await begun;
    const destroyed = destroy(db(), { runId, now: at(FAR) });
    // One that did not wait would write its final list now: it is given the time to.
    for (let tries = 0; tries < 40 && !(await isFinal(runId)); tries++) await new Promise((go) => setTimeout(go, 200));
    commit();
    await Promise.all([comesBack, destroyed]);
    const row = await db().household.findUniqueOrThrow({ where: { id: household.id } });
    expect(row).toMatchObject({ name: "Revenue", erasedAt: null });
  });
});

describe("a bill under legal retention", () => {
  async function billed() {
    const [regie, household, payer] = [await aRegie(db()), await aHousehold(db()), await aPayer(db())];
    const child = await aChild(db(), { homes: [{ householdId: household.id }] });
    const about = { regieId: regie.id, householdId: household.id, payerId: payer.id, month: "2026-10" };
    const draft = {
      id: newId(),
      kind: "invoice",
      state: "draft",
      totalCents: 280,
      recipient: {},
      createdAt: NOW,
    } as const;
    await db().invoice.create({ data: { ...draft, ...about } });
    const words = { productCode: "CANT", labelFr: "Cantine", labelEn: "Canteen", childName: "Ada Lovelace" };
    const sum = { quantity: 1, unitCents: 280, amountCents: 280, position: 0 };
    const detail = { grade: "CM1", site: "Les Oliviers", days: [TODAY] };
    await db().invoiceLine.create({
      data: { id: newId(), invoiceId: draft.id, childId: child.id, ...words, ...sum, detail },
    });
    const number = 900_000 + Math.floor(Math.random() * 90_000);
    const dates = { issuedOn: toColumn(TODAY), dueOn: toColumn(TODAY), issuedAt: NOW };
    const issued = { state: "issued", year: 2026, number, refdet: `PER2026${number}`, ...dates } as const;
    const invoice = await db().invoice.update({ where: { id: draft.id }, data: issued });
    const pdf = { bytes: new Uint8Array(Buffer.from("%PDF Ada Lovelace")), sha256: "0".repeat(64), renderedAt: NOW };
    await db().invoicePdf.create({ data: { invoiceId: invoice.id, ...pdf } });
    return { household, invoice };
  }
  const lineOf = (invoiceId: string) => db().invoiceLine.findFirstOrThrow({ where: { invoiceId } });

  it("stays, reduced: number, payer and amount, no child's name, and its file is made again", async () => {
    const { invoice } = await billed();
    const before = await lineOf(invoice.id);
    await run(FAR);
    expect(await db().invoice.findUniqueOrThrow({ where: { id: invoice.id } })).toEqual(invoice);
    const detail = { days: [TODAY] };
    expect(await lineOf(invoice.id)).toEqual({ ...before, childName: null, detail });
    expect(await db().invoicePdf.findUnique({ where: { invoiceId: invoice.id } })).toBeNull();
    const jobs = await db().job.findMany({ where: { kind: "invoice.render" } });
    expect(JSON.stringify(jobs.map(({ payload }) => payload))).toContain(invoice.id);
    const again = rowsIn(await dueOn(db(), FAR), "invoice_pdf");
    expect(again).not.toContain(invoice.id);
  });

  it("is frozen for everybody else, and in everything else", async () => {
    const { invoice, household } = await billed();
    const line = await lineOf(invoice.id);
    const change = (data: object) => db().invoiceLine.update({ where: { id: line.id }, data });
    await expect(change({ childName: null, detail: { days: [TODAY] } })).rejects.toThrow("frozen");
    await db().household.update({ where: { id: household.id }, data: { erasedAt: NOW } });
    await expect(change({ childName: null, detail: {} })).rejects.toThrow("frozen");
    await expect(change({ childName: null, amountCents: 1 })).rejects.toThrow("frozen");
    await expect(change({ childName: "Autre" })).rejects.toThrow("frozen");
  });
});

describe("the list of what was destroyed", () => {
  const erasedLines = async () => (await journalOf(db())).filter(({ type }) => type === "audit.erased").length;

  it("is destroyed and told once by two who do it at the same time", async () => {
    await aHousehold(db());
    const { runId } = await propose(FAR);
    const both = await Promise.all([1, 2].map(() => destroy(db(), { runId, now: at(FAR) })));
    expect(both[0]).toEqual(both[1]);
    expect(both[0]?.household).toBeGreaterThan(0);
    expect(await erasedLines()).toBe(1);
  });

  it("claims nothing of a destruction that was rolled back, when a family came back before the next try", async () => {
    const household = await aHousehold(db());
    const { runId } = await propose(FAR);
    const owner = (sql: string) => as("owner", (connection) => connection.query(sql));
    await owner("CREATE TRIGGER refuses BEFORE UPDATE ON household FOR EACH ROW SIGNAL SQLSTATE '45000'");
    await expect(destroy(db(), { runId, now: at(FAR) })).rejects.toThrow();
    await owner("DROP TRIGGER refuses");
    await db().household.updateMany({ data: { createdAt: at("2030-12-31") } });
    await destroy(db(), { runId, now: at(FAR) });
    expect(JSON.stringify(await destroyedLists(db()))).not.toContain(household.id);
    expect((await db().household.findUniqueOrThrow({ where: { id: household.id } })).erasedAt).toBeNull();
  });

  it("goes on waiting for its second person when the wish for one is taken back", async () => {
    const person = await anAccount(db(), { role: "responsable" });
    const mine = <Value>(work: (context: ReturnType<typeof contextFor>) => Promise<Value>) =>
      transaction((tx) => work(contextFor(tx, { id: person.id, role: "responsable" }, at(FAR))));
    await mine((context) => chooseVisa(context, { visa: true }));
    const household = await aHousehold(db());
    const proposed = await mine(proposeRetention);
    if (!proposed.ok) throw new Error(proposed.reason);
    const { runId } = proposed;
    await mine((context) => chooseVisa(context, { visa: false }));
    expect(await destroy(db(), { runId, now: at(FAR) })).toBeNull();
    expect((await db().household.findUniqueOrThrow({ where: { id: household.id } })).erasedAt).toBeNull();
  });

  it("stays until a backup took it, and is told whole after a crash between the two halves", async () => {
    const household = await aHousehold(db());
    const { runId } = await propose(FAR);
    await destroy(db(), { runId, now: at(FAR) });
    const listed = async () => (await destroyedLists(db())).find((list) => list.runId === runId);
    const has = (list: Awaited<ReturnType<typeof listed>>) =>
      list?.steps.some(({ table, rows }) => table === "household" && rows.flat().includes(household.id));
    expect(has(await listed())).toBe(true);
    // As a crash would leave it: the rows are gone, and nobody said so yet.
    await db().retentionRun.update({ where: { id: runId }, data: { state: "proposed", report: {}, doneAt: null } });
    expect(await destroy(db(), { runId, now: at(FAR) })).toMatchObject({ household: expect.any(Number) });
    expect(has(await listed())).toBe(true);
    await transaction((tx) => forgetLists(contextFor(tx, null), [runId]));
    expect(await listed()).toBeUndefined();
  });

  it("holds nothing of what came back before it was destroyed", async () => {
    const household = await aHousehold(db());
    const { runId } = await propose(FAR);
    await db().household.update({ where: { id: household.id }, data: { createdAt: at("2030-12-31") } });
    await destroy(db(), { runId, now: at(FAR) });
    expect(JSON.stringify(await destroyedLists(db()))).not.toContain(household.id);
  });
});

describe("where two people must sign", () => {
  it("of the night's list two people sign, since the night is nobody", async () => {
    const people = [await anAccount(db(), { role: "responsable" }), await anAccount(db(), { role: "responsable" })];
    await transaction((tx) => chooseVisa(contextFor(tx, null, at(FAR)), { visa: true }));
    await aHousehold(db());
    const { runId, due } = await propose(FAR);
    const sign = (id = "") =>
      transaction((tx) => countersign(contextFor(tx, { id, role: "responsable" }, at(FAR)), { runId }));
    expect(await sign(people[0]?.id)).toMatchObject({ isComplete: false });
    expect(await sign(people[0]?.id)).toMatchObject({ reason: "same-person" });
    expect(await destroy(db(), { runId, now: at(FAR) })).toBeNull();
    expect(await sign(people[1]?.id)).toMatchObject({ isComplete: true });
    expect(await destroy(db(), { runId, now: at(FAR) })).not.toBeNull();
    expect(due.steps.find(({ table }) => table === "household")).toMatchObject({
      cut: "2029-01-15",
      dates: [expect.stringMatching(/^20/), expect.stringMatching(/^20/)],
    });
  });

  it("takes the exact list away, each time with a line in the journal", async () => {
    const person = await anAccount(db(), { role: "responsable" });
    const household = await aHousehold(db());
    await transaction((tx) => chooseVisa(contextFor(tx, null, at(FAR)), { visa: true }));
    const { runId } = await propose(FAR);
    const take = () =>
      transaction((tx) => takeExactList(contextFor(tx, { id: person.id, role: "responsable" }, at(FAR)), runId));
    expect((await take())?.split("\r\n")).toContain(`household;household-end;${household.id}`);
    expect((await journalOf(db())).filter(({ type }) => type === "export.made")).toHaveLength(1);
    await db().retentionRun.update({ where: { id: runId }, data: { state: "dropped" } });
    expect(await take()).toBeNull();
  });
});

describe("a destruction, or its list, that failed eight times", () => {
  it("is said to the monitor, and no longer once it is run again", async () => {
    const state = async () => (await healthOf(db(), NOW)).retention;
    for (const kind of ["retention.run", "retention.propose"]) {
      const row = { kind, payload: {}, runAt: NOW, createdAt: NOW };
      const { id } = await db().job.create({ data: { id: newId(), state: "queued", ...row } });
      expect(await state()).toBe("ok");
      await db().job.update({ where: { id }, data: { state: "dead", lastError: "lock" } });
      expect(await state()).toBe("failed");
      await db().job.update({ where: { id }, data: { state: "done" } });
      expect(await state()).toBe("ok");
    }
  });
});

it("keeps what a joining changed through the last day on which it may be undone", async () => {
  const pair = { kind: "child", intoId: newId(), fromId: newId(), changes: [] };
  const { id } = await db().fileMerger.create({ data: { id: newId(), ...pair, appliedAt: at("2026-11-23") } });
  const isDue = async (day: string) => rowsIn(await dueOn(db(), day), "file_merger").includes(id);
  expect([await isDue("2026-12-23"), await isDue("2026-12-24")]).toEqual([false, true]);
});
