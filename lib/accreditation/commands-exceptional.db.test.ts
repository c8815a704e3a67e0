import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { childrenOfOffice, householdsOfOffice, mintOfficeScope, viaOf } from "@/lib/access/gate";
import { toColumn } from "@/lib/kernel/civil-date";
import { contextOf } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import * as fixtures from "@/prisma/fixtures";
import { as } from "@/prisma/testing";
import { openExceptionally } from "./commands-exceptional";
import { consultedAccesses } from "./queries";

const { NOW, TODAY } = fixtures;
const REASON = "Un enfant attend au portail et personne ne répond.";
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const world = { site: "", household: "", other: "", child: "", email: "" };
let head = { id: "", email: "" };

beforeAll(async () => {
  const tx = db();
  const [site, elsewhere] = [await fixtures.aSite(tx), await fixtures.aSite(tx)];
  const year = await fixtures.aSchoolYear(tx);
  const [household, other] = [await fixtures.aHousehold(tx), await fixtures.aHousehold(tx)];
  const parent = await fixtures.aParent(tx, household.id);
  const child = await fixtures.aChild(tx, {
    homes: [{ householdId: household.id }],
    school: { siteId: elsewhere.id, schoolYearId: year.id },
  });
  await tx.child.update({
    where: { id: child.id },
    data: { firstName: "Zoé", lastName: "Le Goff", birthDate: toColumn("2018-03-04") },
  });
  Object.assign(world, { site: site.id, household: household.id, other: other.id, child: child.id });
  world.email = parent.account.email;
  head = await fixtures.anAccount(tx, { role: "responsable" });
});

beforeEach(async () => void (await as("owner", (connection) => connection.query("DELETE FROM mail_outbox"))));

const wish = { firstName: "zoe", lastName: "LE GOFF", birthDate: "2018-03-04", reason: REASON, minutes: 30 };

type Agent = { id: string };
const anAgent = () => fixtures.aStaffAccount(db(), "agent", [world.site]);
const mint = (agent: Agent, now: Date) =>
  mintOfficeScope(db(), { accountId: agent.id, role: "agent" }, { today: TODAY, now });

function open(agent: Agent, change: Partial<typeof wish> = {}, now = NOW) {
  return transaction(async (tx) => {
    const context = contextOf(tx, now, { actor: { accountId: agent.id, role: "agent" }, channel: "portal", net: null });
    const scope = await mintOfficeScope(tx, { accountId: agent.id, role: "agent" }, context);
    return openExceptionally(context, scope, { ...wish, ...change });
  });
}

async function sees(agent: Agent, now: Date): Promise<[number, number]> {
  const scope = await mint(agent, now);
  const children = await db().child.count({ where: { AND: [{ id: world.child }, childrenOfOffice(scope)] } });
  const households = await db().household.count({
    where: { AND: [{ id: world.household }, householdsOfOffice(scope)] },
  });
  return [children, households];
}

describe("exceptional access", () => {
  it.each([15, 30, 60])("lasts %i minutes and ends by itself", async (minutes) => {
    const agent = await anAgent();
    expect(await sees(agent, NOW)).toEqual([0, 0]);
    expect(await open(agent, { minutes })).toMatchObject({ ok: true, householdId: world.household });
    expect(await sees(agent, NOW)).toEqual([1, 1]);
    expect(await sees(agent, new Date(later(minutes).getTime() - 1))).toEqual([1, 1]);
    expect(await sees(agent, later(minutes))).toEqual([0, 0]);
  });

  it("counts only where the instant is known", async () => {
    const agent = await anAgent();
    await open(agent);
    const scope = await mintOfficeScope(db(), { accountId: agent.id, role: "agent" }, TODAY);
    expect(scope.householdIds).toEqual([]);
  });

  it("is told to the family and to the head, without a name in the subject, and stands in the family's journal", async () => {
    const agent = await anAgent();
    await open(agent);
    const mails = await db().mailOutbox.findMany({ where: { toAddress: { in: [world.email, head.email] } } });
    expect(mails.map(({ toAddress }) => toAddress).sort()).toEqual([world.email, head.email].sort());
    for (const { subject, text } of mails) {
      expect(text).toContain(REASON);
      expect(subject).not.toMatch(/goff|zo[ée]/i);
    }
    const event = await db().auditEvent.findFirstOrThrow({ where: { type: "access.opened" }, orderBy: { id: "desc" } });
    expect(event.object).toBe(`household/${world.household}`);
  });

  it("leaves its mention in each look", async () => {
    const agent = await anAgent();
    await open(agent);
    const { id } = await db().exceptionalAccess.findFirstOrThrow({ where: { accountId: agent.id } });
    const scope = await mint(agent, NOW);
    expect(await viaOf(db(), scope, { child: world.child })).toEqual({ via: "exceptional", accessId: id });
    expect(await viaOf(db(), scope, { household: world.household })).toEqual({ via: "exceptional", accessId: id });
  });

  it.each([
    ["another first name", { firstName: "Zoa" }],
    ["another last name", { lastName: "Le Gof" }],
    ["the day before", { birthDate: "2018-03-03" }],
    ["a wild card", { firstName: "%", lastName: "%" }],
  ])("opens nothing for %s, and the attempt is traced", async (_, change) => {
    const agent = await anAgent();
    const before = await db().auditEvent.count({ where: { type: "access.refused" } });
    expect(await open(agent, change)).toEqual({ ok: false, reason: "unknown" });
    expect(await db().exceptionalAccess.count({ where: { accountId: agent.id } })).toBe(0);
    expect(await db().mailOutbox.count()).toBe(0);
    expect(await db().auditEvent.count({ where: { type: "access.refused" } })).toBe(before + 1);
  });

  it("is not for what is open already, nor without accreditation", async () => {
    const agent = await anAgent();
    await open(agent);
    expect(await open(agent)).toMatchObject({ reason: "already" });
    expect(await open(agent, {}, later(31))).toMatchObject({ ok: true });
    await db().accreditation.updateMany({ where: { accountId: agent.id }, data: { engagementSignedAt: null } });
    await expect(open(agent, {}, later(90))).rejects.toThrow();
  });

  it("is listed for the head with its family; for the agent the family's name goes with the access", async () => {
    const agent = await anAgent();
    await open(agent);
    const list = (accountId: string, role: "agent" | "responsable", now: Date) =>
      transaction(async (tx) => {
        const context = contextOf(tx, now, { actor: { accountId, role }, channel: "portal", net: null });
        return consultedAccesses(context, await mintOfficeScope(tx, { accountId, role }, context));
      });
    const ownOf = async (now: Date) =>
      (await list(agent.id, "agent", now)).map(({ household, isOpen }) => [household?.id, isOpen]);
    expect(await ownOf(NOW)).toEqual([[world.household, true]]);
    expect(await ownOf(later(30))).toEqual([[undefined, false]]);
    const all = await list(head.id, "responsable", later(30));
    expect(all.filter(({ agent: name }) => name !== "").length).toBe(all.length);
    expect(all.every(({ household }) => household?.id === world.household)).toBe(true);
    const another = await anAgent();
    expect(await list(another.id, "agent", NOW)).toEqual([]);
  });
});
