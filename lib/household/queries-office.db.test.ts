import { beforeEach, describe, expect, it } from "vitest";
import { mintFamilyScope, mintOfficeScope } from "@/lib/access/gate";
import { events } from "@/lib/evidence/events";
import { journalOf as readJournal } from "@/lib/evidence/queries";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import {
  aChild,
  aHousehold,
  aParent,
  aSchoolYear,
  aSite,
  aStaffAccount,
  contextFor,
  journalOf,
  TODAY,
} from "@/prisma/fixtures";
import { recordDeath } from "./commands-office";
import { addPickup, removePickup } from "./commands-office-child";
import { closeHousehold } from "./commands-office-close";
import { childRecord } from "./queries";
import { childFile, householdFile, schoolsOf, searchChildren, searchHouseholds } from "./queries-office";
import { searchSchema } from "./schema-office";

/** Léa is at Les Oliviers, her brother Tom at La Fontaine; Maud's child is at La Fontaine only. `mark` keeps each test's names apart. */
async function arrange() {
  const mark = newId().slice(-8);
  return transaction(async (tx) => {
    const year = (await tx.schoolYear.findFirst()) ?? (await aSchoolYear(tx));
    const [oliviers, fontaine] = [await aSite(tx), await aSite(tx)];
    const [here, elsewhere] = [
      await aHousehold(tx, { name: `Durand${mark}` }),
      await aHousehold(tx, { name: `Maud${mark}` }),
    ];
    const camille = await aParent(tx, here.id);
    const at = (siteId: string) => ({ siteId, schoolYearId: year.id });
    const lea = await aChild(tx, {
      firstName: `Lea${mark}`,
      homes: [{ householdId: here.id }],
      school: at(oliviers.id),
    });
    const tom = await aChild(tx, {
      firstName: `Tom${mark}`,
      homes: [{ householdId: here.id }],
      school: at(fontaine.id),
    });
    const noe = await aChild(tx, {
      firstName: `Noe${mark}`,
      homes: [{ householdId: elsewhere.id }],
      school: at(fontaine.id),
    });
    const agent = await aStaffAccount(tx, "agent", [oliviers.id]);
    const head = await aStaffAccount(tx, "responsable");
    return { camille, mark, oliviers, fontaine, here, elsewhere, lea, tom, noe, agent, head };
  });
}

let world: Awaited<ReturnType<typeof arrange>>;
beforeEach(async () => {
  world = await arrange();
});

type Looker = "agent" | "head";

function looking<Value>(
  who: Looker,
  look: (context: ReturnType<typeof contextFor>, scope: Awaited<ReturnType<typeof mintOfficeScope>>) => Promise<Value>,
): Promise<Value> {
  const role = who === "head" ? ("responsable" as const) : ("agent" as const);
  const account = world[who];
  return transaction(async (tx) => {
    const scope = await mintOfficeScope(tx, { accountId: account.id, role }, TODAY);
    return look(contextFor(tx, { id: account.id, role }), scope);
  });
}

const households = (who: Looker, q: string) =>
  looking(who, (context, scope) => searchHouseholds(context, scope, searchSchema.parse({ q })));
const children = (who: Looker, query: Record<string, string>) =>
  looking(who, (context, scope) => searchChildren(context, scope, searchSchema.parse(query)));

describe("an agent of Les Oliviers", () => {
  it("finds the household of a child there, and of its children only that one", async () => {
    const found = await households("agent", world.mark);
    expect(found).toMatchObject({ total: 1, rows: [{ id: world.here.id }] });
    expect(found.rows[0]?.children.map(({ child }) => child.id)).toEqual([world.lea.id]);
  });

  it("finds nothing by the name of the brother at the other school", async () => {
    expect((await households("agent", `Tom${world.mark}`)).total).toBe(0);
    expect((await children("agent", { q: world.mark })).rows.map((row) => row.id)).toEqual([world.lea.id]);
    expect((await children("agent", { q: world.mark, site: world.fontaine.id })).total).toBe(0);
  });

  it("opens neither the brother nor the other household, and no trace is left of what is not there", async () => {
    const before = await db().auditEvent.count();
    const purpose = "follow-up" as const;
    expect(
      await looking("agent", (context, scope) => childFile(context, scope, { id: world.tom.id, purpose })),
    ).toBeNull();
    const other = { id: world.elsewhere.id, purpose };
    expect(await looking("agent", (context, scope) => householdFile(context, scope, other))).toBeNull();
    expect(await db().auditEvent.count()).toBe(before);
    const file = await looking("agent", (context, scope) =>
      householdFile(context, scope, { id: world.here.id, purpose }),
    );
    expect(JSON.stringify(file)).not.toContain(world.tom.id);
  });

  it("chooses among their own schools", async () => {
    const mine = await looking("agent", ({ tx }, scope) => schoolsOf(tx, scope));
    expect(mine.map((site) => site.id)).toEqual([world.oliviers.id]);
  });
});

