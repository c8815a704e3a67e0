import { beforeAll, describe, expect, it } from "vitest";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import * as fixtures from "@/prisma/fixtures";
import {
  admits,
  childrenOfFamily,
  childrenOfOffice,
  householdsOfOffice,
  mintFamilyScope,
  mintOfficeScope,
} from "./gate";
import type { Role } from "./permissions";

/** Two schools; the Durands have a child in each, Tom lives in two households; the Morels have Tom and Zoé of La Fontaine. */
const world = {
  oliviers: "",
  fontaine: "",
  durand: "",
  morel: "",
  lea: "",
  tom: "",
  zoe: "",
  camille: "",
  sacha: "",
  guardian: "",
};

beforeAll(async () => {
  const tx = db();
  const [oliviers, fontaine] = [await fixtures.aSite(tx), await fixtures.aSite(tx)];
  const year = await fixtures.aSchoolYear(tx);
  const [durand, morel] = [await fixtures.aHousehold(tx), await fixtures.aHousehold(tx)];
  const camille = await fixtures.aParent(tx, durand.id);
  const sacha = await fixtures.aParent(tx, morel.id);
  const at = (site: { id: string }) => ({ siteId: site.id, schoolYearId: year.id });
  const homes = (...ids: string[]) => ids.map((householdId) => ({ householdId }));
  const lea = await fixtures.aChild(tx, { homes: homes(durand.id), school: at(oliviers) });
  const tom = await fixtures.aChild(tx, { homes: homes(durand.id, morel.id), school: at(oliviers) });
  const zoe = await fixtures.aChild(tx, { homes: homes(morel.id), school: at(fontaine) });
  Object.assign(world, { oliviers: oliviers.id, fontaine: fontaine.id, durand: durand.id, morel: morel.id });
  Object.assign(world, { lea: lea.id, tom: tom.id, zoe: zoe.id });
  Object.assign(world, { camille: camille.account.id, sacha: sacha.account.id, guardian: sacha.guardian.id });
});

async function familyOf(accountId: string, today = fixtures.TODAY) {
  const scope = await mintFamilyScope(db(), accountId, today);
  if (!scope) throw new Error("a parent has a scope");
  const children = await db().child.findMany({ where: childrenOfFamily(scope), select: { id: true } });
  return { scope, children: new Set(children.map((child) => child.id)) };
}

async function officeOf(role: Role, sites: readonly string[], today = fixtures.TODAY) {
  const account = await fixtures.aStaffAccount(db(), role, sites);
  const scope = await mintOfficeScope(db(), { accountId: account.id, role }, today);
  const ours = Object.values(world);
  const children = await db().child.findMany({ where: { AND: [childrenOfOffice(scope), { id: { in: ours } }] } });
  const households = await db().household.findMany({
    where: { AND: [householdsOfOffice(scope), { id: { in: ours } }] },
  });
  return {
    account,
    scope,
    children: new Set(children.map((row) => row.id)),
    households: new Set(households.map((row) => row.id)),
  };
}

describe("a parent", () => {
  it("sees the children of their households and no other", async () => {
    expect((await familyOf(world.camille)).children).toEqual(new Set([world.lea, world.tom]));
    expect((await familyOf(world.sacha)).children).toEqual(new Set([world.tom, world.zoe]));
  });

  it("is refused as soon as one id among many is not theirs, or does not exist", async () => {
    const { scope } = await familyOf(world.camille);
    expect(await admits(db(), scope, { child: [world.lea, world.tom, world.lea] })).toBe(true);
    expect(await admits(db(), scope, { child: [world.lea, world.zoe] })).toBe(false);
    expect(await admits(db(), scope, { child: [world.lea, newId()] })).toBe(false);
    expect(await admits(db(), scope, { child: [] })).toBe(false);
    expect(await admits(db(), scope, { household: world.morel })).toBe(false);
    expect(await admits(db(), scope, { activity: newId() })).toBe(false);
  });

  it("no longer sees a child on the day after the child left the home", async () => {
    const home = await fixtures.aHousehold(db());
    const { account } = await fixtures.aParent(db(), home.id);
    const child = await fixtures.aChild(db(), { homes: [{ householdId: home.id }] });
    await db().childHousehold.updateMany({ where: { childId: child.id }, data: { until: toColumn(fixtures.TODAY) } });
    expect((await familyOf(account.id)).children).toEqual(new Set([child.id]));
    expect((await familyOf(account.id, "2026-11-24")).children).toEqual(new Set());
  });

  it("no longer sees a child a decision bars them from", async () => {
    await fixtures.aGuardianship(db(), world.tom, world.guardian, true);
    expect((await familyOf(world.sacha)).children).toEqual(new Set([world.zoe]));
  });

  it("loses a household on the day after leaving it, and has no scope without being a guardian", async () => {
    const household = await fixtures.aHousehold(db());
    const { account, guardian } = await fixtures.aParent(db(), household.id);
    await db().householdMember.updateMany({
      where: { guardianId: guardian.id },
      data: { until: toColumn(fixtures.TODAY) },
    });
    expect((await mintFamilyScope(db(), account.id, fixtures.TODAY))?.householdIds).toEqual([household.id]);
    expect((await mintFamilyScope(db(), account.id, "2026-11-24"))?.householdIds).toEqual([]);
    const stranger = await fixtures.anAccount(db(), {});
    expect(await mintFamilyScope(db(), stranger.id, fixtures.TODAY)).toBeNull();
  });
});

