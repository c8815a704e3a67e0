import { beforeAll, describe, expect, it } from "vitest";
import {
  absentOf,
  childrenOfOffice,
  householdsOfOffice,
  mintOfficeScope,
  type OfficeScope,
  viaOf,
} from "@/lib/access/gate";
import { addDays, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, type Tx, transaction } from "@/lib/server/db";
import * as fixtures from "@/prisma/fixtures";
import { confideCase, joinAntenna, leaveAntenna, saveAntenna, takeBackCase } from "./commands-case";
import { endDeputy, nameDeputy } from "./commands-deputy";

const { TODAY } = fixtures;
type Staff = { id: string; role: "agent" | "animateur" | "responsable" | "regie"; email: string };

const world = { oliviers: "", fontaine: "", durand: "", lea: "", zoe: "", morel: "" };
let boss: Staff;

beforeAll(async () => {
  const tx = db();
  const [oliviers, fontaine] = [await fixtures.aSite(tx), await fixtures.aSite(tx)];
  const year = await fixtures.aSchoolYear(tx);
  const [durand, morel] = [await fixtures.aHousehold(tx), await fixtures.aHousehold(tx)];
  const child = (homes: string[], siteId: string) =>
    fixtures.aChild(tx, {
      homes: homes.map((householdId) => ({ householdId })),
      school: { siteId, schoolYearId: year.id },
    });
  const lea = await child([durand.id], oliviers.id);
  // Zoé lives with the Durands one week, with the Morels the next, and goes to the other school.
  const zoe = await child([durand.id, morel.id], fontaine.id);
  Object.assign(world, { oliviers: oliviers.id, fontaine: fontaine.id, durand: durand.id, morel: morel.id });
  Object.assign(world, { lea: lea.id, zoe: zoe.id });
  boss = (await fixtures.anAccount(tx, { role: "responsable" })) as Staff;
});

const staffOf = async (role: Staff["role"], sites: string[]) =>
  (await fixtures.aStaffAccount(db(), role, sites)) as Staff;
const mint = ({ id, role }: Staff, day = TODAY) => mintOfficeScope(db(), { accountId: id, role }, day);
const asBoss = <Value>(work: (context: ReturnType<typeof fixtures.contextFor>) => Promise<Value>) =>
  transaction((tx) => work(fixtures.contextFor(tx, boss)));
const mails = (to: string) => db().mailOutbox.count({ where: { toAddress: to } });

async function sees(scope: OfficeScope): Promise<string[]> {
  const among = { id: { in: Object.values(world) } };
  const children = await db().child.findMany({ where: { AND: [among, childrenOfOffice(scope)] } });
  const households = await db().household.findMany({ where: { AND: [among, householdsOfOffice(scope)] } });
  const ids = [...children, ...households].map(({ id }) => id);
  return Object.entries(world).flatMap(([name, id]) => (ids.includes(id) ? [name] : []));
}

describe("a deputy", () => {
  const since = TODAY;
  const until = addDays(TODAY, 4);

  async function absence() {
    const [absent, deputy] = [await staffOf("agent", [world.fontaine]), await staffOf("agent", [world.oliviers])];
    const wish = { accountId: absent.id, deputyId: deputy.id, since, until };
    expect(await asBoss((context) => nameDeputy(context, wish))).toMatchObject({ ok: true });
    const { id: rightId } = await db().deputy.findFirstOrThrow({ where: { absentId: absent.id } });
    return { absent, deputy, right: { accountId: absent.id, rightId } };
  }

  it.each([
    ["the day before", addDays(since, -1), false],
    ["the first day", since, true],
    ["the last day", until, true],
    ["the day after", addDays(until, 1), false],
  ])("sees what the absent one sees: %s", async (_, day, inherits) => {
    const { absent, deputy } = await absence();
    const scope = await mint(deputy, day);
    expect(scope.siteIds.includes(world.fontaine)).toBe(inherits);
    expect(absentOf(scope)).toEqual(inherits ? [absent.id] : []);
    expect(await sees(scope)).toEqual(inherits ? ["durand", "lea", "zoe", "morel"] : ["durand", "lea"]);
  });

  it("leaves the mention in each look, and none where her own right is enough", async () => {
    const { absent, deputy } = await absence();
    const scope = await mint(deputy);
    expect(await viaOf(db(), scope, { child: world.zoe })).toEqual({ via: "deputy", deputyOf: absent.id });
    expect(await viaOf(db(), scope, { household: world.morel })).toEqual({ via: "deputy", deputyOf: absent.id });
    expect(await viaOf(db(), scope, { child: world.lea })).toEqual({});
    expect(await viaOf(db(), scope, { household: world.durand })).toEqual({});
  });

  it("is told, and so is the absent one; again when it ends", async () => {
    const { absent, deputy, right } = await absence();
    expect([await mails(absent.email), await mails(deputy.email)]).toEqual([1, 1]);
    await asBoss((context) => endDeputy(context, right));
    expect([await mails(absent.email), await mails(deputy.email)]).toEqual([2, 2]);
    expect((await mint(deputy)).siteIds).toEqual([world.oliviers]);
    await expect(asBoss((context) => endDeputy(context, right))).rejects.toThrow();
  });

  it("inherits nothing from who is not accredited, and nothing without being accredited", async () => {
    const { absent, deputy } = await absence();
    const revoke = (accountId: string, revokedAt: Date | null) =>
      db().accreditation.updateMany({ where: { accountId }, data: { revokedAt } });
    await revoke(absent.id, fixtures.NOW);
    expect((await mint(deputy)).siteIds).toEqual([world.oliviers]);
    await revoke(absent.id, null);
    await revoke(deputy.id, fixtures.NOW);
    expect((await mint(deputy)).grants).toEqual([]);
  });

  it("hands nothing on to a deputy of her own", async () => {
    const { deputy } = await absence();
    const third = await staffOf("agent", []);
    const wish = { accountId: deputy.id, deputyId: third.id, since, until };
    await asBoss((context) => nameDeputy(context, wish));
    expect((await mint(third)).siteIds).toEqual([world.oliviers]);
  });

  it("is another person of the same role, for days to come", async () => {
    const [agent, animateur] = [await staffOf("agent", []), await staffOf("animateur", [])];
    const name = (deputyId: string, days = { since, until }) =>
      asBoss((context) => nameDeputy(context, { accountId: agent.id, deputyId, ...days }));
    expect(await name(agent.id)).toMatchObject({ reason: "same-person" });
    expect(await name(animateur.id)).toMatchObject({ reason: "other-role" });
    const past = { since: addDays(TODAY, -3), until: addDays(TODAY, -1) };
    expect(await name((await staffOf("agent", [])).id, past)).toMatchObject({ reason: "past" });
    await expect(name((await fixtures.anAccount(db())).id)).rejects.toThrow();
  });
});

