import { describe, expect, it } from "vitest";
import { passportOf } from "@/lib/access/passport";
import type { Role } from "@/lib/access/permissions";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { anAccount, contextFor, NOW } from "@/prisma/fixtures";
import { changePassword, preparePassword } from "./commands";
import {
  activate,
  askReset,
  issueActivationLetter,
  resetPassword,
  sendActivationLink,
  sendReset,
} from "./commands-credentials";
import { askEmailChange, confirmEmail } from "./commands-email";
import { openSession, prove, signIn, type Visitor } from "./commands-sign-in";
import { hashPassword } from "./password";

const PASSWORD = "quatre chevaux verts dansent";
const OTHER = "sept tortues bleues chantent";
let network = 0;

function visitor(seconds = 0): Visitor {
  network += 1;
  const net = { ip: `10.0.${network}.1`, userAgent: null };
  return { now: new Date(NOW.getTime() + seconds * 1000), net, device: null };
}

async function someone(given: { activated?: boolean; role?: Role } = {}) {
  const { activated = true, role = "parent" } = given;
  const account = await anAccount(db(), { role });
  const data = activated ? { passwordHash: await hashPassword(PASSWORD) } : { activatedAt: null };
  return db().account.update({ where: { id: account.id }, data });
}

const session = (account: { id: string; role: Role }) => transaction((tx) => openSession(tx, visitor(), account));

/** The link of the last mail sent to an address. */
async function linkTo(address: string): Promise<string> {
  const mail = await db().mailOutbox.findFirstOrThrow({ where: { toAddress: address }, orderBy: { id: "desc" } });
  return /code=([A-Za-z0-9_-]+)/.exec(mail.text)?.[1] ?? "";
}

/** The letter of an account that nobody has opened yet. */
async function letterFor(accountId: string) {
  const letter = await transaction((tx) => issueActivationLetter(contextFor(tx, null), accountId));
  if (!letter.ok) throw new Error(letter.reason);
  return letter;
}

describe("the letter of activation", () => {
  it("is not printed for an account that its owner has opened", async () => {
    const account = await someone();
    const printed = transaction((tx) => issueActivationLetter(contextFor(tx, null), account.id));
    expect(await printed).toEqual({ ok: false, reason: "already-open" });
    expect(await db().accountToken.count({ where: { accountId: account.id } })).toBe(0);
  });

  it("stops serving once the account was opened otherwise, and its owner's password stays", async () => {
    const account = await someone({ activated: false });
    const { code } = await letterFor(account.id);
    await db().account.update({
      where: { id: account.id },
      data: { activatedAt: NOW, passwordHash: await hashPassword(PASSWORD) },
    });
    const taken = { code, email: account.email, password: OTHER };
    expect(await activate(visitor(), taken)).toMatchObject({ reason: "not-valid" });
    expect(await signIn(visitor(), { email: account.email, password: PASSWORD })).toMatchObject({ ok: true });
  });

  it("opens the account with its code and its address, once, and signs in", async () => {
    const account = await someone({ activated: false });
    const letter = await letterFor(account.id);
    expect(letter).toMatchObject({ email: account.email, expiresOn: "2027-01-22" });
    const stored = await db().accountToken.findFirstOrThrow({ where: { accountId: account.id } });
    expect(JSON.stringify(stored)).not.toContain(letter.code);
    const wish = { code: letter.code.toLowerCase(), email: account.email, password: PASSWORD };
    expect(await activate(visitor(), { ...wish, email: "other@example.org" })).toMatchObject({ reason: "not-valid" });
    const outcome = await activate(visitor(), wish);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(await passportOf(db(), outcome.sessionId, NOW)).toMatchObject({ accountId: account.id });
    expect(await activate(visitor(), wish)).toMatchObject({ reason: "not-valid" });
    expect(await db().auditEvent.count({ where: { type: "account.activated", object: `account/${account.id}` } })).toBe(
      1,
    );
  });

  it("is replaced by the next letter, and is over after 60 days", async () => {
    const account = await someone({ activated: false });
    const [first, second] = [await letterFor(account.id), await letterFor(account.id)];
    const wish = (code: string) => ({ code, email: account.email, password: PASSWORD });
    expect(await activate(visitor(1), wish(first.code))).toMatchObject({ reason: "not-valid" });
    const sixtyDays = 60 * 24 * 3600;
    expect(await activate(visitor(sixtyDays), wish(second.code))).toMatchObject({ reason: "not-valid" });
    expect(await activate(visitor(sixtyDays - 1), wish(second.code))).toMatchObject({ ok: true });
  });

  it("is slowed down when codes are guessed for one address", async () => {
    const account = await someone({ activated: false });
    const who = visitor();
    const guess = () => activate(who, { code: "7K4QM93MDX", email: account.email, password: PASSWORD });
    for (let count = 0; count < 5; count += 1) expect(await guess()).toMatchObject({ reason: "not-valid" });
    expect(await guess()).toMatchObject({ reason: "wait" });
  });

  it("is not spent by a password that would be guessed", async () => {
    const account = await someone({ activated: false });
    const letter = await letterFor(account.id);
    const wish = { code: letter.code, email: account.email };
    expect(await activate(visitor(), { ...wish, password: "camilledurand" })).toMatchObject({ reason: "guessable" });
    expect(await activate(visitor(), { ...wish, password: PASSWORD })).toMatchObject({ ok: true });
  });
});

