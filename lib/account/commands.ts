/** One's own account: leaving, closing sessions, accepting the charter, choosing a language, changing the password. */
import type { Passport } from "@/lib/access/passport";
import { record } from "@/lib/evidence/record";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { db } from "@/lib/server/db";
import { acceptProof, type Proof, prove, type Visitor } from "./commands-sign-in";
import { hashPassword } from "./password";
import { isGuessable } from "./password-strength";
import { wordsAbout } from "./queries";
import type { AcceptCharter, ChangePassword } from "./schema";

type Owner = Pick<Passport, "accountId" | "sessionId">;

export async function closeSession(context: Context, { accountId, sessionId }: Owner): Promise<Outcome<object, never>> {
  const { count } = await context.tx.session.updateMany({
    where: { id: sessionId, accountId, revokedAt: null },
    data: { revokedAt: context.now },
  });
  if (count > 0) {
    await record(context, {
      type: "session.closed",
      subject: { kind: "account", id: accountId },
      object: { kind: "session", id: sessionId },
      body: { accountId },
    });
  }
  return done();
}

/** One of one's own sessions, chosen from the list; anybody else's is as absent as one that does not exist. */
export async function closeChosen(context: Context, owner: Owner, sessionId: string): Promise<Outcome<object, never>> {
  const own = await context.tx.session.count({ where: { id: sessionId, accountId: owner.accountId } });
  if (own === 0) throw new NotFound();
  return closeSession(context, { accountId: owner.accountId, sessionId });
}

type Sessions = { accountId: string; keep: string | null };

/** Every session of the account, except the one kept; browsers lose their mark as well. Gives how many were open. */
export async function closeSessions(context: Context, owner: Sessions): Promise<Outcome<{ closed: number }, never>> {
  const sessions = await revokeSessions(context, owner);
  await record(context, {
    type: "session.closed",
    subject: { kind: "account", id: owner.accountId },
    object: { kind: "account", id: owner.accountId },
    body: { sessions, kept: owner.keep },
  });
  return done({ closed: sessions.length });
}

/** The same as part of another deed, whose own event names the sessions that this gives back. */
export async function revokeSessions({ tx, now }: Context, { accountId, keep }: Sessions): Promise<string[]> {
  const where = { accountId, revokedAt: null, expiresAt: { gt: now }, ...(keep && { id: { not: keep } }) };
  const open = await tx.session.findMany({ where, select: { id: true } });
  await tx.session.updateMany({ where, data: { revokedAt: now } });
  await tx.knownDevice.deleteMany({ where: { accountId } });
  return open.map((session) => session.id);
}

/** The version shown is the one accepted: a newer one published meanwhile is shown first. */
export async function acceptCharter(
  context: Context,
  { accountId }: Owner,
  { version }: AcceptCharter,
): Promise<Outcome<object, "other-version">> {
  const { tx, now } = context;
  const current = await tx.charterVersion.findFirst({ orderBy: { version: "desc" }, select: { version: true } });
  if (current?.version !== version) return refused("other-version");
  await tx.charterAcceptance.createMany({ data: [{ accountId, version, acceptedAt: now }], skipDuplicates: true });
  await tx.account.update({ where: { id: accountId }, data: { charterVersion: version } });
  await record(context, {
    type: "charter.accepted",
    subject: { kind: "account", id: accountId },
    object: { kind: "charter", id: String(version) },
    body: { accountId, version },
  });
  return done();
}

export async function changeLocale(
  context: Context,
  { accountId }: Owner,
  { locale }: { locale: "fr" | "en" },
): Promise<Outcome<object, never>> {
  const before = await context.tx.account.findUniqueOrThrow({ where: { id: accountId }, select: { locale: true } });
  await context.tx.account.update({ where: { id: accountId }, data: { locale } });
  await record(context, {
    type: "account.changed",
    subject: { kind: "account", id: accountId },
    object: { kind: "account", id: accountId },
    body: { before: { locale: before.locale }, after: { locale } },
  });
  return done();
}

/** `passwordHash` is null for a password that would be guessed. */
export type NewPassword = { proof: Proof; passwordHash: string | null };

/** The slow part of changing a password, before the transaction: the present one is compared, the new one judged and hashed. */
export async function preparePassword(
  visitor: Visitor,
  owner: Pick<Passport, "accountId" | "email" | "firstName" | "lastName">,
  { current, password }: ChangePassword,
): Promise<NewPassword> {
  const proof = await prove(visitor, owner, current);
  if (!proof.ok) return { proof, passwordHash: null };
  const guessable = await isGuessable(password, await wordsAbout(db(), owner));
  return { proof, passwordHash: guessable ? null : await hashPassword(password) };
}

/** Asks for the present password; the other sessions end, because one of them may be why the password is changed. */
export async function changePassword(
  context: Context,
  { accountId, sessionId }: Owner,
  { proof, passwordHash }: NewPassword,
): Promise<Outcome<object, "mismatch" | "wait" | "guessable">> {
  const accepted = await acceptProof(context, accountId, proof);
  if (!accepted.ok) return accepted;
  if (passwordHash === null) return refused("guessable");
  await context.tx.account.update({ where: { id: accountId }, data: { passwordHash } });
  await record(context, {
    type: "account.password-changed",
    subject: { kind: "account", id: accountId },
    object: { kind: "account", id: accountId },
    body: { by: "owner" },
  });
  await closeSessions(context, { accountId, keep: sessionId });
  return done();
}
