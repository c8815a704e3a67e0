import { beforeEach, describe, expect, it } from "vitest";
import { mintFamilyScope, mintOfficeScope } from "@/lib/access/gate";
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
import { requestChange, withdrawChange } from "./commands";
import { acceptChange, refuseChange } from "./commands-decide";
import { officeRequest, ownRequest } from "./queries";
import { type ChangeWish, changeSchema } from "./schema";

async function arrange() {
  return transaction(async (tx) => {
    const year = (await tx.schoolYear.findFirst()) ?? (await aSchoolYear(tx));
    const [oliviers, fontaine] = [await aSite(tx), await aSite(tx)];
    const [here, elsewhere] = [await aHousehold(tx), await aHousehold(tx)];
    const camille = await aParent(tx, here.id);
    const stranger = await aParent(tx, elsewhere.id, { firstName: "Maud" });
    const school = { siteId: oliviers.id, schoolYearId: year.id };
    const lea = await aChild(tx, { homes: [{ householdId: here.id }], school });
    const agent = await aStaffAccount(tx, "agent", [oliviers.id]);
    const other = await aStaffAccount(tx, "agent", [fontaine.id]);
    return { year, oliviers, fontaine, here, camille, stranger, lea, agent, other };
  });
}

let world: Awaited<ReturnType<typeof arrange>>;
beforeEach(async () => {
  world = await arrange();
});

function asked(person: { account: { id: string } }, form: Record<string, unknown>) {
  const wish: ChangeWish = changeSchema.parse(form);
  return transaction(async (tx) => {
    const scope = await mintFamilyScope(tx, person.account.id, TODAY);
    if (!scope) throw new Error("A parent without scope");
    return requestChange(contextFor(tx, { id: person.account.id, role: "parent" }), wish, scope);
  });
}

async function submitted(form: Record<string, unknown>): Promise<string> {
  const outcome = await asked(world.camille, form);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.requestId;
}

function decided(staff: { id: string }, requestId: string, motive?: string) {
  return transaction(async (tx) => {
    const account = { id: staff.id, role: "agent" as const };
    const scope = await mintOfficeScope(tx, { accountId: staff.id, role: "agent" }, TODAY);
    const context = contextFor(tx, account);
    return motive ? refuseChange(context, { requestId, motive }, scope) : acceptChange(context, { requestId }, scope);
  });
}

const renamed = () => ({
  kind: "child_identity",
  childId: world.lea.id,
  firstName: "Léa",
  lastName: "Durand-Morel",
  birthDate: "2020-05-04",
});
const events = async () => (await journalOf(db())).map((event) => event.type);

