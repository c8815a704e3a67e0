/**
 * Signing in. An attempt is counted before the password is looked at, so that parallel guesses pay too; then the same work is done
 * whether or not the address is known; then, in one transaction, the count is given back and the session opened with its trace.
 */

import type { Role } from "@/lib/access/permissions";
import { sessionEnd } from "@/lib/access/rules-session";
import { everywhere, networkOf, type PaceName, paces, pauseOf, pointsOf, waitOf } from "@/lib/access/rules-throttle";
import { record } from "@/lib/evidence/record";
import { newId, newSecret } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { type Context, contextOf, type Net } from "@/lib/server/context";
import { db, type Tx, transaction } from "@/lib/server/db";
import { digestOf, passwordMatches } from "./password";
import type { SignIn } from "./schema";

/** `device` is the mark in the browser's cookie, if it has one. */
export type Visitor = { now: Date; net: Net; device: string | null };
export type Opened = { sessionId: string; role: Role; device: string };

export async function signIn(
  visitor: Visitor,
  wish: Pick<SignIn, "email" | "password">,
): Promise<Outcome<Opened, "mismatch" | "wait">> {
  const account = await transaction((tx) => accountBehind(tx, wish.email, visitor.device));
  const turn = await takeTurn(visitor, { use: "sign-in", email: wish.email, known: account?.known ?? false });
  if (!turn.ok) return turn;
  const matches = await passwordMatches(account?.passwordHash ?? null, wish.password);
  return transaction(async (tx) => {
    if (!account || !matches) {
      await record(contextOf(tx, visitor.now, { actor: null, channel: "portal", net: visitor.net }), {
        type: "session.refused",
        subject: account ? { kind: "account", id: account.id } : null,
        object: { kind: "account", id: account?.id ?? "unknown" },
        body: { reason: "mismatch" },
      });
      return refused("mismatch");
    }
    await giveBack(tx, turn.buckets);
    return done(await openSession(tx, visitor, account));
  });
}

/** Only an account with a password that is not closed can be signed in to; any other is as good as unknown. */
async function accountBehind(tx: Tx, email: string, device: string | null) {
  const account = await tx.account.findFirst({
    where: { email, closedAt: null, activatedAt: { not: null }, passwordHash: { not: null } },
    select: { id: true, role: true, passwordHash: true },
  });
  const secretHash = deviceDigest(account?.id ?? "", device ?? "");
  const known = await tx.knownDevice.count({ where: { accountId: account?.id ?? "", secretHash } });
  return account && { ...account, known: known > 0 };
}

/** One browser may know several accounts under one mark. */
function deviceDigest(accountId: string, device: string): string {
  return digestOf("device", `${accountId}.${device}`);
}

/** `email` is null for a mailed link, which names no account: there only networks are slowed down, or strangers could stop everybody's links. */
export type Attempt = { use: "sign-in" | "activation" | "second-factor"; email: string | null; known: boolean };
type Buckets = readonly { bucket: string; pace: PaceName | "everywhere" }[];

function bucketsOf({ use, email, known }: Attempt, { net, device }: Visitor): Buckets {
  const network = networkOf(net.ip);
  const bucket = (text: string) => digestOf("tally", `${use}:${text}`);
  if (known) return [{ bucket: bucket(`device:${email}:${device}`), pace: "device" }];
  const named = [
    { bucket: bucket(`pair:${email}:${network}`), pace: "pair" },
    { bucket: bucket(`account:${email}`), pace: "account" },
  ] as const;
  const buckets = [
    ...(email === null ? [] : named),
    { bucket: bucket(`network:${network}`), pace: "network" },
    { bucket: bucket("everywhere"), pace: "everywhere" },
  ] as const;
  // Rows are locked in one order by everybody.
  return [...buckets].sort((a, b) => (a.bucket < b.bucket ? -1 : 1));
}

/** Counts an attempt, or says how long to wait; the wait costs nothing more, so that impatience is not punished. */
export async function takeTurn(visitor: Visitor, attempt: Attempt): Promise<Outcome<{ buckets: Buckets }, "wait">> {
  const buckets = bucketsOf(attempt, visitor);
  const { wait, pause } = await transaction((tx) => countAttempt(tx, buckets, visitor.now));
  if (wait > 0) return refused("wait", { seconds: wait });
  if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  return done({ buckets });
}

