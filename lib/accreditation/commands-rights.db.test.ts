import { describe, expect, it } from "vitest";
import { mintOfficeScope } from "@/lib/access/gate";
import { passportOf } from "@/lib/access/passport";
import { openSession } from "@/lib/account/commands-sign-in";
import { addDays } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import * as fixtures from "@/prisma/fixtures";
import { signEngagement } from "./commands-engagement";
import * as rights from "./commands-rights";

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
/** As after the right password: the accounts of fixtures have none, and none is what was compared. */
const PROVED = { ok: true, buckets: [], checked: null } as const;
const sign = (agent: Acting, change: Partial<Parameters<typeof signEngagement>[2]> = {}) =>
  by(agent, (context) =>
    signEngagement(context, { accountId: agent.id }, { version: 1, locale: "fr", proof: PROVED, ...change }),
  );

describe("what lets an agent see", () => {
  async function arranged() {
    const [agent, boss] = [await fixtures.anAccount(db(), { role: "agent" }), await head()];
    const site = await fixtures.aSite(db());
    const dates = { since: TODAY, until: addDays(TODAY, 10) };
    const places = [{ siteId: site.id, activityId: null }];
    const accredit = (accountId = agent.id) =>
      by(boss, (context) => rights.accredit(context, { accountId, places, ...dates }));
    return { agent, boss, site, dates, places, accredit };
  }
  const accreditationOf = (accountId: string) => db().accreditation.findFirstOrThrow({ where: { accountId } });

  it("is an accreditation for named sites and days, once she has signed the engagement herself", async () => {
    const { agent, boss, site, dates, accredit } = await arranged();
    expect(await sign(agent)).toMatchObject({ reason: "nothing" });
    expect(await accredit()).toMatchObject({ ok: true });
    expect(await seen(agent.id)).toEqual([]);
    expect(await sign(agent)).toMatchObject({ ok: true });
    expect(await seen(agent.id, addDays(TODAY, -1))).toEqual([]);
    expect(await seen(agent.id)).toEqual([site.id]);
    expect(await seen(agent.id, dates.until)).toEqual([site.id]);
    expect(await seen(agent.id, addDays(dates.until, 1))).toEqual([]);
    const right = { accountId: agent.id, rightId: (await accreditationOf(agent.id)).id };
    await by(boss, (context) => rights.endAccreditation(context, right));
    expect(await seen(agent.id)).toEqual([]);
    await expect(by(boss, (context) => rights.endAccreditation(context, right))).rejects.toThrow();
    expect(await events(agent.id)).toEqual([
      "account.accredited",
      "account.engagement-signed",
      "account.accreditation-ended",
    ]);
  });

  it("is signed with her own password, and the text that is shown", async () => {
    const { agent, accredit } = await arranged();
    await accredit();
    expect(await sign(agent, { version: 2 })).toMatchObject({ reason: "other-version" });
    expect(await sign(agent, { proof: { ok: false, reason: "mismatch" } })).toMatchObject({ reason: "mismatch" });
    expect(await seen(agent.id)).toEqual([]);
    expect((await accreditationOf(agent.id)).engagementSignedAt).toBeNull();
    await sign(agent);
    expect(await accreditationOf(agent.id)).toMatchObject({ engagementVersion: 1, engagementSignedAt: NOW });
  });

  it("is not signed for a colleague", async () => {
    const [one, other] = [await arranged(), await arranged()];
    await one.accredit();
    expect(await sign(other.agent)).toMatchObject({ reason: "nothing" });
    expect(await seen(one.agent.id)).toEqual([]);
  });

  it("ends at once with the assignment", async () => {
    const { agent, boss, accredit } = await arranged();
    await accredit();
    await sign(agent);
    expect(await seen(agent.id)).toHaveLength(1);
    const { id: rightId } = await db().assignment.findFirstOrThrow({ where: { accountId: agent.id } });
    await by(boss, (context) => rights.endAssignment(context, { accountId: agent.id, rightId }));
    expect(await seen(agent.id)).toEqual([]);
  });

  it("is not given by oneself to oneself, nor for an activity of another site", async () => {
    const { agent, boss, dates, accredit } = await arranged();
    expect(await accredit(boss.id)).toMatchObject({ reason: "own-account" });
    const place = { siteId: (await fixtures.aSite(db())).id, activityId: newId() };
    const wish = { accountId: agent.id, ...dates };
    await expect(by(boss, (context) => rights.assign(context, { ...wish, place }))).rejects.toThrow();
    await expect(by(boss, (context) => rights.accredit(context, { ...wish, places: [place] }))).rejects.toThrow();
    expect(await db().accreditation.count({ where: { accountId: agent.id } })).toBe(0);
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
