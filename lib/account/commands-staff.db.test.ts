import { describe, expect, it } from "vitest";
import { passportOf } from "@/lib/access/passport";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import * as fixtures from "@/prisma/fixtures";
import { openSession } from "./commands-sign-in";
import { changeRole, closeAccount, createAccount, createStaffAccount } from "./commands-staff";

const { NOW } = fixtures;
type Acting = Awaited<ReturnType<typeof fixtures.anAccount>>;

const by = <Value>(account: Acting | null, work: (context: ReturnType<typeof fixtures.contextFor>) => Promise<Value>) =>
  transaction((tx) => work(fixtures.contextFor(tx, account)));
const head = () => fixtures.anAccount(db(), { role: "responsable" });
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
