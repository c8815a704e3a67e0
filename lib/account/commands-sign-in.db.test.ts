import { beforeEach, describe, expect, it, vi } from "vitest";
import { passportOf } from "@/lib/access/passport";
import { newId, newSecret } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { anAccount, contextFor, NOW } from "@/prisma/fixtures";
import { closeChosen, closeSession, closeSessions } from "./commands";
import { signIn, type Visitor } from "./commands-sign-in";
import * as password from "./password";

// The real functions, watched: an unknown address must cost the same work, and a clock would prove it badly.
vi.mock("./password", async (original) => {
  const real = await original<typeof password>();
  return { ...real, passwordMatches: vi.fn(real.passwordMatches) };
});

const PASSWORD = "quatre chevaux verts dansent";
let hash = "";
let network = 0;

function visitor(given: Partial<Visitor> & { ip?: string } = {}): Visitor {
  const { ip = `192.0.${network}.7`, now = NOW, device = null } = given;
  return { now, net: { ip, userAgent: "Mozilla/5.0" }, device };
}

const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

async function someone() {
  hash ||= await password.hashPassword(PASSWORD);
  const account = await anAccount(db());
  return db().account.update({ where: { id: account.id }, data: { passwordHash: hash } });
}

const journal = (type: string) => db().auditEvent.count({ where: { type } });

beforeEach(async () => {
  network += 1;
  await db().signInTally.deleteMany();
  vi.mocked(password.passwordMatches).mockClear();
});

describe("signing in", () => {
  it("opens a session that the next request finds, and leaves its trace", async () => {
    const account = await someone();
    const before = await journal("session.opened");
    const outcome = await signIn(visitor(), { email: account.email, password: PASSWORD });
    if (!outcome.ok) throw new Error(outcome.reason);
    const passport = await passportOf(db(), outcome.sessionId, NOW);
    expect(passport).toMatchObject({ accountId: account.id, role: "parent", suspension: null });
    expect(await journal("session.opened")).toBe(before + 1);
    expect(await db().knownDevice.count({ where: { accountId: account.id } })).toBe(1);
  });

  it.each([
    ["a wrong password", async () => (await someone()).email, "wrong password here"],
    ["an unknown address", async () => "nobody@example.org", PASSWORD],
    [
      "an account not yet activated",
      async () => {
        const { id } = await someone();
        return (await db().account.update({ where: { id }, data: { activatedAt: null } })).email;
      },
      PASSWORD,
    ],
    [
      "a closed account",
      async () => {
        const { id } = await someone();
        return (await db().account.update({ where: { id }, data: { closedAt: NOW } })).email;
      },
      PASSWORD,
    ],
  ])("gives the same answer after the same work to %s", async (_, address, typed) => {
    const email = await address();
    const before = await journal("session.refused");
    const events = await db().auditPart.count();
    expect(await signIn(visitor(), { email, password: typed })).toEqual({ ok: false, reason: "mismatch" });
    expect(password.passwordMatches).toHaveBeenCalledTimes(1);
    expect(await journal("session.refused")).toBe(before + 1);
    expect(await db().auditPart.count()).toBe(events + 2);
    expect(await db().signInTally.count()).toBe(4);
  });
});

