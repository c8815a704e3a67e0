/**
 * Changing the address of one's account: asked with the password, confirmed from both addresses, in any order.
 * A stolen session alone, or a mistyped address, changes nothing.
 */
import type { Passport } from "@/lib/access/passport";
import { wordMail } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import { newId, newSecret } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { type Context, contextOf } from "@/lib/server/context";
import { isDuplicate, type Tx, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";
import { closeSessions } from "./commands";
import { keepToken, retireTokens, spendToken } from "./commands-credentials";
import { acceptProof, type Proof, type Visitor } from "./commands-sign-in";
import { digestOf } from "./password";
import { isLive, localeOf } from "./rules";
import type { ConfirmEmail } from "./schema";

/** Says the same whether or not the new address is somebody else's: its owner alone is told. */
export async function askEmailChange(
  context: Context,
  { accountId, sessionId }: Pick<Passport, "accountId" | "sessionId">,
  { email, proof }: { email: string; proof: Proof },
): Promise<Outcome<object, "mismatch" | "wait" | "same">> {
  const { tx } = context;
  const accepted = await acceptProof(context, accountId, proof);
  if (!accepted.ok) return accepted;
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  if (account.email === email) return refused("same");
  const changeId = newId();
  await record(context, {
    type: "account.email-change-asked",
    subject: { kind: "account", id: accountId },
    object: { kind: "account", id: accountId },
    body: { changeId, before: account.email, after: email },
  });
  const change = { changeId, email, sessionId };
  await retireTokens(context, accountId, ["email_change_current", "email_change_new"]);
  await sendHalf(context, { account, kind: "email_change_current", to: account.email, change });
  const other = await tx.account.findUnique({ where: { email }, select: { locale: true } });
  if (other) await tellOwner(context, email, other.locale);
  else await sendHalf(context, { account, kind: "email_change_new", to: email, change });
  return done();
}

type Half = {
  account: { id: string; locale: string };
  kind: "email_change_current" | "email_change_new";
  to: string;
  change: { changeId: string; email: string; sessionId: string };
};

async function sendHalf(context: Context, { account, kind, to, change }: Half): Promise<void> {
  const secret = newSecret();
  await keepToken(context, { accountId: account.id, kind, secret, payload: change });
  const link = `${env().PUBLIC_URL}/confirmer-adresse?code=${secret}`;
  const name = kind === "email_change_current" ? "emailChangeCurrent" : "emailChangeNew";
  const words = await wordMail(context.tx, localeOf(account), name, { link, email: change.email });
  await sendLater(context, { to, ...words, isSecret: true });
}

async function tellOwner(context: Context, to: string, locale: string): Promise<void> {
  const link = `${env().PUBLIC_URL}/connexion`;
  await sendLater(context, { to, ...(await wordMail(context.tx, localeOf({ locale }), "emailChangeTaken", { link })) });
}

/** One of the two confirmations; the second one changes the address and ends every session but the one that asked. */
export async function confirmEmail(
  visitor: Visitor,
  { code }: ConfirmEmail,
): Promise<Outcome<{ complete: boolean }, "not-valid" | "taken">> {
  try {
    return await transaction((tx) => confirmHalf(tx, visitor, code));
  } catch (error) {
    if (isDuplicate(error, "account_email_key")) return refused("taken");
    throw error;
  }
}

async function confirmHalf(
  tx: Tx,
  { now, net }: Visitor,
  code: string,
): Promise<Outcome<{ complete: boolean }, "not-valid">> {
  const token = await tx.accountToken.findUnique({ where: { secretHash: digestOf("token", code) } });
  if (!token?.kind.startsWith("email_change") || !isLive(token, now)) return refused("not-valid");
  const { accountId } = token;
  // Both halves may be clicked at the same instant: the account's row makes one wait for the other.
  await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId} FOR UPDATE`;
  if (!(await spendToken(tx, token.id, now))) return refused("not-valid");
  const change = token.payload as Half["change"];
  const account = await tx.account.findFirst({ where: { id: accountId, closedAt: null } });
  if (!account) return refused("not-valid");
  const context = contextOf(tx, now, { actor: { accountId, role: account.role }, channel: "portal", net });
  const complete = await isOtherHalfDone(tx, token, change.changeId);
  await record(context, {
    type: complete ? "account.email-changed" : "account.email-change-confirmed",
    subject: { kind: "account", id: accountId },
    object: { kind: "account", id: accountId },
    body: {
      tokenId: token.id,
      changeId: change.changeId,
      ...(complete && { before: account.email, after: change.email }),
    },
  });
  if (complete) await applyChange(context, account, change);
  return done({ complete });
}

async function isOtherHalfDone(tx: Tx, token: { id: string; accountId: string }, changeId: string): Promise<boolean> {
  const others = await tx.accountToken.findMany({
    where: {
      accountId: token.accountId,
      id: { not: token.id },
      kind: { in: ["email_change_current", "email_change_new"] },
      usedAt: { not: null },
    },
    select: { payload: true },
  });
  return others.some((other) => (other.payload as Half["change"] | null)?.changeId === changeId);
}

async function applyChange(
  context: Context,
  account: { id: string; email: string; locale: string },
  { email, sessionId }: Half["change"],
): Promise<void> {
  const { tx } = context;
  await tx.account.update({ where: { id: account.id }, data: { email } });
  // A link to choose a password that waits in the mailbox that was left must not open the account.
  await retireTokens(context, account.id, ["password_reset"]);
  await tx.guardian.updateMany({ where: { accountId: account.id, email: account.email }, data: { email } });
  await closeSessions(context, { accountId: account.id, keep: sessionId });
  const words = await wordMail(tx, localeOf(account), "emailChanged", { email });
  await sendLater(context, { to: account.email, ...words });
  await sendLater(context, { to: email, ...words });
}
