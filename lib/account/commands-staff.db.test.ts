import { describe, expect, it } from "vitest";
import { mintOfficeScope } from "@/lib/access/gate";
import { passportOf } from "@/lib/access/passport";
import { addDays } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import * as fixtures from "@/prisma/fixtures";
import * as rights from "./commands-rights";
import { openSession } from "./commands-sign-in";
import { changeRole, closeAccount, createAccount, createStaffAccount } from "./commands-staff";

const { NOW, TODAY } = fixtures;
type Acting = Awaited<ReturnType<typeof fixtures.anAccount>>;

const by = <Value>(account: Acting | null, work: (context: ReturnType<typeof fixtures.contextFor>) => Promise<Value>) =>
  transaction((tx) => work(fixtures.contextFor(tx, account)));
const head = () => fixtures.anAccount(db(), { role: "responsable" });
const seen = async (accountId: string, today = TODAY) =>
  (await mintOfficeScope(db(), { accountId, role: "agent" }, today)).siteIds;
const events = async (accountId: string) => {
  const rows = await db().auditEvent.findMany({ where: { object: `account/${accountId}` }, orderBy: { id: "asc" } });
  return rows.map((row) => row.type);
};

describe("a staff account", () => {
  it("is made without a password, once by address", async () => {
    const person = { email: `${newId()}@example.org`, firstName: "Lou", lastName: "Martin", role: "agent" as const };
    const outcome = await by(null, (context) => createAccount(context, person));
    if (!outcome.ok) throw new Error(outcome.reason);
    const row = await db().account.findUniqueOrThrow({ where: { id: outcome.accountId } });
    expect([row.passwordHash, row.activatedAt]).toEqual([null, null]);
    expect(await events(row.id)).toEqual(["account.created"]);
    const again = { ...person, email: person.email.toUpperCase() };
    expect(await by(null, (context) => createAccount(context, again))).toMatchObject({ reason: "email-taken" });
  });

  it("changes role within staff; one's own and the last of its kind do not", async () => {
    const [one, two] = [await head(), await head()];
    await db().account.updateMany({
      where: { role: "responsable", id: { notIn: [one.id, two.id] } },
      data: { closedAt: NOW },
    });
    const toAgent = (actor: Acting, accountId: string) =>
      by(actor, (context) => changeRole(context, { accountId, role: "agent" }));
    expect(await toAgent(one, one.id)).toMatchObject({ reason: "own-account" });
    expect(await toAgent(one, two.id)).toMatchObject({ ok: true });
    expect(await events(two.id)).toEqual(["account.role-changed"]);
    expect(await toAgent(two, one.id)).toMatchObject({ reason: "last-one" });
    expect(await by(two, (context) => closeAccount(context, one.id))).toMatchObject({ reason: "last-one" });
  });

  it("becomes a head of school affairs by the hand of one only", async () => {
    const [admin, agent] = [
      await fixtures.anAccount(db(), { role: "admin" }),
      await fixtures.anAccount(db(), { role: "agent" }),
    ];
    const person = { email: `${newId()}@example.org`, firstName: "Lou", lastName: "Martin" };
    const wish = { accountId: agent.id, role: "responsable" as const };
    const made = (actor: Acting) =>
      by(actor, (context) => createStaffAccount(context, { ...person, role: "responsable" }));
    expect(await by(admin, (context) => changeRole(context, wish))).toMatchObject({ reason: "head-only" });
    expect(await made(admin)).toMatchObject({ reason: "head-only" });
    expect(await db().account.count({ where: { email: person.email } })).toBe(0);
    const boss = await head();
    expect(await by(boss, (context) => changeRole(context, wish))).toMatchObject({ ok: true });
    expect(await made(boss)).toMatchObject({ ok: true });
  });

  it("never reaches a parent's account", async () => {
    const [parent, boss] = [await fixtures.anAccount(db()), await head()];
    const change = by(boss, (context) => changeRole(context, { accountId: parent.id, role: "admin" }));
    await expect(change).rejects.toThrow();
    await expect(by(boss, (context) => closeAccount(context, parent.id))).rejects.toThrow();
  });

  it("closed, ends its sessions at once", async () => {
    const [agent, boss] = [await fixtures.anAccount(db(), { role: "agent" }), await head()];
    const net = { ip: null, userAgent: null };
    const { sessionId } = await transaction((tx) => openSession(tx, { now: NOW, net, device: null }, agent));
    expect(await by(boss, (context) => closeAccount(context, agent.id))).toMatchObject({ ok: true });
    expect(await passportOf(db(), sessionId, NOW)).toBeNull();
  });
});