describe("a case confided by name", () => {
  it("opens the household and its children, not the child's other home, on its days", async () => {
    const agent = await staffOf("agent", []);
    const until = addDays(TODAY, 1);
    const wish = { accountId: agent.id, householdId: world.durand, reason: "suivi", since: TODAY, until };
    await asBoss((context) => confideCase(context, wish));
    expect(await sees(await mint(agent, addDays(TODAY, -1)))).toEqual([]);
    expect(await sees(await mint(agent))).toEqual(["durand", "lea", "zoe"]);
    expect(await sees(await mint(agent, until))).toEqual(["durand", "lea", "zoe"]);
    expect(await sees(await mint(agent, addDays(until, 1)))).toEqual([]);
    expect(await viaOf(db(), await mint(agent), { household: world.durand })).toEqual({ via: "named" });
    const { id: rightId } = await db().caseAssignment.findFirstOrThrow({ where: { accountId: agent.id } });
    await asBoss((context) => takeBackCase(context, { accountId: agent.id, rightId }));
    expect(await sees(await mint(agent))).toEqual([]);
  });
});

describe("an antenna", () => {
  it("gives its people each of its sites, also those it receives later; a site leaves its former antenna", async () => {
    const agent = await staffOf("agent", []);
    const save = (name: string, sites: string[], antennaId?: string) =>
      asBoss((context) => saveAntenna(context, { name, sites, ...(antennaId && { antennaId }) }));
    await save("Nord", [world.oliviers]);
    const { id: antennaId } = await db().antenna.findFirstOrThrow({ where: { name: "Nord" } });
    await asBoss((context) => joinAntenna(context, { accountId: agent.id, antennaId, since: TODAY, until: null }));
    expect((await mint(agent)).siteIds).toEqual([world.oliviers]);
    expect((await mint(agent, addDays(TODAY, -1))).siteIds).toEqual([]);
    await save("Nord", [world.oliviers, world.fontaine], antennaId);
    expect([...(await mint(agent)).siteIds].sort()).toEqual([world.oliviers, world.fontaine].sort());
    await save("Sud", [world.fontaine]);
    expect((await mint(agent)).siteIds).toEqual([world.oliviers]);
    const { id: rightId } = await db().antennaMember.findFirstOrThrow({ where: { accountId: agent.id } });
    await asBoss((context) => leaveAntenna(context, { accountId: agent.id, rightId }));
    expect((await mint(agent)).siteIds).toEqual([]);
    await expect(save("Est", [newId()])).rejects.toThrow();
    await expect(save("Est", [], newId())).rejects.toThrow();
  });
});

it("mints in one query, however many rights there are", async () => {
  const [absent, agent] = [await staffOf("agent", [world.fontaine]), await staffOf("agent", [world.oliviers])];
  const days = { since: toColumn(TODAY), until: toColumn(TODAY) };
  const row = { ...days, createdAt: fixtures.NOW };
  await db().deputy.create({ data: { id: newId(), absentId: absent.id, deputyId: agent.id, ...row } });
  const named = { accountId: agent.id, householdId: world.durand, reason: "suivi", ...row };
  await db().caseAssignment.create({ data: { id: newId(), ...named } });
  let queries = 0;
  // Anything else that is asked of it is not there, and fails.
  const counted = {
    $queryRaw: (...asked: Parameters<Tx["$queryRaw"]>) => {
      queries += 1;
      return db().$queryRaw(...asked);
    },
  } as unknown as Tx;
  const scope = await mintOfficeScope(counted, { accountId: agent.id, role: "agent" }, TODAY);
  expect(scope.grants).toHaveLength(3);
  expect(queries).toBe(1);
});