it("links that strangers make up slow nobody else's link down", async () => {
  const account = await someone({ activated: false });
  await transaction((tx) => sendActivationLink(contextFor(tx, null), account.id));
  const code = await linkTo(account.email);
  for (let count = 0; count < 30; count += 1)
    await activate(visitor(), { code: newId().replaceAll("-", ""), password: PASSWORD });
  expect(await activate(visitor(), { code, password: PASSWORD })).toMatchObject({ ok: true });
});

describe("a reset by mail", () => {
  const mailed = async (account: { email: string }, seconds = 0) => {
    const now = visitor(seconds).now;
    await transaction((tx) => sendReset(contextFor(tx, null, now), account.email));
    return linkTo(account.email);
  };

  it("asked for any address writes the same rows", async () => {
    const { email } = await someone();
    const rows = async () => [await db().job.count(), await db().auditEvent.count(), await db().mailOutbox.count()];
    const counts: number[][] = [];
    for (const address of [email, "nobody@example.org"]) {
      const before = await rows();
      expect(await askReset(visitor(), { email: address })).toEqual({ ok: true });
      counts.push((await rows()).map((count, index) => count - (before[index] ?? 0)));
    }
    expect(counts[0]).toEqual([1, 1, 0]);
    expect(counts[1]).toEqual(counts[0]);
  });

  it("sends nothing to an unknown address, and three links at most in half an hour", async () => {
    const account = await someone();
    const before = await db().mailOutbox.count();
    await transaction((tx) => sendReset(contextFor(tx, null), "nobody@example.org"));
    expect(await db().mailOutbox.count()).toBe(before);
    for (let count = 0; count < 5; count += 1) await mailed(account);
    expect(await db().mailOutbox.count({ where: { toAddress: account.email } })).toBe(3);
  });

  it.each([
    ["serves at 29 min 59 s", 29 * 60 + 59, true],
    ["is over at 30 min", 30 * 60, false],
  ])("%s", async (_, seconds, expected) => {
    const account = await someone();
    const code = await mailed(account);
    expect((await resetPassword(visitor(seconds), { code, password: OTHER })).ok).toBe(expected);
  });

  it("used twice at the same instant serves once", async () => {
    const account = await someone();
    const code = await mailed(account);
    const outcomes = await Promise.all(
      [OTHER, PASSWORD].map((password) => resetPassword(visitor(), { code, password })),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ reason: "not-valid" });
  });

  it("ends the sessions that were open and the old password", async () => {
    const account = await someone();
    const { sessionId } = await session(account);
    const code = await mailed(account);
    expect(await resetPassword(visitor(), { code, password: OTHER })).toMatchObject({ ok: true });
    expect(await passportOf(db(), sessionId, NOW)).toBeNull();
    expect(await signIn(visitor(), { email: account.email, password: PASSWORD })).toMatchObject({ ok: false });
    expect(await signIn(visitor(), { email: account.email, password: OTHER })).toMatchObject({ ok: true });
  });

  it("does not open an account that was never activated", async () => {
    const account = await someone({ activated: false });
    expect(await mailed(account)).toBe("");
    expect(await db().accountToken.count({ where: { accountId: account.id } })).toBe(0);
  });
});

it("a password is changed with the present one, and ends the other sessions", async () => {
  const account = await someone();
  const [here, there] = [await session(account), await session(account)];
  const owner = { accountId: account.id, sessionId: here.sessionId };
  const change = async (current: string, password: string) => {
    const ready = await preparePassword(visitor(), { ...account, accountId: account.id }, { current, password });
    return transaction((tx) => changePassword(contextFor(tx, account), owner, ready));
  };
  expect(await change("wrong password here", OTHER)).toMatchObject({ reason: "mismatch" });
  expect(await change(PASSWORD, "valmontel2026")).toMatchObject({ reason: "guessable" });
  expect(await change(PASSWORD, OTHER)).toMatchObject({ ok: true });
  expect(await passportOf(db(), here.sessionId, NOW)).not.toBeNull();
  expect(await passportOf(db(), there.sessionId, NOW)).toBeNull();
});

