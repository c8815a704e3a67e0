/**
 * Accounts that the office makes: staff, and the first ones of an installation. Roles change within staff only, nobody changes their own,
 * and the commune never loses its last administrator or its last head of school affairs.
 */
import type { Role } from "@/lib/access/permissions";
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { closeSessions } from "./commands";
import type { ChangeRole, NewStaff } from "./schema";

type NewAccount = Omit<NewStaff, "role"> & { role: Role; locale?: "fr" | "en" };

/** An account without a password: a letter or a link opens it. */
export async function createAccount(
  context: Context,
  { email, firstName, lastName, role, locale = "fr" }: NewAccount,
): Promise<Outcome<{ accountId: string }, "email-taken">> {
  const { tx, now } = context;
  const taken = await tx.account.count({ where: { email } });
  if (taken > 0) return refused("email-taken");
  const accountId = newId();
  await tx.account.create({ data: { id: accountId, email, firstName, lastName, role, locale, createdAt: now } });
  await record(context, {
    type: "account.created",
    subject: { kind: "account", id: accountId },
    object: { kind: "account", id: accountId },
    body: { email, firstName, lastName, role },
  });
  return done({ accountId });
}

/** A member of staff; parents' accounts are as absent here as accounts that do not exist. */
export async function staffOf({ tx }: Context, accountId: string) {
  const account = await tx.account.findFirst({ where: { id: accountId, role: { not: "parent" }, closedAt: null } });
  if (!account) throw new NotFound();
  return account;
}

/** Whoever manages accounts makes them, but the head of school affairs, who sees every family, is named by another one. */
export async function createStaffAccount(
  context: Context,
  wish: NewStaff,
): Promise<Outcome<{ accountId: string }, "email-taken" | "head-only">> {
  return mayGrant(context, wish.role) ? createAccount(context, wish) : refused("head-only");
}

function mayGrant({ actor }: Context, role: Role): boolean {
  return role !== "responsable" || actor?.role === "responsable";
}

export async function changeRole(
  context: Context,
  { accountId, role }: ChangeRole,
): Promise<Outcome<object, "own-account" | "last-one" | "head-only">> {
  const account = await staffOf(context, accountId);
  if (accountId === context.actor?.accountId) return refused("own-account");
  if (account.role === role) return done();
  if (!mayGrant(context, role)) return refused("head-only");
  if (await isLastOne(context, account)) return refused("last-one");
  await context.tx.account.update({ where: { id: accountId }, data: { role } });
  await record(context, {
    type: "account.role-changed",
    subject: { kind: "account", id: accountId },
    object: { kind: "account", id: accountId },
    body: { before: account.role, after: role },
  });
  return done();
}

/** Someone leaves: nobody can sign in any more, and the rows stay for the journal. */
export async function closeAccount(
  context: Context,
  accountId: string,
): Promise<Outcome<object, "own-account" | "last-one">> {
  const account = await staffOf(context, accountId);
  if (accountId === context.actor?.accountId) return refused("own-account");
  if (await isLastOne(context, account)) return refused("last-one");
  await context.tx.account.update({ where: { id: accountId }, data: { closedAt: context.now } });
  await record(context, {
    type: "account.closed",
    subject: { kind: "account", id: accountId },
    object: { kind: "account", id: accountId },
    body: { role: account.role },
  });
  await closeSessions(context, { accountId, keep: null });
  return done();
}

/** The rows of a role are locked, so that two people who remove each other at once do not both succeed. */
async function isLastOne({ tx }: Context, { id, role }: { id: string; role: Role }): Promise<boolean> {
  if (role !== "admin" && role !== "responsable") return false;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM account WHERE role = ${role} AND closed_at IS NULL AND activated_at IS NOT NULL ORDER BY id FOR UPDATE`;
  return rows.every((row) => row.id === id);
}