describe("what lets an agent see", () => {
  async function arranged() {
    const [agent, boss] = [await fixtures.anAccount(db(), { role: "agent" }), await head()];
    const site = await fixtures.aSite(db());
    const dates = { since: TODAY, until: addDays(TODAY, 10) };
    const place = { siteId: site.id, activityId: null };
    await by(boss, (context) => rights.assign(context, { accountId: agent.id, place, ...dates }));
    return { agent, boss, site, dates };
  }
  const accreditationOf = (accountId: string) => db().accreditation.findFirstOrThrow({ where: { accountId } });

  it("is an assignment and an accreditation with its signed promise, on their days", async () => {
    const { agent, boss, site, dates } = await arranged();
    expect(await seen(agent.id)).toEqual([]);
    const wish = { accountId: agent.id, ...dates, engagement: undefined };
    await by(boss, (context) => rights.accredit(context, wish));
    expect(await seen(agent.id)).toEqual([]);
    const right = { accountId: agent.id, rightId: (await accreditationOf(agent.id)).id };
    await by(boss, (context) => rights.signEngagement(context, right));
    expect(await seen(agent.id, addDays(TODAY, -1))).toEqual([]);
    expect(await seen(agent.id)).toEqual([site.id]);
    expect(await seen(agent.id, dates.until)).toEqual([site.id]);
    expect(await seen(agent.id, addDays(dates.until, 1))).toEqual([]);
    await by(boss, (context) => rights.endAccreditation(context, right));
    expect(await seen(agent.id)).toEqual([]);
    await expect(by(boss, (context) => rights.endAccreditation(context, right))).rejects.toThrow();
    expect(await events(agent.id)).toEqual([
      "account.assigned",
      "account.accredited",
      "account.engagement-signed",
      "account.accreditation-ended",
    ]);
  });

  it("ends at once with the assignment", async () => {
    const { agent, boss, dates } = await arranged();
    await by(boss, (context) => rights.accredit(context, { accountId: agent.id, ...dates, engagement: "on" }));
    expect(await seen(agent.id)).toHaveLength(1);
    const { id: rightId } = await db().assignment.findFirstOrThrow({ where: { accountId: agent.id } });
    await by(boss, (context) => rights.endAssignment(context, { accountId: agent.id, rightId }));
    expect(await seen(agent.id)).toEqual([]);
  });

  it("is not given by oneself to oneself, nor for an activity of another site", async () => {
    const { agent, boss, dates } = await arranged();
    const own = by(boss, (context) => rights.accredit(context, { accountId: boss.id, ...dates, engagement: "on" }));
    expect(await own).toMatchObject({ reason: "own-account" });
    const place = { siteId: (await fixtures.aSite(db())).id, activityId: newId() };
    await expect(
      by(boss, (context) => rights.assign(context, { accountId: agent.id, place, ...dates })),
    ).rejects.toThrow();
  });
});

describe("a suspension", () => {
  const words = { motive: "Trois départs après 18 h 30", appeal: "Écrivez-nous" };

  it("bites at once, shows its motive, ends after its last day, and is told by mail", async () => {
    const [parent, boss] = [await fixtures.anAccount(db()), await head()];
    const net = { ip: null, userAgent: null };
    const { sessionId } = await transaction((tx) => openSession(tx, { now: NOW, net, device: null }, parent));
    const suspend = () =>
      by(boss, (context) => rights.suspend(context, { accountId: parent.id, ...words, until: TODAY }));
    expect(await suspend()).toMatchObject({ ok: true });
    expect(await suspend()).toMatchObject({ reason: "already" });
    const at = async (instant: string) => (await passportOf(db(), sessionId, new Date(instant)))?.suspension;
    expect(await at(NOW.toISOString())).toMatchObject(words);
    expect(await at("2026-11-23T22:59:59.999Z")).toMatchObject(words);
    expect(await at("2026-11-23T23:00:00.000Z")).toBeNull();
    const mail = await db().mailOutbox.findFirstOrThrow({ where: { toAddress: parent.email } });
    expect(mail.text).toContain(words.motive);
    expect(await events(parent.id)).toEqual(["account.suspended"]);
  });

  it("is lifted once", async () => {
    const [parent, boss] = [await fixtures.anAccount(db()), await head()];
    await by(boss, (context) => rights.suspend(context, { accountId: parent.id, ...words, until: null }));
    expect(await by(boss, (context) => rights.liftSuspension(context, parent.id))).toMatchObject({ ok: true });
    expect(await by(boss, (context) => rights.liftSuspension(context, parent.id))).toMatchObject({ reason: "none" });
  });

  it("is not for oneself, nor for a day that is past", async () => {
    const [parent, boss] = [await fixtures.anAccount(db()), await head()];
    const suspend = (accountId: string, until: string | null) =>
      by(boss, (context) => rights.suspend(context, { accountId, ...words, until }));
    expect(await suspend(boss.id, null)).toMatchObject({ reason: "own-account" });
    expect(await suspend(parent.id, addDays(TODAY, -1))).toMatchObject({ reason: "past" });
  });
});