it("a stolen session is no better place to guess the password than the sign-in page, and each guess is in the journal", async () => {
  const account = await someone();
  const owner = { accountId: account.id, sessionId: (await session(account)).sessionId };
  const who = visitor();
  const guess = async (current: string) => {
    const wish = { current, password: OTHER };
    const ready = await preparePassword(who, { ...account, accountId: account.id }, wish);
    return transaction((tx) => changePassword(contextFor(tx, account), owner, ready));
  };
  for (let count = 0; count < 5; count += 1)
    expect(await guess(`guess ${count}`)).toMatchObject({ reason: "mismatch" });
  expect(await guess(PASSWORD)).toMatchObject({ reason: "wait" });
  expect(await signIn(who, { email: account.email, password: PASSWORD })).toMatchObject({ reason: "wait" });
  const traces = { type: "session.refused", object: `account/${account.id}` };
  expect(await db().auditEvent.count({ where: traces })).toBe(5);
});

it("a password compared while another took its place is not taken for the present one", async () => {
  const account = await someone();
  const owner = { accountId: account.id, sessionId: (await session(account)).sessionId };
  const wish = { current: PASSWORD, password: OTHER };
  const prepare = () => preparePassword(visitor(), { ...account, accountId: account.id }, wish);
  const [first, second] = [await prepare(), await prepare()];
  const change = (ready: typeof first) => transaction((tx) => changePassword(contextFor(tx, account), owner, ready));
  expect(await change(first)).toMatchObject({ ok: true });
  expect(await change(second)).toMatchObject({ reason: "mismatch" });
});

describe("a change of address", () => {
  async function asked(next = `${newId()}@example.org`) {
    const account = await someone();
    const [here, there] = [await session(account), await session(account)];
    const owner = { accountId: account.id, sessionId: here.sessionId };
    const ask = async (email: string, password = PASSWORD) => {
      const proof = await prove(visitor(), { ...owner, email: account.email }, password);
      return transaction((tx) => askEmailChange(contextFor(tx, account), owner, { email, proof }));
    };
    expect(await ask(next)).toMatchObject({ ok: true });
    return { account, next, here, there, ask };
  }
  const addressOf = async (id: string) => (await db().account.findUniqueOrThrow({ where: { id } })).email;

  it("takes both confirmations, in any order, and ends the other sessions", async () => {
    const { account, next, here, there } = await asked();
    const [old, fresh] = [await linkTo(account.email), await linkTo(next)];
    expect(await confirmEmail(visitor(), { code: fresh })).toMatchObject({ ok: true, complete: false });
    expect(await confirmEmail(visitor(), { code: fresh })).toMatchObject({ reason: "not-valid" });
    expect(await addressOf(account.id)).toBe(account.email);
    expect(await confirmEmail(visitor(), { code: old })).toMatchObject({ ok: true, complete: true });
    expect(await addressOf(account.id)).toBe(next);
    expect(await passportOf(db(), here.sessionId, NOW)).not.toBeNull();
    expect(await passportOf(db(), there.sessionId, NOW)).toBeNull();
  });

  it("retires a link to choose a password that waits in the mailbox that is left", async () => {
    const { account, next } = await asked();
    const [old, fresh] = [await linkTo(account.email), await linkTo(next)];
    await transaction((tx) => sendReset(contextFor(tx, null), account.email));
    const reset = await linkTo(account.email);
    for (const code of [old, fresh]) await confirmEmail(visitor(), { code });
    expect(await resetPassword(visitor(), { code: reset, password: OTHER })).toMatchObject({ reason: "not-valid" });
  });

  it("confirmed from both mailboxes at the same instant is complete once", async () => {
    const { account, next } = await asked();
    const codes = [await linkTo(account.email), await linkTo(next)];
    const outcomes = await Promise.all(codes.map((code) => confirmEmail(visitor(), { code })));
    expect(outcomes.filter((outcome) => outcome.ok && outcome.complete)).toHaveLength(1);
    expect(await addressOf(account.id)).toBe(next);
  });

  it("a half left over from an earlier wish completes nothing", async () => {
    const { account, next, ask } = await asked();
    const stale = await linkTo(next);
    const taken = await someone();
    expect(await ask(taken.email)).toMatchObject({ ok: true });
    expect(await confirmEmail(visitor(), { code: stale })).toMatchObject({ reason: "not-valid" });
    expect(await confirmEmail(visitor(), { code: await linkTo(account.email) })).toMatchObject({ complete: false });
    expect(await addressOf(account.id)).toBe(account.email);
  });

  it("never goes to an address that became another account's meanwhile", async () => {
    const { account, next } = await asked();
    const [old, fresh] = [await linkTo(account.email), await linkTo(next)];
    await anAccount(db(), { email: next });
    await confirmEmail(visitor(), { code: old });
    expect(await confirmEmail(visitor(), { code: fresh })).toMatchObject({ reason: "taken" });
    expect(await addressOf(account.id)).toBe(account.email);
  });

  it("asks for the password", async () => {
    const { ask } = await asked();
    expect(await ask("new@example.org", "wrong password here")).toMatchObject({ reason: "mismatch" });
  });
});
