import { generateSync } from "otplib";
import { beforeEach, describe, expect, it } from "vitest";
import { passportOf } from "@/lib/access/passport";
import { openSession, takeTurn } from "@/lib/account/commands-sign-in";
import { contextOf } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import * as fixtures from "@/prisma/fixtures";
import { as } from "@/prisma/testing";
import { confirmFactor, enterFactor, prepareFactor, resetFactor, takeFactorTurn } from "./commands";
import { ownFactor } from "./queries";

const { NOW } = fixtures;
const net = { ip: "192.0.2.1", userAgent: "Mozilla/5.0" };
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const codeAt = (secret: string, now: Date) => generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) });
const journal = (type: string) => db().auditEvent.count({ where: { type } });

type Owner = { accountId: string; sessionId: string; email: string; role: "agent" };

async function signedIn(account: { id: string; email: string }): Promise<Owner> {
  const agent = { id: account.id, role: "agent" as const };
  const { sessionId } = await transaction((tx) => openSession(tx, { now: NOW, net, device: null }, agent));
  return { accountId: account.id, sessionId, email: account.email, role: "agent" };
}

const someone = async () => signedIn(await fixtures.anAccount(db(), { role: "agent" }));

const acting = <Value>(owner: Owner, now: Date, work: (context: ReturnType<typeof contextOf>) => Promise<Value>) =>
  transaction((tx) =>
    work(contextOf(tx, now, { actor: { accountId: owner.accountId, role: owner.role }, channel: "portal", net })),
  );

const turnAt = (owner: Owner, now: Date) => takeFactorTurn({ now, net, device: null }, owner);

async function enter(owner: Owner, code: string, now: Date) {
  const turn = await turnAt(owner, now);
  return acting(owner, now, (context) => enterFactor(context, owner, { code, turn }));
}

/** An agent whose telephone is known, and a second session that waits for it. */
async function enrolled() {
  const owner = await someone();
  await acting(owner, NOW, (context) => prepareFactor(context, owner, null));
  const { prepared } = await ownFactor(db(), owner.accountId, NOW);
  if (!prepared) throw new Error("nothing is prepared");
  const turn = await turnAt(owner, NOW);
  const code = codeAt(prepared.secret, NOW);
  expect(await acting(owner, NOW, (context) => confirmFactor(context, owner, { code, turn }))).toMatchObject({
    ok: true,
  });
  const again = await signedIn({ id: owner.accountId, email: owner.email });
  return { owner, again, ...prepared };
}

const waits = async ({ sessionId }: Owner, now = NOW) => (await passportOf(db(), sessionId, now))?.waits;

beforeEach(async () => void (await db().signInTally.deleteMany()));

