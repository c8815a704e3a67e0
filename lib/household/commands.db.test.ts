import { beforeEach, describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { toColumn } from "@/lib/kernel/civil-date";
import { db, transaction } from "@/lib/server/db";
import {
  aChild,
  aGuardianship,
  aHousehold,
  anAddress,
  aParent,
  contextFor,
  journalOf,
  NOW,
  TODAY,
} from "@/prisma/fixtures";
import { as } from "@/prisma/testing";
import * as commands from "./commands";
import { childRecord, householdsOf } from "./queries";
import { contactsSchema, pickupsSchema } from "./schema";

/** Camille and Sacha live apart and share Tom; a stranger has a household of their own. */
async function arrange() {
  return transaction(async (tx) => {
    const [here, there, elsewhere] = [await aHousehold(tx), await aHousehold(tx), await aHousehold(tx)];
    const camille = await aParent(tx, here.id, { firstName: "Camille" });
    const sacha = await aParent(tx, there.id, { firstName: "Sacha" });
    const stranger = await aParent(tx, elsewhere.id, { firstName: "Maud" });
    await anAddress(tx, here.id);
    await anAddress(tx, there.id);
    const tom = await aChild(tx, { firstName: "Tom", homes: [{ householdId: here.id }, { householdId: there.id }] });
    return { here, there, camille, sacha, stranger, tom };
  });
}

let world: Awaited<ReturnType<typeof arrange>>;
beforeEach(async () => {
  world = await arrange();
});

type Parent = { account: { id: string; role: "parent" } };

/** As the action does it: one transaction, the scope minted in it. */
function actAs<Value>(
  parent: { account: { id: string } },
  act: (context: ReturnType<typeof contextFor>, scope: Awaited<ReturnType<typeof scopeOf>>) => Promise<Value>,
): Promise<Value> {
  return transaction(async (tx) => {
    const account: Parent["account"] = { id: parent.account.id, role: "parent" };
    return act(contextFor(tx, account), await scopeOf(tx, parent));
  });
}

async function scopeOf(tx: Parameters<typeof mintFamilyScope>[0], parent: { account: { id: string } }) {
  const scope = await mintFamilyScope(tx, parent.account.id, TODAY);
  if (!scope) throw new Error("A parent without scope");
  return scope;
}

const address = { line: "4 impasse du Moulin", more: null, postalCode: "06650", city: "Valmontel" };

describe("a family edits", () => {
  it("its telephones, with before and after in the journal, and an unchanged form writes nothing", async () => {
    const { camille } = world;
    const wish = { guardianId: camille.guardian.id, phone: "06 39 98 00 09", phoneWork: null };
    expect(await actAs(camille, (context, scope) => commands.changePhones(context, wish, scope))).toMatchObject({
      changed: true,
    });
    expect(await actAs(camille, (context, scope) => commands.changePhones(context, wish, scope))).toMatchObject({
      changed: false,
    });
    expect(await db().guardian.findUnique({ where: { id: camille.guardian.id } })).toMatchObject({ phone: wish.phone });
    const events = (await journalOf(db())).filter((event) => event.object === `guardian/${camille.guardian.id}`);
    expect(events).toEqual([{ type: "household.contact-changed", object: `guardian/${camille.guardian.id}` }]);
  });

  it("its address from a date on, and the former one stays for the days before", async () => {
    const { camille, here } = world;
    const wish = { householdId: here.id, ...address, since: "2026-12-01" };
    await actAs(camille, (context, scope) => commands.changeAddress(context, wish, scope));
    const [file] = await actAs(camille, ({ tx }, scope) => householdsOf(tx, scope, TODAY));
    expect(file?.address?.line).toBe("12 rue des Écoles");
    expect(file?.comingAddresses.map((one) => one.line)).toEqual([address.line]);
  });

  it("not an address of long ago: the refusal is traced and nothing else is written", async () => {
    const { camille, here } = world;
    const wish = { householdId: here.id, ...address, since: "2026-01-01" };
    const outcome = await actAs(camille, (context, scope) => commands.changeAddress(context, wish, scope));
    expect(outcome).toEqual({ ok: false, reason: "date-out-of-range" });
    expect(await db().householdAddress.count({ where: { householdId: here.id } })).toBe(1);
    expect((await journalOf(db())).at(-1)).toEqual({ type: "household.edit-refused", object: `household/${here.id}` });
  });

  it("its own list of contacts, which the other household neither reads nor replaces", async () => {
    const { camille, sacha, tom } = world;
    const listOf = (name: string) =>
      contactsSchema.parse({ childId: tom.id, contacts: [{ name, phone: "0639980002", relation: "grand-mère" }] });
    await actAs(camille, (context, scope) => commands.changeContacts(context, listOf("Jeanne"), scope));
    await actAs(sacha, (context, scope) => commands.changeContacts(context, listOf("Odile"), scope));
    for (const [parent, name] of [
      [camille, "Jeanne"],
      [sacha, "Odile"],
    ] as const) {
      const record = await actAs(parent, ({ tx }, scope) => childRecord(tx, scope, { childId: tom.id, today: TODAY }));
      expect(record?.contacts.map((contact) => contact.name)).toEqual([name]);
    }
  });

  it("who may collect a child, without touching a person whom a decision forbids", async () => {
    const { camille, tom } = world;
    await db().pickupPerson.create({ data: { id: tom.id, childId: tom.id, name: "X", kind: "forbidden" } });
    const wish = pickupsSchema.parse({
      childId: tom.id,
      pickups: [{ name: "Ada", phone: "", relation: "", kind: "authorised" }],
    });
    await actAs(camille, (context, scope) => commands.changePickups(context, wish, scope));
    await actAs(camille, (context, scope) => commands.changePickups(context, { childId: tom.id, pickups: [] }, scope));
    expect(await db().pickupPerson.findMany({ where: { childId: tom.id }, select: { name: true } })).toEqual([
      { name: "X" },
    ]);
  });

  it("its consents, each answer added to the ones before", async () => {
    const { camille, tom } = world;
    const answers = {
      childId: tom.id,
      image: "yes",
      outing: "yes",
      "leave-alone": "no",
      "emergency-care": "yes",
    } as const;
    await actAs(camille, (context) => commands.changeConsents(context, answers));
    await actAs(camille, (context) => commands.changeConsents(context, { ...answers, image: "no" }));
    const record = await actAs(camille, ({ tx }, scope) => childRecord(tx, scope, { childId: tom.id, today: TODAY }));
    expect(await db().consent.count({ where: { childId: tom.id } })).toBe(5);
    expect(record?.consents.get("image")?.isGranted).toBe(false);
    expect(record?.consents.get("outing")?.isGranted).toBe(true);
  });
});

describe("nobody else's file", () => {
  it("is reached through a member who has left the household", async () => {
    const { camille, here } = world;
    const gone = await db().guardian.create({
      data: { id: here.id, firstName: "Alex", lastName: "Durand", phone: null, createdAt: NOW },
    });
    const membership = { id: here.id, householdId: here.id, guardianId: gone.id, since: toColumn("2026-09-01") };
    await db().householdMember.create({ data: { ...membership, until: toColumn("2026-11-22") } });
    const wish = { guardianId: gone.id, phone: "06 39 98 00 09", phoneWork: null };
    const change = () => actAs(camille, (context, scope) => commands.changePhones(context, wish, scope));
    await expect(change()).rejects.toThrow();
    await db().householdMember.update({ where: { id: here.id }, data: { until: toColumn(TODAY) } });
    expect(await change()).toMatchObject({ changed: true });
  });

  it("can be reached by its id", async () => {
    const { camille, stranger, here, tom } = world;
    const tries = [
      () =>
        actAs(stranger, (context, scope) =>
          commands.changePhones(
            context,
            { guardianId: camille.guardian.id, phone: "06 39 98 00 09", phoneWork: null },
            scope,
          ),
        ),
      () =>
        actAs(stranger, (context, scope) =>
          commands.changeAddress(context, { householdId: here.id, ...address, since: TODAY }, scope),
        ),
      () =>
        actAs(stranger, (context, scope) => commands.changeContacts(context, { childId: tom.id, contacts: [] }, scope)),
      () =>
        actAs(stranger, (context, scope) => commands.changePickups(context, { childId: tom.id, pickups: [] }, scope)),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toThrow();
    expect(
      await actAs(stranger, ({ tx }, scope) => childRecord(tx, scope, { childId: tom.id, today: TODAY })),
    ).toBeNull();
  });

  it("is read through a shared child: not the other parent's address, telephone or name", async () => {
    const { camille, sacha, there, tom } = world;
    const seen = await actAs(camille, async ({ tx }, scope) => [
      await householdsOf(tx, scope, TODAY),
      await childRecord(tx, scope, { childId: tom.id, today: TODAY }),
    ]);
    const text = JSON.stringify(seen);
    for (const secret of [there.id, sacha.guardian.id, sacha.guardian.email ?? "", "Sacha"])
      expect(text).not.toContain(secret);
    expect(text).toContain('"sharesTime":true');
  });

  it("is shown to a parent whom a decision bars from the child", async () => {
    const { sacha, tom } = world;
    await transaction((tx) => aGuardianship(tx, tom.id, sacha.guardian.id, true));
    const seen = await actAs(sacha, async ({ tx }, scope) => [
      await householdsOf(tx, scope, TODAY),
      await childRecord(tx, scope, { childId: tom.id, today: TODAY }),
    ]);
    expect(JSON.stringify(seen)).not.toContain(tom.id);
    await expect(
      actAs(sacha, (context, scope) => commands.changeContacts(context, { childId: tom.id, contacts: [] }, scope)),
    ).rejects.toThrow();
  });
});

describe("a protected address", () => {
  it("is not even shown to the family, and its next address is protected too", async () => {
    const { camille, here } = world;
    await db().householdAddress.updateMany({ where: { householdId: here.id }, data: { isProtected: true } });
    await actAs(camille, (context, scope) =>
      commands.changeAddress(context, { householdId: here.id, ...address, since: TODAY }, scope),
    );
    const [file] = await actAs(camille, ({ tx }, scope) => householdsOf(tx, scope, TODAY));
    expect(file).toMatchObject({ address: null, comingAddresses: [], isAddressProtected: true });
    expect(await db().householdAddress.count({ where: { householdId: here.id, isProtected: true } })).toBe(2);
  });
});

describe("a trace that fails", () => {
  it("leaves no change", async () => {
    const { camille } = world;
    await as("owner", (connection) => connection.query("RENAME TABLE audit_pending TO audit_pending_away"));
    const wish = { guardianId: camille.guardian.id, phone: "06 39 98 00 09", phoneWork: null };
    await expect(actAs(camille, (context, scope) => commands.changePhones(context, wish, scope))).rejects.toThrow();
    await as("owner", (connection) => connection.query("RENAME TABLE audit_pending_away TO audit_pending"));
    expect((await db().guardian.findUnique({ where: { id: camille.guardian.id } }))?.phone).toBe("06 39 98 00 01");
  });
});