describe("an agent", () => {
  it("of one school sees its children and their households, not a sibling elsewhere", async () => {
    const agent = await officeOf("agent", [world.oliviers]);
    expect(agent.children).toEqual(new Set([world.lea, world.tom]));
    expect(agent.households).toEqual(new Set([world.durand, world.morel]));
    expect(await admits(db(), agent.scope, { child: world.zoe })).toBe(false);
    expect((await officeOf("agent", [world.fontaine])).households).toEqual(new Set([world.morel]));
  });

  it("sees nothing without accreditation, without a signed engagement, or outside the dates", async () => {
    const agent = await officeOf("agent", [world.oliviers]);
    const mint = (today = fixtures.TODAY) =>
      mintOfficeScope(db(), { accountId: agent.account.id, role: "agent" }, today);
    expect((await mint("2026-08-31")).siteIds).toEqual([]);
    const accreditation = { where: { accountId: agent.account.id } };
    await db().accreditation.updateMany({ ...accreditation, data: { until: toColumn(fixtures.TODAY) } });
    expect((await mint()).siteIds).toEqual([world.oliviers]);
    expect((await mint("2026-11-24")).siteIds).toEqual([]);
    await db().accreditation.updateMany({ ...accreditation, data: { until: null, engagementSignedAt: null } });
    expect((await mint()).siteIds).toEqual([]);
    await db().accreditation.updateMany({
      ...accreditation,
      data: { engagementSignedAt: fixtures.NOW, revokedAt: fixtures.NOW },
    });
    expect((await mint()).siteIds).toEqual([]);
  });

  it("assigned to nothing, or to an unknown site, sees nothing", async () => {
    expect((await officeOf("agent", [])).children.size).toBe(0);
  });
});

describe("the others", () => {
  it("the head of school affairs sees every site", async () => {
    expect((await officeOf("responsable", [])).children).toEqual(new Set([world.lea, world.tom, world.zoe]));
  });

  it.each(["regie", "pilotage", "admin"] as const)("%s sees no child and no household", async (role) => {
    const staff = await officeOf(role, []);
    expect([staff.children.size, staff.households.size]).toEqual([0, 0]);
  });
});

/** Lists and pages filter by the scope, actions and files ask whether it admits what they name: each kind of right ends for both at once. */
describe("each kind of right, before, on and after its days", () => {
  const [first, last] = ["2026-11-25", "2026-11-27"];
  const dates = () => ({ since: toColumn(first), until: toColumn(last) });
  const aDeputyOf = async (accountId: string) => {
    const absent = await fixtures.aStaffAccount(db(), "agent", [world.fontaine]);
    await db().deputy.create({
      data: { id: newId(), absentId: absent.id, deputyId: accountId, ...dates(), createdAt: fixtures.NOW },
    });
  };
  const ways: Record<string, (accountId: string) => Promise<unknown>> = {
    "a posting": (accountId) =>
      db().assignment.create({
        data: { id: newId(), accountId, siteId: world.fontaine, ...dates(), createdAt: fixtures.NOW },
      }),
    "an antenna": async (accountId) => {
      const antennaId = newId();
      await db().antenna.create({ data: { id: antennaId, name: "Antenne", createdAt: fixtures.NOW } });
      const siteId = world.fontaine;
      await db().antennaSite.upsert({ where: { siteId }, create: { antennaId, siteId }, update: { antennaId } });
      await db().antennaMember.create({ data: { id: newId(), antennaId, accountId, ...dates() } });
    },
    "a household confided": (accountId) =>
      db().caseAssignment.create({
        data: {
          ...{ id: newId(), accountId, householdId: world.morel, reason: "Suivi", ...dates() },
          createdAt: fixtures.NOW,
        },
      }),
    "a stand-in": aDeputyOf,
  };
  const days = [
    ["2026-11-24", false],
    [first, true],
    [last, true],
    ["2026-11-28", false],
  ] as const;
  const cases = Object.keys(ways).flatMap((way) => days.map(([day, open]) => [way, day, open] as const));

  it.each(cases)("%s on %s: %s", async (way, day, open) => {
    const { id: accountId } = await fixtures.aStaffAccount(db(), "agent", []);
    await ways[way]?.(accountId);
    const scope = await mintOfficeScope(db(), { accountId, role: "agent" }, day);
    const zoe = { id: world.zoe };
    const listed = await db().child.count({ where: { AND: [childrenOfOffice(scope), zoe] } });
    const acts = [
      await admits(db(), scope, { child: world.zoe }),
      await admits(db(), scope, { household: world.morel }),
    ];
    expect([listed, ...acts]).toEqual([open ? 1 : 0, open, open]);
    expect(await admits(db(), scope, { household: world.durand })).toBe(false);
  });

  it("exceptional access ends at its instant for acts too", async () => {
    const { id: accountId } = await fixtures.aStaffAccount(db(), "agent", []);
    const [openedAt, endsAt] = [fixtures.NOW, new Date(fixtures.NOW.getTime() + 900_000)];
    const row = { id: newId(), accountId, householdId: world.morel, reason: "Urgence", minutes: 15, openedAt, endsAt };
    await db().exceptionalAccess.create({ data: row });
    const admitted = async (now: Date) => {
      const scope = await mintOfficeScope(db(), { accountId, role: "agent" }, { today: fixtures.TODAY, now });
      return [await admits(db(), scope, { child: world.zoe }), await admits(db(), scope, { household: world.morel })];
    };
    expect(await admitted(new Date(openedAt.getTime() - 1))).toEqual([false, false]);
    expect(await admitted(openedAt)).toEqual([true, true]);
    expect(await admitted(new Date(endsAt.getTime() - 1))).toEqual([true, true]);
    expect(await admitted(endsAt)).toEqual([false, false]);
  });
});