describe("a change that is asked", () => {
  it("waits with what stands and what is wanted, and changes nothing yet", async () => {
    const id = await submitted(renamed());
    const request = await db().changeRequest.findUniqueOrThrow({ where: { id } });
    expect(request).toMatchObject({
      state: "submitted",
      before: { lastName: "Durand" },
      after: { lastName: "Durand-Morel" },
    });
    expect(request.reference).toMatch(/^DEM-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect((await db().child.findUnique({ where: { id: world.lea.id } }))?.lastName).toBe("Durand");
    expect(await events()).toContain("change.requested");
  });

  it.each([
    ["nothing changes", () => ({ ...renamed(), lastName: "Durand" }), "no-change"],
    ["the birth is to come", () => ({ ...renamed(), birthDate: "2026-11-24" }), "date-in-future"],
    [
      "the school has no such class",
      () => ({ kind: "child_school", childId: world.lea.id, siteId: world.fontaine.id, grade: "CM2", since: TODAY }),
      "grade-not-there",
    ],
    [
      "the year is not open",
      () => ({
        kind: "child_school",
        childId: world.lea.id,
        siteId: world.fontaine.id,
        grade: "CE1",
        since: "2029-09-01",
      }),
      "no-school-year",
    ],
  ] as const)("is refused when %s, with a trace", async (_, form, reason) => {
    expect(await asked(world.camille, form())).toEqual({ ok: false, reason });
    expect((await journalOf(db())).at(-1)?.type).toBe("household.edit-refused");
    expect(await db().changeRequest.count({ where: { householdId: world.here.id } })).toBe(0);
  });

  it("is not asked twice, and can be withdrawn until it is decided", async () => {
    const requestId = await submitted(renamed());
    expect(await asked(world.camille, renamed())).toEqual({ ok: false, reason: "already-asked" });
    const withdraw = () =>
      transaction(async (tx) => {
        const scope = await mintFamilyScope(tx, world.camille.account.id, TODAY);
        if (!scope) throw new Error("A parent without scope");
        return withdrawChange(contextFor(tx, { id: world.camille.account.id, role: "parent" }), { requestId }, scope);
      });
    expect(await withdraw()).toMatchObject({ ok: true });
    expect(await withdraw()).toEqual({ ok: false, reason: "already-decided" });
    expect(await decided(world.agent, requestId)).toEqual({ ok: false, reason: "already-decided" });
    expect((await events()).at(-1)).toBe("change.decision-refused");
  });

  it("about a stranger's child is as absent", async () => {
    await expect(asked(world.stranger, renamed())).rejects.toThrow();
    const id = await submitted(renamed());
    const scope = await mintFamilyScope(db(), world.stranger.account.id, TODAY);
    expect(scope && (await ownRequest(db(), scope, id))).toBeNull();
  });
});

describe("a change that is accepted", () => {
  it("is made in the same transaction, traced, and told to the person who asked", async () => {
    const id = await submitted(renamed());
    expect(await decided(world.agent, id)).toMatchObject({ ok: true });
    expect((await db().child.findUnique({ where: { id: world.lea.id } }))?.lastName).toBe("Durand-Morel");
    expect((await events()).slice(-2)).toEqual(["child.changed", "change.accepted"]);
    const mails = await db().mailOutbox.findMany({ where: { householdId: world.here.id } });
    expect(mails.map((mail) => mail.toAddress)).toEqual([world.camille.account.email]);
    expect(mails[0]?.text).toContain(`/demandes/${id}`);
  });

  it("moves the child to another school from its day on, and the past stays", async () => {
    const move = {
      kind: "child_school",
      childId: world.lea.id,
      siteId: world.fontaine.id,
      grade: "CE1",
      since: "2026-12-01",
    };
    await decided(world.agent, await submitted(move));
    const rows = await db().schooling.findMany({ where: { childId: world.lea.id }, orderBy: { since: "asc" } });
    expect(rows.map(({ siteId, until }) => [siteId, until?.toISOString().slice(0, 10)])).toEqual([
      [world.oliviers.id, "2026-11-30"],
      [world.fontaine.id, undefined],
    ]);
  });

  it("adds a quotient and a custody calendar", async () => {
    const quotient = {
      kind: "quotient_familial",
      householdId: world.here.id,
      value: "642,50",
      source: "caf",
      since: "2026-11-01",
    };
    await decided(world.agent, await submitted(quotient));
    expect(await db().quotientFamilial.findFirst({ where: { householdId: world.here.id } })).toMatchObject({
      valueCents: 64250,
    });
    const custody = { kind: "alternate-weeks", parity: "odd", handover: "5" };
    const calendar = { kind: "child_custody", childId: world.lea.id, householdId: world.here.id, custody };
    await decided(world.agent, await submitted(calendar));
    const home = await db().childHousehold.findFirst({ where: { childId: world.lea.id } });
    expect(home?.custody).toEqual({ kind: "alternate-weeks", parity: "odd", handover: 5 });
  });

  it("renames a parent and their account together", async () => {
    const { guardian, account } = world.camille;
    await decided(
      world.agent,
      await submitted({ kind: "guardian_identity", guardianId: guardian.id, firstName: "Camille", lastName: "Morel" }),
    );
    expect((await db().guardian.findUnique({ where: { id: guardian.id } }))?.lastName).toBe("Morel");
    expect((await db().account.findUnique({ where: { id: account.id } }))?.lastName).toBe("Morel");
  });
});

describe("the office", () => {
  it("refuses with its motive, which the family reads", async () => {
    const id = await submitted(renamed());
    await decided(world.agent, id, "Il manque le livret de famille.");
    expect(await db().changeRequest.findUnique({ where: { id } })).toMatchObject({
      state: "refused",
      motive: "Il manque le livret de famille.",
    });
    const mail = await db().mailOutbox.findFirst({
      where: { householdId: world.here.id },
      orderBy: { createdAt: "desc" },
    });
    expect(mail?.text).toContain("Il manque le livret de famille.");
  });

  it("of another school neither opens nor decides it", async () => {
    const id = await submitted(renamed());
    const scope = await mintOfficeScope(db(), { accountId: world.other.id, role: "agent" }, TODAY);
    expect(await officeRequest(db(), scope, id)).toBeNull();
    await expect(decided(world.other, id)).rejects.toThrow();
  });

  it("decides once, even two at a time", async () => {
    const id = await submitted(renamed());
    const both = await Promise.all([decided(world.agent, id), decided(world.agent, id, "Non.")]);
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1);
  });
});
