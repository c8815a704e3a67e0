import { beforeEach, describe, expect, it } from "vitest";
import { childrenOfFamily, mintFamilyScope } from "@/lib/access/gate";
import { fromColumn } from "@/lib/kernel/civil-date";
import { db, transaction } from "@/lib/server/db";
import {
  aChild,
  aHousehold,
  anAddress,
  aParent,
  aSchoolYear,
  aSite,
  aStaffAccount,
  contextFor,
  journalOf,
  TODAY,
} from "@/prisma/fixtures";
import * as household from "./commands-office";
import * as child from "./commands-office-child";
import { custodyOf, quotientsOf, sharesOf } from "./queries-facts";
import { recipientsOf } from "./queries-recipients";
import { householdOn, payersOn, quotientOn } from "./rules";
import { payersSchema } from "./schema-office";

async function arrange() {
  return transaction(async (tx) => {
    const year = (await tx.schoolYear.findFirst()) ?? (await aSchoolYear(tx));
    const [oliviers, fontaine] = [await aSite(tx), await aSite(tx)];
    const [here, there] = [await aHousehold(tx), await aHousehold(tx)];
    const camille = await aParent(tx, here.id);
    const sacha = await aParent(tx, there.id, { firstName: "Sacha" });
    await anAddress(tx, here.id);
    const tom = await aChild(tx, {
      homes: [
        { householdId: here.id, custody: { kind: "alternate-weeks", parity: "even" } },
        { householdId: there.id, custody: { kind: "alternate-weeks", parity: "odd" } },
      ],
      school: { siteId: oliviers.id, schoolYearId: year.id },
    });
    const agent = await aStaffAccount(tx, "responsable");
    return { oliviers, fontaine, here, there, camille, sacha, tom, agent };
  });
}

let world: Awaited<ReturnType<typeof arrange>>;
beforeEach(async () => {
  world = await arrange();
});

function asOffice<Value>(act: (context: ReturnType<typeof contextFor>) => Promise<Value>): Promise<Value> {
  return transaction((tx) => act(contextFor(tx, { id: world.agent.id, role: "responsable" })));
}

describe("the office", () => {
  it("records a quotient beside the earlier ones, and past days keep theirs", async () => {
    const wish = { householdId: world.here.id, source: "caf" as const, beneficiary: null, until: null };
    await asOffice((context) => household.recordQuotient(context, { ...wish, value: 50000, since: "2026-09-01" }));
    await asOffice((context) => household.recordQuotient(context, { ...wish, value: 64200, since: "2026-11-01" }));
    const rows = await quotientsOf(db(), [world.here.id]);
    expect(quotientOn(rows, "2026-10-31")?.valueCents).toBe(50000);
    expect(quotientOn(rows, "2026-11-01")?.valueCents).toBe(64200);
  });

  it("shares the bills with a body from a day on, and the days before keep their payer", async () => {
    const { here, camille, tom } = world;
    const shares = (share: string, since: string, body: Record<string, string> = {}) =>
      payersSchema.parse({
        householdId: here.id,
        since,
        guardians: [{ guardianId: camille.guardian.id, share }],
        ...body,
      });
    await asOffice((context) => household.setPayers(context, shares("100", "2026-09-01")));
    const withBody = { organisation: "CCAS de Valmontel", organisationShare: "40" };
    await asOffice((context) => household.setPayers(context, shares("60", "2026-12-01", withBody)));
    const rows = await sharesOf(db(), [here.id]);
    const on = (day: string) => payersOn(rows, day, tom.id).map((row) => `${row.payerName} ${row.sharePercent}`);
    expect(on("2026-11-30")).toEqual(["Camille Durand 100"]);
    expect(on("2026-12-01").sort()).toEqual(["CCAS de Valmontel 40", "Camille Durand 60"]);
    expect(
      payersSchema.safeParse({ householdId: here.id, since: TODAY, guardians: [] }).error?.issues[0]?.message,
    ).toBe("shares");
  });

  it("bars a parent: the child is gone from their sight, and no mail about it reaches them", async () => {
    const { sacha, there, tom } = world;
    const wish = { childId: tom.id, guardianId: sacha.guardian.id, authority: "none" as const, isBarred: true };
    const about = { householdId: there.id, childId: tom.id, today: TODAY };
    expect(await recipientsOf(db(), about)).toHaveLength(1);
    await asOffice((context) => child.setGuardianship(context, wish));
    const scope = await mintFamilyScope(db(), sacha.account.id, TODAY);
    expect(scope && (await db().child.count({ where: childrenOfFamily(scope) }))).toBe(0);
    expect(await recipientsOf(db(), about)).toEqual([]);
    expect((await journalOf(db())).at(-1)?.type).toBe("child.guardianship-changed");
  });

  it("writes no more to the dead", async () => {
    const { camille, here } = world;
    const wish = { householdId: here.id, guardianId: camille.guardian.id, deceasedOn: TODAY };
    expect(await asOffice((context) => household.recordDeath(context, { ...wish, deceasedOn: "2026-11-24" }))).toEqual({
      ok: false,
      reason: "date-in-future",
    });
    await asOffice((context) => household.recordDeath(context, wish));
    expect(await recipientsOf(db(), { householdId: here.id, childId: null, today: TODAY })).toEqual([]);
  });

  it("swaps one day between two households", async () => {
    const { here, there, tom } = world;
    const on = async (day: string) => {
      const facts = (await custodyOf(db(), [tom.id])).get(tom.id);
      return facts && householdOn(day, facts.residences, facts.exceptions);
    };
    expect(await on("2026-11-25")).toBe(here.id);
    await asOffice((context) => child.swapDay(context, { childId: tom.id, householdId: there.id, day: "2026-11-25" }));
    expect([await on("2026-11-25"), await on("2026-11-26")]).toEqual([there.id, here.id]);
  });

  it("corrects a school on its first day, and moves it from a later one", async () => {
    const { tom, oliviers, fontaine } = world;
    const move = (siteId: string, grade: "CP" | "CE1", since: string) =>
      asOffice((context) => child.moveSchool(context, { childId: tom.id, siteId, grade, since }));
    await move(oliviers.id, "CE1", "2026-09-01");
    await move(fontaine.id, "CE1", "2027-01-04");
    await move(fontaine.id, "CP", "2026-11-02");
    const rows = await db().schooling.findMany({ where: { childId: tom.id }, orderBy: { since: "asc" } });
    expect(
      rows.map((row) => [row.siteId, row.grade, fromColumn(row.since), row.until && fromColumn(row.until)]),
    ).toEqual([
      [oliviers.id, "CE1", "2026-09-01", "2026-11-01"],
      [fontaine.id, "CP", "2026-11-02", "2027-01-03"],
      [fontaine.id, "CE1", "2027-01-04", null],
    ]);
  });

  it("opens an account for an adult, once", async () => {
    const { here } = world;
    const guardian = await db().guardian.create({
      data: { id: here.id, firstName: "Ada", lastName: "Durand", createdAt: new Date(0) },
    });
    await db().householdMember.create({
      data: { id: here.id, householdId: here.id, guardianId: guardian.id, since: new Date("2026-09-01") },
    });
    const wish = { householdId: here.id, guardianId: guardian.id, email: `${here.id}@example.org` };
    expect(await asOffice((context) => household.openAccount(context, wish))).toMatchObject({ ok: true });
    expect(await asOffice((context) => household.openAccount(context, wish))).toEqual({
      ok: false,
      reason: "has-account",
    });
  });
});