describe("a telephone", () => {
  it("counts once it has answered, and every other session then waits for it", async () => {
    const { owner, again } = await enrolled();
    expect(await waits(owner)).toBeNull();
    expect(await waits(again)).toBe("enter");
  });

  it("opens the session that waits, once by code", async () => {
    const { again, owner, secret } = await enrolled();
    expect(await enter(again, codeAt(secret, NOW), NOW), "the code that confirmed it").toMatchObject({
      reason: "wrong",
    });
    const next = later(30);
    expect(await enter(again, codeAt(secret, next), next)).toMatchObject({ ok: true });
    expect(await waits(again, next)).toBeNull();
    const third = await signedIn({ id: owner.accountId, email: owner.email });
    expect(await enter(third, codeAt(secret, next), next), "the same code again").toMatchObject({ reason: "wrong" });
    expect(await enter(third, codeAt(secret, NOW), next), "an older one").toMatchObject({ reason: "wrong" });
    expect(await waits(third)).toBe("enter");
  });

  it("gives one of two requests with the same code the session", async () => {
    const { again, owner, secret } = await enrolled();
    const other = await signedIn({ id: owner.accountId, email: owner.email });
    const code = codeAt(secret, later(60));
    const outcomes = await Promise.all([again, other].map((one) => enter(one, code, later(60))));
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  it("is replaced by another: the former and its recovery codes serve no more", async () => {
    const { owner, secret, codes } = await enrolled();
    await acting(owner, later(90), (context) => prepareFactor(context, owner, null));
    const fresh = (await ownFactor(db(), owner.accountId, later(90))).prepared;
    if (!fresh) throw new Error("nothing is prepared");
    const turn = await turnAt(owner, later(90));
    const code = codeAt(fresh.secret, later(90));
    await acting(owner, later(90), (context) => confirmFactor(context, owner, { code, turn }));
    const session = await signedIn({ id: owner.accountId, email: owner.email });
    expect(await enter(session, codeAt(secret, later(200)), later(200))).toMatchObject({ reason: "wrong" });
    expect(await enter(session, codes[0] ?? "", later(200))).toMatchObject({ reason: "wrong" });
    expect(await enter(session, codeAt(fresh.secret, later(200)), later(200))).toMatchObject({ ok: true });
  });

  it("is not added without the password where the session is open", async () => {
    const owner = await someone();
    const proof = { ok: false, reason: "mismatch" } as const;
    const outcome = await acting(owner, NOW, (context) => prepareFactor(context, owner, proof));
    expect(outcome).toMatchObject({ reason: "mismatch" });
    expect((await ownFactor(db(), owner.accountId, NOW)).prepared).toBeNull();
  });
});

it("is shown while it is being added, for half an hour", async () => {
  const owner = await someone();
  await acting(owner, NOW, (context) => prepareFactor(context, owner, null));
  const shown = async (now: Date) => (await ownFactor(db(), owner.accountId, now)).prepared !== null;
  expect([await shown(later(1799)), await shown(later(1800))]).toEqual([true, false]);
});

describe("a recovery code", () => {
  it("replaces the telephone once, typed as it is printed or not", async () => {
    const { again, owner, codes } = await enrolled();
    const [first = "", second = ""] = codes;
    expect(codes).toHaveLength(10);
    expect(await enter(again, `${first.slice(0, 5)}-${first.slice(5)}`.toLowerCase(), NOW)).toMatchObject({
      codesLeft: 9,
    });
    const third = await signedIn({ id: owner.accountId, email: owner.email });
    expect(await enter(third, first, NOW)).toMatchObject({ reason: "wrong" });
    expect(await enter(third, second, NOW)).toMatchObject({ codesLeft: 8 });
  });

  it("of somebody else opens nothing", async () => {
    const [one, other] = [await enrolled(), await enrolled()];
    expect(await enter(one.again, other.codes[0] ?? "", NOW)).toMatchObject({ reason: "wrong" });
  });

  it("and the secret stand nowhere in the tables as they are read", async () => {
    const { secret, codes } = await enrolled();
    const dump = await as("owner", async (connection) => {
      const [factors] = await connection.query("SELECT HEX(secret) AS secret FROM second_factor");
      const [rows] = await connection.query("SELECT * FROM recovery_code");
      const [parts] = await connection.query("SELECT HEX(payload) AS payload FROM audit_part");
      return JSON.stringify([factors, rows, parts]);
    });
    for (const hidden of [secret, ...codes]) {
      expect(dump).not.toContain(hidden);
      expect(dump).not.toContain(Buffer.from(hidden).toString("hex").toUpperCase());
    }
  });
});

describe("guessing", () => {
  it("is slowed down, traced, and pays for each attempt", async () => {
    const { again, secret } = await enrolled();
    const before = await journal("session.refused");
    const outcomes = [];
    for (let attempt = 0; attempt < 30; attempt++) outcomes.push(await enter(again, "000000", later(300)));
    expect(outcomes[0]).toMatchObject({ reason: "wrong" });
    expect(outcomes.at(-1)).toMatchObject({ reason: "wait" });
    expect((await journal("session.refused")) - before).toBe(
      outcomes.filter((one) => !one.ok && one.reason === "wrong").length,
    );
    expect(await enter(again, codeAt(secret, later(300)), later(300)), "the right one waits too").toMatchObject({
      reason: "wait",
    });
  });

  it("does not slow down signing in", async () => {
    const { again } = await enrolled();
    for (let attempt = 0; attempt < 30; attempt++) await enter(again, "000000", later(300));
    const wish = { use: "sign-in", email: again.email, known: false } as const;
    expect(await takeTurn({ now: later(300), net: { ...net, ip: "198.51.100.9" }, device: null }, wish)).toMatchObject({
      ok: true,
    });
  });
});

describe("a lost telephone", () => {
  it("is taken away by another person, the sessions end, and she is told", async () => {
    const { owner } = await enrolled();
    const boss = await fixtures.anAccount(db(), { role: "responsable" });
    const reset = (actor: { id: string; role: "responsable" | "agent" }, accountId: string) =>
      transaction((tx) => resetFactor(fixtures.contextFor(tx, actor), accountId));
    const self = { id: owner.accountId, role: "agent" as const };
    expect(await reset(self, owner.accountId)).toMatchObject({ reason: "own-account" });
    const head = { id: boss.id, role: "responsable" as const };
    expect(await reset(head, owner.accountId)).toMatchObject({ ok: true });
    expect(await passportOf(db(), owner.sessionId, NOW)).toBeNull();
    expect((await ownFactor(db(), owner.accountId, NOW)).since).toBeNull();
    expect(await db().mailOutbox.count({ where: { toAddress: owner.email } })).toBe(1);
    expect(await reset(head, owner.accountId)).toMatchObject({ reason: "none" });
    const parent = await fixtures.anAccount(db());
    await expect(reset(head, parent.id)).rejects.toThrow();
  });
});