describe("closing a household", () => {
  const close = (who: Looker, due = 0) =>
    looking(who, (context, scope) =>
      closeHousehold(context, { householdId: world.here.id, motive: "Départ" }, { scope, due: async () => due }),
    );
  const last = async () => (await journalOf(db())).at(-1)?.type;

  it("is for whoever sees all its children, once its account is settled, and only once", async () => {
    expect(await close("agent")).toEqual({ ok: false, reason: "child-elsewhere" });
    expect(await close("head", 280)).toEqual({ ok: false, reason: "not-settled" });
    expect(await close("head", -1)).toEqual({ ok: false, reason: "not-settled" });
    expect(await last()).toBe("household.close-refused");
    expect((await db().household.findUnique({ where: { id: world.here.id } }))?.closedAt).toBeNull();
    const both = await Promise.all([close("head"), close("head")]);
    expect(both.map((one) => one.ok).sort()).toEqual([false, true]);
  });
});

describe("a person whom a decision forbids", () => {
  const add = (kind: "forbidden" | "authorised", name: string) =>
    looking("agent", (context) => addPickup(context, { childId: world.lea.id, name, relation: "oncle", kind }));

  it("is told to the gate and to no parent, in the record as in the journal", async () => {
    await add("forbidden", "Denis");
    await add("authorised", "Ada");
    const told = (await journalOf(db())).slice(-2).map((event) => event.type);
    expect(told).toEqual(["child.pickup-forbidden", "child.pickups-changed"]);
    expect(events["child.pickup-forbidden"].family).toBe(false);
    const scope = await mintFamilyScope(db(), world.camille.account.id, TODAY);
    const seen = scope && (await childRecord(db(), scope, { childId: world.lea.id, today: TODAY }));
    expect(seen?.pickups.map((person) => person.name)).toEqual(["Ada"]);
    const row = await db().pickupPerson.findFirstOrThrow({ where: { childId: world.lea.id, kind: "forbidden" } });
    await looking("agent", (context) => removePickup(context, { childId: world.lea.id, pickupId: row.id }));
    expect((await journalOf(db())).at(-1)?.type).toBe("child.pickup-forbidden");
  });
});

describe("the death of a parent", () => {
  it("is corrected with what stood before", async () => {
    const say = (deceasedOn: string) =>
      looking("agent", (context) =>
        recordDeath(context, { householdId: world.here.id, guardianId: world.camille.guardian.id, deceasedOn }),
      );
    await say("2026-11-02");
    await say("2026-11-03");
    const owner = { kind: "household", id: world.here.id } as const;
    const reader = { owners: [owner], accountId: world.camille.account.id };
    const filter = { types: ["household.contact-changed" as const], skip: 0, take: 5 };
    const { lines } = await readJournal(db(), reader, filter);
    expect(lines.map((line) => line.body?.before)).toEqual([{ deceasedOn: "2026-11-02" }, { deceasedOn: null }]);
  });
});

describe("the head of school affairs", () => {
  it("finds them all, sorted, and every look is in the journal with its purpose", async () => {
    const found = await children("head", { q: world.mark, sort: "-name" });
    expect(found.rows.map((row) => row.id)).toEqual([world.tom.id, world.noe.id, world.lea.id]);
    await looking("head", (context, scope) => childFile(context, scope, { id: world.tom.id, purpose: "safety" }));
    expect((await journalOf(db())).slice(-2).map((event) => event.type)).toEqual([
      "family.searched",
      "child.consulted",
    ]);
  });
});
