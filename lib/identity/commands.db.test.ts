/** Who FranceConnect lets in: the account it was linked to with its own password, a parent's, open. */
import { beforeEach, expect, it } from "vitest";
import { hashPassword } from "@/lib/account/password";
import { db, transaction } from "@/lib/server/db";
import { aHousehold, aParent, journalOf, NOW } from "@/prisma/fixtures";
import { enterByIdentity, linkAndEnter } from "./commands";
import { linkedSince } from "./queries";

const PASSWORD = "cartable-rouge-2026";
const visitor = { now: NOW, net: { ip: "203.0.113.9", userAgent: "test" }, device: null };
let sub = "";
let count = 0;
let parent: { id: string; email: string };

beforeEach(async () => {
  count += 1;
  sub = `${String(count).padStart(4, "0").repeat(16)}v1`;
  const made = await transaction(async (tx) => aParent(tx, (await aHousehold(tx)).id));
  const passwordHash = await hashPassword(PASSWORD);
  const { id, email } = await db().account.update({
    where: { id: made.account.id },
    data: { passwordHash, activatedAt: NOW },
  });
  parent = { id, email };
});

const wish = () => ({ email: parent.email, password: PASSWORD });
const sessions = () => db().session.count({ where: { accountId: parent.id, revokedAt: null } });

it("opens nothing before it is linked", async () => {
  expect(await enterByIdentity(visitor, sub)).toMatchObject({ reason: "unknown" });
  expect(await sessions()).toBe(0);
});

it("links with the password, then opens by itself", async () => {
  expect(await linkAndEnter(visitor, wish(), sub)).toMatchObject({ ok: true, role: "parent" });
  expect(await linkedSince(db(), parent.id)).not.toBeNull();
  expect((await journalOf(db())).map(({ type }) => type)).toContain("account.identity-linked");
  expect(await enterByIdentity(visitor, sub)).toMatchObject({ ok: true, role: "parent" });
  expect(await sessions()).toBe(2);
});

it("does not link without the password", async () => {
  expect(await linkAndEnter(visitor, { ...wish(), password: "autre-chose-2026" }, sub)).toMatchObject({
    reason: "mismatch",
  });
  expect(await linkedSince(db(), parent.id)).toBeNull();
});

it("is for parents: staff is neither linked nor signed in", async () => {
  await db().account.update({ where: { id: parent.id }, data: { role: "agent" } });
  expect(await linkAndEnter(visitor, wish(), sub)).toMatchObject({ reason: "staff" });
  expect(await sessions()).toBe(0);
  expect(await linkedSince(db(), parent.id)).toBeNull();
});

it("links one identity an account", async () => {
  await linkAndEnter(visitor, wish(), sub);
  expect(await linkAndEnter(visitor, wish(), `${sub}x`)).toMatchObject({ reason: "taken" });
  expect(await sessions()).toBe(1);
});

it("does not open an account that was closed, or whose role changed since", async () => {
  await linkAndEnter(visitor, wish(), sub);
  await db().account.update({ where: { id: parent.id }, data: { role: "regie" } });
  expect(await enterByIdentity(visitor, sub)).toMatchObject({ reason: "closed" });
  await db().account.update({ where: { id: parent.id }, data: { role: "parent", closedAt: NOW } });
  expect(await enterByIdentity(visitor, sub)).toMatchObject({ reason: "closed" });
});

it("links once when two tabs do it at the same time", async () => {
  const both = await Promise.all([linkAndEnter(visitor, wish(), sub), linkAndEnter(visitor, wish(), sub)]);
  expect(both.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await db().outsideIdentity.count({ where: { accountId: parent.id } })).toBe(1);
});