describe("guessing", () => {
  async function fail(times: number, email: string, who = visitor()) {
    for (let count = 0; count < times; count += 1) await signIn(who, { email, password: "wrong password here" });
  }

  it("waits after five failures, tells for how long, and opens when the wait is over", async () => {
    const { email } = await someone();
    await fail(5, email);
    const wish = { email, password: PASSWORD };
    expect(await signIn(visitor(), wish)).toEqual({ ok: false, reason: "wait", facts: { seconds: 5 } });
    expect(await signIn(visitor({ now: later(4.999) }), wish)).toMatchObject({ reason: "wait" });
    expect(await signIn(visitor({ now: later(5) }), wish)).toMatchObject({ ok: true });
    await fail(4, email);
    expect(await signIn(visitor({ now: later(5) }), wish)).toMatchObject({ ok: true });
  });

  it("an unknown address waits just the same", async () => {
    await fail(5, "nobody@example.org");
    const outcome = await signIn(visitor(), { email: "nobody@example.org", password: PASSWORD });
    expect(outcome).toEqual({ ok: false, reason: "wait", facts: { seconds: 5 } });
  });

  it("by strangers never slows the owner's own browser, nor another network down", async () => {
    const { email } = await someone();
    const first = await signIn(visitor(), { email, password: PASSWORD });
    if (!first.ok) throw new Error(first.reason);
    const stranger = visitor({ ip: "198.51.100.9" });
    await fail(8, email, stranger);
    expect(await signIn(stranger, { email, password: PASSWORD })).toMatchObject({ reason: "wait" });
    expect(await signIn(visitor({ ip: "203.0.113.4" }), { email, password: PASSWORD })).toMatchObject({ ok: true });
    const known = visitor({ ip: "198.51.100.9", device: first.device });
    expect(await signIn(known, { email, password: PASSWORD })).toMatchObject({ ok: true });
  });

  it("a mark made up by a stranger is not known", async () => {
    const { email } = await someone();
    await fail(5, email);
    const outcome = await signIn(visitor({ device: newSecret() }), { email, password: PASSWORD });
    expect(outcome).toMatchObject({ reason: "wait" });
  });

  it("in parallel pays for each try: of twenty at once, five are looked at", async () => {
    const { email } = await someone();
    await Promise.all(Array.from({ length: 20 }, () => signIn(visitor(), { email, password: "wrong password here" })));
    expect(password.passwordMatches).toHaveBeenCalledTimes(5);
  });
});

describe("the next request", () => {
  async function signedIn() {
    const account = await someone();
    const outcome = await signIn(visitor(), { email: account.email, password: PASSWORD });
    if (!outcome.ok) throw new Error(outcome.reason);
    return { account, sessionId: outcome.sessionId };
  }

  it("knows of a suspension, and of its end", async () => {
    const { account, sessionId } = await signedIn();
    const words = { motive: "Trois retards", appeal: "Écrivez à la mairie" };
    const suspension = { id: newId(), accountId: account.id, ...words, startsAt: NOW, decidedById: newId() };
    await db().suspension.create({ data: { ...suspension, endsAt: later(60) } });
    expect((await passportOf(db(), sessionId, NOW))?.suspension).toMatchObject(words);
    expect((await passportOf(db(), sessionId, later(59.999)))?.suspension).toMatchObject(words);
    expect((await passportOf(db(), sessionId, later(60)))?.suspension).toBeNull();
  });

  it("knows of a new role and of a closed account", async () => {
    const { account, sessionId } = await signedIn();
    await db().account.update({ where: { id: account.id }, data: { role: "agent" } });
    expect((await passportOf(db(), sessionId, NOW))?.role).toBe("agent");
    await db().account.update({ where: { id: account.id }, data: { closedAt: NOW } });
    expect(await passportOf(db(), sessionId, NOW)).toBeNull();
  });

  it("finds no session after 30 days, and one just before", async () => {
    const { sessionId } = await signedIn();
    const month = 30 * 24 * 3600;
    expect(await passportOf(db(), sessionId, later(month - 0.001))).not.toBeNull();
    expect(await passportOf(db(), sessionId, later(month))).toBeNull();
  });

  it("finds no session after signing out, and the others after signing out everywhere else", async () => {
    const { account, sessionId } = await signedIn();
    const second = await signIn(visitor(), { email: account.email, password: PASSWORD });
    if (!second.ok) throw new Error(second.reason);
    const owner = { accountId: account.id, sessionId };
    const by = (tx: Parameters<typeof contextFor>[0]) => contextFor(tx, account);
    expect(await transaction((tx) => closeSessions(by(tx), { ...owner, keep: sessionId }))).toMatchObject({
      closed: 1,
    });
    expect(await passportOf(db(), second.sessionId, NOW)).toBeNull();
    expect(await passportOf(db(), sessionId, NOW)).not.toBeNull();
    await transaction((tx) => closeSession(by(tx), owner));
    expect(await passportOf(db(), sessionId, NOW)).toBeNull();
  });

  it("keeps the sessions of others: their ids are as absent as any", async () => {
    const mine = await signedIn();
    const theirs = await signedIn();
    const owner = { accountId: mine.account.id, sessionId: mine.sessionId };
    const close = transaction((tx) => closeChosen(contextFor(tx, mine.account), owner, theirs.sessionId));
    await expect(close).rejects.toThrow();
    expect(await passportOf(db(), theirs.sessionId, NOW)).not.toBeNull();
  });
});
