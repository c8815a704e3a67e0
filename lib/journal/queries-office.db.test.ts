/** The office's journal: an agent reads of the children of her scope, and cannot tell that there is anything else; each look is traced. */
import { beforeEach, describe, expect, it } from "vitest";
import { mintOfficeScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { aChild, aHousehold, aSchoolYear, aSite, aStaffAccount, contextFor, journalOf, TODAY } from "@/prisma/fixtures";
import { areLinesOf, officeJournal } from "./queries-office";
import { readOfficeChoice } from "./schema-office";

/** Léa is at Les Oliviers, her brother Tom at La Fontaine; the agent is at Les Oliviers. Noé is of another household, at La Fontaine. */
async function arrange() {
  return transaction(async (tx) => {
    const year = (await tx.schoolYear.findFirst()) ?? (await aSchoolYear(tx));
    const [oliviers, fontaine] = [await aSite(tx), await aSite(tx)];
    const [here, elsewhere] = [await aHousehold(tx, { name: "Durand" }), await aHousehold(tx, { name: "Maud" })];
    const child = (firstName: string, householdId: string, siteId: string) =>
      aChild(tx, { firstName, homes: [{ householdId }], school: { siteId, schoolYearId: year.id } });
    const lea = await child("Léa", here.id, oliviers.id);
    const tom = await child("Tom", here.id, fontaine.id);
    const noe = await child("Noé", elsewhere.id, fontaine.id);
    const agent = await aStaffAccount(tx, "agent", [oliviers.id]);
    const head = await aStaffAccount(tx, "responsable");
    const subject = { kind: "household" as const, id: here.id };
    const context = contextFor(tx, { id: newId(), role: "parent" });
    const booked = (childId: string) =>
      record(context, {
        type: "booking.created",
        subject,
        object: { kind: "booking", id: newId() },
        body: { childId, cents: 280 },
      });
    const [ofLea, ofTom] = [await booked(lea.id), await booked(tom.id)];
    const bill = { type: "invoice.issued", object: { kind: "invoice", id: newId() }, body: { cents: 5000 } } as const;
    const ofBill = await record(context, { ...bill, subject });
    return { here, elsewhere, lea, tom, noe, agent, head, ofLea, ofTom, ofBill };
  });
}

let world: Awaited<ReturnType<typeof arrange>>;
beforeEach(async () => {
  world = await arrange();
});

function look(who: "agent" | "head", query: Record<string, string>) {
  const role = who === "head" ? ("responsable" as const) : ("agent" as const);
  const account = world[who];
  return transaction(async (tx) => {
    const scope = await mintOfficeScope(tx, { accountId: account.id, role }, TODAY);
    const choice = readOfficeChoice(query);
    const found = await officeJournal(contextFor(tx, { id: account.id, role }), scope, { choice, locale: "fr" });
    return found && { ids: found.entries.map(({ id }) => id), total: found.total, entries: found.entries };
  });
}

describe("an agent", () => {
  it("reads the lines of the child of her scope, neither those of the brother at another school nor the bill, nor how many there are", async () => {
    const found = await look("agent", { foyer: world.here.id });
    expect(found?.ids).toContain(world.ofLea);
    expect(found?.ids).not.toContain(world.ofTom);
    expect(found?.ids).not.toContain(world.ofBill);
    expect(found?.total).toBe(found?.ids.length);
  });

  it("finds no household outside her scope, and nothing without one, and leaves no trace there", async () => {
    const before = (await journalOf(db())).length;
    expect(await look("agent", { foyer: world.elsewhere.id })).toBeNull();
    expect(await look("agent", { enfant: world.tom.id })).toBeNull();
    expect(await look("agent", {})).toBeNull();
    expect((await journalOf(db())).length).toBe(before);
  });

  it("reads no colleague's name", async () => {
    await look("head", { foyer: world.here.id });
    const found = await look("agent", { foyer: world.here.id });
    expect(found?.entries.map(({ by }) => by)).toEqual(found?.entries.map(() => null));
  });

  it("cannot put a line that she may not read into a dossier", async () => {
    const own = (lines: string[]) =>
      transaction(async (tx) => {
        const scope = await mintOfficeScope(tx, { accountId: world.agent.id, role: "agent" }, TODAY);
        return areLinesOf(tx, scope, { householdId: world.here.id, lines });
      });
    expect(await own([world.ofLea])).toBe(true);
    expect(await own([world.ofLea, world.ofTom])).toBe(false);
    expect(await own([world.ofBill])).toBe(false);
    expect(await own([newId()])).toBe(false);
  });
});

describe("the head", () => {
  it("reads every line of the household, with the names of staff", async () => {
    await look("head", { foyer: world.here.id });
    const found = await look("head", { foyer: world.here.id });
    expect(found?.ids).toEqual(expect.arrayContaining([world.ofLea, world.ofTom, world.ofBill]));
    expect(found?.entries.some(({ by }) => by !== null)).toBe(true);
  });

  it("reads by agent and by subject", async () => {
    await look("agent", { foyer: world.here.id });
    const found = await look("head", { par: world.agent.id, sujet: "looks" });
    expect(found?.total).toBeGreaterThan(0);
    expect((await look("head", { par: world.agent.id, sujet: "bookings" }))?.total).toBe(0);
  });
});

it("leaves one event a look: in the household's journal when one was opened, else in the office's", async () => {
  const countOf = async (type: string) => (await journalOf(db())).filter((event) => event.type === type).length;
  const [opened, searched] = [await countOf("journal.consulted"), await countOf("journal.searched")];
  await look("agent", { foyer: world.here.id });
  await look("head", {});
  expect([await countOf("journal.consulted"), await countOf("journal.searched")]).toEqual([opened + 1, searched + 1]);
});
