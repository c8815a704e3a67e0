/** The office's journal: an agent reads of the children of her scope, and cannot tell that there is anything else; each look is traced. */
import { beforeEach, describe, expect, it } from "vitest";
import { mintOfficeScope } from "@/lib/access/gate";
import { record, recordAll } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { aChild, aHousehold, aSchoolYear, aSite, aStaffAccount, contextFor, journalOf, TODAY } from "@/prisma/fixtures";
import { officeJournal } from "./queries-office";
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
    return found && { ids: found.entries.map(({ id }) => id), next: found.next, entries: found.entries };
  });
}

describe("an agent", () => {
  it("reads the lines of the child of her scope, neither those of the brother at another school nor the bill, nor how many there are", async () => {
    const found = await look("agent", { foyer: world.here.id });
    expect(found?.ids).toContain(world.ofLea);
    expect(found?.ids).not.toContain(world.ofTom);
    expect(found?.ids).not.toContain(world.ofBill);
    expect(found?.next).toBeNull();
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

  it("reads by child, by role and her own deeds, never a colleague's", async () => {
    expect((await look("agent", { foyer: world.here.id, enfant: world.lea.id }))?.ids).toContain(world.ofLea);
    expect((await look("agent", { foyer: world.here.id, par: "famille" }))?.ids).toEqual([world.ofLea]);
    expect((await look("agent", { foyer: world.here.id, par: "moi" }))?.ids).toHaveLength(2);
    expect((await look("agent", { foyer: world.here.id, par: world.head.id }))?.ids).toEqual([]);
    expect((await look("agent", { foyer: world.here.id, par: "accueil" }))?.ids).toEqual([]);
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
    expect(found?.ids.length).toBeGreaterThan(0);
    expect((await look("head", { par: world.agent.id, sujet: "bookings" }))?.ids).toEqual([]);
  });
});

describe("a look", () => {
  const told = async (where: object) => {
    const rows = await db().auditEvent.findMany({ where, orderBy: { id: "asc" } });
    return rows.map(({ type, object }) => `${type} ${object}`);
  };
  const since = async () => (await db().auditEvent.findFirst({ orderBy: { id: "desc" } }))?.id ?? "";

  it("at one household is one line of that household; at a child, of that child", async () => {
    const last = await since();
    await look("agent", { foyer: world.here.id });
    await look("agent", { foyer: world.here.id, enfant: world.lea.id });
    expect(await told({ id: { gt: last } })).toEqual([
      `journal.consulted household/${world.here.id}`,
      `journal.consulted child/${world.lea.id}`,
    ]);
  });

  it("without a household says so to each family whose line was shown, and is not made for nothing", async () => {
    const last = await since();
    expect(await look("head", {})).toBeNull();
    expect(await told({ id: { gt: last } })).toEqual([]);
    const found = await look("head", { sujet: "bookings", du: TODAY, au: TODAY });
    expect(found?.ids).toContain(world.ofLea);
    const lines = await told({ id: { gt: last } });
    expect(lines).toContain(`journal.consulted household/${world.here.id}`);
    expect(lines).not.toContain(`journal.consulted household/${world.elsewhere.id}`);
    expect(lines.filter((line) => line.startsWith("journal.searched"))).toHaveLength(1);
    expect(new Set(lines).size).toBe(lines.length);
  });
});

it("turns pages without a cap: every line once, whatever comes in between", { timeout: 90_000 }, async () => {
  const subject = { kind: "household" as const, id: world.here.id };
  const old = new Date("2020-03-02T08:00:00Z");
  await transaction((tx) =>
    recordAll(
      contextFor(tx, { id: newId(), role: "parent" }, old),
      Array.from({ length: 2105 }, (_, day) => ({
        type: "booking.created" as const,
        subject,
        object: { kind: "booking", id: newId() },
        body: { childId: day % 20 === 0 ? world.lea.id : world.tom.id, cents: day },
      })),
    ),
  );
  const seen: string[] = [];
  let apres = "";
  do {
    const page = await look("agent", { foyer: world.here.id, sujet: "bookings", apres });
    seen.push(...(page?.ids ?? []));
    apres = page?.next ?? "";
  } while (apres);
  expect(seen).toHaveLength(107);
  expect(new Set(seen).size).toBe(107);
});