async function countAttempt(tx: Tx, buckets: Buckets, now: Date): Promise<{ wait: number; pause: number }> {
  let wait = 0;
  let pause = 0;
  const rows: { bucket: string; failures: number }[] = [];
  for (const { bucket, pace } of buckets) {
    // Not INSERT IGNORE: on a row that is there it takes a shared lock, and two of them deadlock on the next line.
    await tx.$executeRaw`INSERT INTO sign_in_tally (bucket, failures, last_failed_at) VALUES (${bucket}, 0, ${now})
      ON DUPLICATE KEY UPDATE bucket = bucket`;
    const [row] = await tx.$queryRaw<{ failures: number; lastFailedAt: Date }[]>`
      SELECT failures, last_failed_at AS lastFailedAt FROM sign_in_tally WHERE bucket = ${bucket} FOR UPDATE`;
    const tally = row ?? { failures: 0, lastFailedAt: now };
    if (pace === "everywhere") pause = pauseOf(tally, now);
    else wait = Math.max(wait, waitOf(paces[pace], tally, now));
    rows.push({ bucket, failures: pointsOf(pace === "everywhere" ? everywhere : paces[pace], tally, now) });
  }
  if (wait > 0) return { wait, pause };
  for (const { bucket, failures } of rows) {
    await tx.signInTally.update({ where: { bucket }, data: { failures: failures + 1, lastFailedAt: now } });
  }
  return { wait, pause };
}

/** A success takes back its own point, and clears what stands against this account from here. */
export async function giveBack(tx: Tx, buckets: Buckets): Promise<void> {
  for (const { bucket, pace } of buckets) {
    const clears = pace === "pair" || pace === "device";
    if (clears) await tx.signInTally.updateMany({ where: { bucket }, data: { failures: 0 } });
    else
      await tx.signInTally.updateMany({ where: { bucket, failures: { gt: 0 } }, data: { failures: { decrement: 1 } } });
  }
}

/** The present password, compared before the transaction; `checked` is what it was compared with. */
export type Proof = Outcome<{ buckets: Buckets; checked: string | null }, "mismatch" | "wait">;

/** Somebody signed in proves again who they are. Counted as signing in is: a stolen session must not be a better place to guess. */
export async function prove(
  visitor: Visitor,
  { accountId, email }: { accountId: string; email: string },
  password: string,
): Promise<Proof> {
  const turn = await takeTurn(visitor, { use: "sign-in", email, known: false });
  if (!turn.ok) return turn;
  const where = { id: accountId };
  const { passwordHash } = await db().account.findUniqueOrThrow({ where, select: { passwordHash: true } });
  if (!(await passwordMatches(passwordHash, password))) return refused("mismatch");
  return done({ buckets: turn.buckets, checked: passwordHash });
}

/** Takes the proof inside the transaction, where the password must still be the one that was compared. A wrong one leaves its trace. */
export async function acceptProof(
  context: Context,
  accountId: string,
  proof: Proof,
): Promise<Outcome<object, "mismatch" | "wait">> {
  const { tx } = context;
  if (!proof.ok && proof.reason === "wait") return proof;
  await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId} FOR UPDATE`;
  const { passwordHash } = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  if (proof.ok && proof.checked === passwordHash) {
    await giveBack(tx, proof.buckets);
    return done();
  }
  await record(context, {
    type: "session.refused",
    subject: { kind: "account", id: accountId },
    object: { kind: "account", id: accountId },
    body: { reason: "mismatch", by: "signed-in" },
  });
  return refused("mismatch");
}

/** Opens a session and makes the browser a known one. The caller has proved who it is; `by` says how, when it was not by the password. */
export async function openSession(
  tx: Tx,
  visitor: Visitor,
  account: { id: string; role: Role; by?: "franceconnect" },
): Promise<Opened> {
  const { now, net } = visitor;
  const context = contextOf(tx, now, { actor: { accountId: account.id, role: account.role }, channel: "portal", net });
  const sessionId = newId();
  await tx.session.create({
    data: {
      id: sessionId,
      accountId: account.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: sessionEnd(account.role, { createdAt: now, seenAt: now }),
      userAgent: net.userAgent,
      ip: net.ip,
    },
  });
  await tx.account.update({ where: { id: account.id }, data: { lastSignInAt: now } });
  const device = visitor.device ?? newSecret();
  const deviceId = await rememberDevice(context, account.id, device);
  await record(context, {
    type: "session.opened",
    subject: { kind: "account", id: account.id },
    object: { kind: "session", id: sessionId },
    body: { accountId: account.id, deviceId, ...(account.by && { by: account.by }) },
  });
  return { sessionId, role: account.role, device };
}

async function rememberDevice({ tx, now }: Context, accountId: string, device: string): Promise<string> {
  const secretHash = deviceDigest(accountId, device);
  const { id } = await tx.knownDevice.upsert({
    where: { secretHash },
    create: { id: newId(), accountId, secretHash, createdAt: now, lastUsedAt: now },
    update: { lastUsedAt: now },
    select: { id: true },
  });
  return id;
}
