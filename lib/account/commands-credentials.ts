/**
 * Secrets that open an account: the code of a letter, the link of a mail, the reset. Each serves once; only its digest is kept.
 * What was typed is checked before a secret is spent, and hashing happens outside the transaction.
 */
import { randomBytes } from "node:crypto";
import { wordMail } from "@/lib/commune/queries-mail";
import { record } from "@/lib/evidence/record";
import type { TokenKind } from "@/lib/generated/prisma/client";
import { parisOf } from "@/lib/kernel/civil-date";
import { newId, newSecret } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import { now } from "@/lib/server/clock";
import { type Context, contextOf, systemContext } from "@/lib/server/context";
import { type Tx, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { enqueue } from "@/lib/server/work/jobs";
import { sendLater } from "@/lib/server/work/mail";
import type { Handler } from "@/lib/server/work/worker";
import { closeSessions } from "./commands";
import { giveBack, type Opened, openSession, takeTurn, type Visitor } from "./commands-sign-in";
import { digestOf, hashPassword } from "./password";
import { isGuessable } from "./password-strength";
import { wordsAbout } from "./queries";
import { codeFrom, isLive, type Letter, localeOf, normalizeEmail, readCode, tokenEnd } from "./rules";
import type { Activate, AskReset, Reset } from "./schema";

/** Unused secrets of these kinds are over from now on; they are not marked as used, because nobody used them. */
export async function retireTokens({ tx, now }: Context, accountId: string, kinds: TokenKind[]): Promise<void> {
  const where = { accountId, kind: { in: kinds }, usedAt: null, expiresAt: { gt: now } };
  await tx.accountToken.updateMany({ where, data: { expiresAt: now } });
}

type NewToken = { accountId: string; kind: TokenKind; secret: string; payload?: { [key: string]: string } };

/** Keeps the digest of a secret. Earlier ones of the same kind for this account stop serving. */
export async function keepToken(context: Context, { accountId, kind, secret, payload }: NewToken) {
  const { tx, now: createdAt, actor } = context;
  await retireTokens(context, accountId, [kind]);
  const id = newId();
  const expiresAt = tokenEnd(kind, createdAt);
  await tx.accountToken.create({
    data: {
      id,
      accountId,
      kind,
      secretHash: digestOf("token", secret),
      createdAt,
      createdById: actor?.accountId ?? null,
      expiresAt,
      ...(payload && { payload }),
    },
  });
  return { id, expiresAt };
}

/** The one update that spends a secret: of two at the same instant, one finds it unused. */
export async function spendToken(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.accountToken.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

/**
 * The code to print in a letter, valid 60 days; an earlier letter stops serving. The code is shown once, to whoever prints it:
 * an account that its owner has opened gets none, or the office could walk into it. Its owner asks for a reset by mail.
 * The caller has checked that the account is theirs to manage.
 */
export async function issueActivationLetter(
  context: Context,
  accountId: string,
): Promise<Outcome<Letter, "already-open">> {
  const row = await context.tx.account.findFirst({
    where: { id: accountId, closedAt: null },
    select: { email: true, firstName: true, lastName: true, locale: true, activatedAt: true },
  });
  if (!row) throw new NotFound();
  const { activatedAt, ...account } = row;
  if (activatedAt) return refused("already-open");
  const code = codeFrom(randomBytes(10));
  const token = await keepToken(context, { accountId, kind: "activation_letter", secret: code });
  await record(context, {
    type: "account.activation-issued",
    subject: { kind: "account", id: accountId },
    object: { kind: "account", id: accountId },
    body: { tokenId: token.id, by: "letter" },
  });
  return done({ code, ...account, issuedOn: context.today, expiresOn: parisOf(token.expiresAt).day });
}

/** The same by a link of seven days to the account's own address. */
export async function sendActivationLink(
  context: Context,
  accountId: string,
  mail: { name: "activationLink" | "accountRequestAccepted"; values?: Record<string, string> } = {
    name: "activationLink",
  },
): Promise<void> {
  const account = await context.tx.account.findUniqueOrThrow({ where: { id: accountId } });
  const secret = newSecret();
  const token = await keepToken(context, { accountId, kind: "activation_mail", secret });
  const link = `${env().PUBLIC_URL}/activation?code=${secret}`;
  const words = await wordMail(context.tx, localeOf(account), mail.name, { ...mail.values, link });
  await sendLater(context, { to: account.email, ...words, isSecret: true });
  await record(context, {
    type: "account.activation-issued",
    subject: { kind: "account", id: accountId },
    object: { kind: "account", id: accountId },
    body: { tokenId: token.id, by: "mail" },
  });
}

/** Opens the account with the code of a letter and its address, or with a mailed link, and signs in. */
export async function activate(
  visitor: Visitor,
  wish: Activate,
): Promise<Outcome<Opened, "not-valid" | "wait" | "guessable">> {
  const code = readCode(wish.code);
  const email = normalizeEmail(wish.email ?? "");
  const turn = await takeTurn(visitor, { use: "activation", email: code ? email : null, known: false });
  if (!turn.ok) return turn;
  const kind = code ? "activation_letter" : "activation_mail";
  const found = await transaction((tx) => accountOfToken(tx, { secret: code ?? wish.code, kind, now: visitor.now }));
  if (!found || (code && found.account.email !== email)) return refused("not-valid");
  const outcome = await setPassword(visitor, found, wish.password);
  if (outcome.ok || outcome.reason === "guessable") await transaction((tx) => giveBack(tx, turn.buckets));
  return outcome;
}

/** Asks for a reset. The same row is written whatever the address: only the worker looks whether it has an account. */
export async function askReset(visitor: Visitor, { email }: AskReset): Promise<Outcome<object, never>> {
  return transaction(async (tx) => {
    const context = contextOf(tx, visitor.now, { actor: null, channel: "portal", net: visitor.net });
    const jobId = await enqueue(context, { kind: "account.reset", payload: { email } });
    await record(context, {
      type: "account.password-reset-asked",
      subject: null,
      object: { kind: "job", id: jobId },
      body: { jobId },
    });
    return done();
  });
}

/** The worker's part: a link of 30 minutes, if the address has an account. At most three in 30 minutes leave. */
export async function sendReset(context: Context, email: string): Promise<void> {
  const { tx, now } = context;
  const account = await tx.account.findFirst({ where: { email, closedAt: null } });
  if (!account) return;
  const since = new Date(now.getTime() - 30 * 60_000);
  const recent = await tx.accountToken.count({
    where: { accountId: account.id, kind: "password_reset", createdAt: { gt: since } },
  });
  if (recent >= 3) return;
  const active = account.activatedAt !== null;
  const secret = newSecret();
  const token = active ? await keepToken(context, { accountId: account.id, kind: "password_reset", secret }) : null;
  const path = active ? `/mot-de-passe-oublie/nouveau?code=${secret}` : "/activation";
  const link = `${env().PUBLIC_URL}${path}`;
  const name = active ? "passwordReset" : "passwordResetInactive";
  const words = await wordMail(tx, localeOf(account), name, { link });
  await sendLater(context, { to: account.email, ...words, isSecret: true });
  await record(context, {
    type: "account.password-reset-asked",
    subject: { kind: "account", id: account.id },
    object: { kind: "account", id: account.id },
    body: { tokenId: token?.id ?? null },
  });
}

/** What the worker runs for a job "account.reset". */
export const sendResetJob: Handler = async (database, job) => {
  const { email } = job.payload as { email: string };
  await transaction((tx) => sendReset(systemContext(tx, now()), email), database);
  return null;
};

export async function resetPassword(
  visitor: Visitor,
  { code, password }: Reset,
): Promise<Outcome<Opened, "not-valid" | "guessable">> {
  const wanted = { secret: code, kind: "password_reset" as const, now: visitor.now };
  const found = await transaction((tx) => accountOfToken(tx, wanted));
  return found ? setPassword(visitor, found, password) : refused("not-valid");
}

type Found = NonNullable<Awaited<ReturnType<typeof accountOfToken>>>;

async function accountOfToken(tx: Tx, { secret, kind, now }: { secret: string; kind: TokenKind; now: Date }) {
  const token = await tx.accountToken.findUnique({ where: { secretHash: digestOf("token", secret) } });
  if (!token || token.kind !== kind || !isLive(token, now)) return null;
  const account = await tx.account.findFirst({ where: { id: token.accountId, closedAt: null } });
  if (account?.activatedAt && kind !== "password_reset") return null;
  return account && { tokenId: token.id, kind, account };
}

async function setPassword(
  visitor: Visitor,
  { tokenId, kind, account }: Found,
  password: string,
): Promise<Outcome<Opened, "not-valid" | "guessable">> {
  const about = await transaction((tx) => wordsAbout(tx, account));
  if (await isGuessable(password, about)) return refused("guessable");
  const passwordHash = await hashPassword(password);
  const { now, net } = visitor;
  return transaction(async (tx) => {
    const { id, role } = account;
    await tx.$queryRaw`SELECT id FROM account WHERE id = ${id} FOR UPDATE`;
    const { activatedAt } = await tx.account.findUniqueOrThrow({ where: { id }, select: { activatedAt: true } });
    // A letter and a link opened at the same instant: the account is opened once.
    if (activatedAt && kind !== "password_reset") return refused("not-valid");
    if (!(await spendToken(tx, tokenId, now))) return refused("not-valid");
    const context = contextOf(tx, now, { actor: { accountId: id, role }, channel: "portal", net });
    await tx.account.update({ where: { id }, data: { passwordHash, activatedAt: activatedAt ?? now } });
    await record(context, {
      type: kind === "password_reset" ? "account.password-changed" : "account.activated",
      subject: { kind: "account", id },
      object: { kind: "account", id },
      body: { tokenId, by: kind },
    });
    await closeSessions(context, { accountId: id, keep: null });
    return done(await openSession(tx, visitor, { id, role }));
  });
}
