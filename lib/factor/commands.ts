/**
 * Adding a telephone, giving its code, and taking it away when it is lost. A code serves once: its step must be later than the last one taken,
 * under a lock, so that two requests with the same code do not both pass. Attempts are slowed down as passwords are.
 */
import type { Passport } from "@/lib/access/passport";
import { revokeSessions } from "@/lib/account/commands";
import { acceptProof, giveBack, type Proof, takeTurn, type Visitor } from "@/lib/account/commands-sign-in";
import { staffOf } from "@/lib/account/commands-staff";
import { digestOf } from "@/lib/account/password";
import { localeOf } from "@/lib/account/rules";
import { wordMail } from "@/lib/commune/queries-mail";
import type { EventType } from "@/lib/evidence/events";
import { type Event, record } from "@/lib/evidence/record";
import { encrypt } from "@/lib/evidence/vault";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { env } from "@/lib/server/env";
import { sendLater } from "@/lib/server/work/mail";
import { masterKey, recoveryCodesOf, secretLabel, secretOf } from "./queries";
import { readTyped, type TypedCode } from "./rules";
import { newTotpSecret, stepOfCode } from "./totp";

type Owner = Pick<Passport, "accountId" | "sessionId" | "email">;
type Turn = Awaited<ReturnType<typeof takeTurn>>;

/** Counted before the code is looked at: six digits are guessed a million at a time otherwise. */
export function takeFactorTurn(visitor: Visitor, { email }: Pick<Owner, "email">): Promise<Turn> {
  return takeTurn(visitor, { use: "second-factor", email, known: false });
}

/** A secret to be confirmed by a first code. `proof` is null where the password was given a moment ago, to sign in. */
export async function prepareFactor(
  context: Context,
  owner: Owner,
  proof: Proof | null,
): Promise<Outcome<object, "mismatch" | "wait">> {
  const { tx, now } = context;
  const accepted = proof === null ? done() : await acceptProof(context, owner.accountId, proof);
  if (!accepted.ok) return accepted;
  await tx.secondFactor.deleteMany({ where: { accountId: owner.accountId, confirmedAt: null } });
  const row = { id: newId(), accountId: owner.accountId };
  const secret = encrypt(masterKey(), Buffer.from(newTotpSecret()), secretLabel(row));
  await tx.secondFactor.create({ data: { ...row, secret, createdAt: now } });
  await recordFactor(context, "account.factor-prepared", owner.accountId, {});
  return done();
}

/** The telephone answers for the first time: it takes the place of an earlier one, and its ten recovery codes begin to count. */
export async function confirmFactor(
  context: Context,
  owner: Owner,
  { code, turn }: { code: string; turn: Turn },
): Promise<Outcome<object, "wrong" | "wait" | "none">> {
  const { tx, now } = context;
  if (!turn.ok) return turn;
  const { accountId } = owner;
  await lockFactors(context, accountId);
  const row = await tx.secondFactor.findFirst({ where: { accountId, confirmedAt: null } });
  if (!row) return refused("none");
  const typed = readTyped(code);
  const step = typed?.kind === "telephone" ? stepOfCode(secretOf(row), typed.digits, now) : null;
  if (step === null) return wrong(context, owner);
  await dropFactors(context, accountId, row.id);
  await tx.secondFactor.update({ where: { id: row.id }, data: { confirmedAt: now, lastStep: step } });
  await tx.recoveryCode.createMany({
    data: recoveryCodesOf(row).map((one) => ({ id: newId(), factorId: row.id, secretHash: digestOfCode(row.id, one) })),
  });
  await pass(context, owner);
  await giveBack(tx, turn.buckets);
  await recordFactor(context, "account.factor-set", accountId, { factorId: row.id });
  return done();
}

/** The code of the telephone, or one from the sheet, opens the session that waits. */
export async function enterFactor(
  context: Context,
  owner: Owner,
  { code, turn }: { code: string; turn: Turn },
): Promise<Outcome<{ codesLeft: number | null }, "wrong" | "wait">> {
  const { tx, now } = context;
  if (!turn.ok) return turn;
  await lockFactors(context, owner.accountId);
  const row = await tx.secondFactor.findFirst({ where: { accountId: owner.accountId, confirmedAt: { not: null } } });
  const typed = readTyped(code);
  const taken = row && typed ? await take(context, row, typed) : false;
  if (!row || !typed || !taken) return wrong(context, owner);
  await pass(context, owner);
  await giveBack(tx, turn.buckets);
  const codesLeft =
    typed.kind === "recovery" ? await tx.recoveryCode.count({ where: { factorId: row.id, usedAt: null } }) : null;
  await record(context, {
    type: "session.confirmed",
    subject: { kind: "account", id: owner.accountId },
    object: { kind: "session", id: owner.sessionId },
    body: { by: typed.kind, codesLeft, at: now.toISOString() },
  });
  return done({ codesLeft });
}

type Known = { id: string; accountId: string; secret: Uint8Array; lastStep: number | null };

/** True once: a step that is not later than the last one, or a recovery code that was used, gives nothing. */
async function take({ tx, now }: Context, row: Known, typed: TypedCode): Promise<boolean> {
  if (typed.kind === "telephone") {
    const step = stepOfCode(secretOf(row), typed.digits, now);
    if (step === null || step <= (row.lastStep ?? 0)) return false;
    await tx.secondFactor.update({ where: { id: row.id }, data: { lastStep: step } });
    return true;
  }
  const { count } = await tx.recoveryCode.updateMany({
    where: { factorId: row.id, secretHash: digestOfCode(row.id, typed.code), usedAt: null },
    data: { usedAt: now },
  });
  return count === 1;
}

/** The telephone is lost and so are the codes: whoever manages accounts takes the factor away; the person is told, and adds another. */
export async function resetFactor(
  context: Context,
  accountId: string,
): Promise<Outcome<object, "own-account" | "none">> {
  const account = await staffOf(context, accountId);
  if (accountId === context.actor?.accountId) return refused("own-account");
  await lockFactors(context, accountId);
  if ((await dropFactors(context, accountId, null)) === 0) return refused("none");
  const sessions = await revokeSessions(context, { accountId, keep: null });
  await recordFactor(context, "account.factor-reset", accountId, { sessions });
  const link = `${env().PUBLIC_URL}/connexion`;
  await sendLater(context, {
    to: account.email,
    ...(await wordMail(context.tx, localeOf(account), "factorReset", { link })),
  });
  return done();
}

async function dropFactors({ tx }: Context, accountId: string, keep: string | null): Promise<number> {
  const where = { accountId, ...(keep && { id: { not: keep } }) };
  const rows = await tx.secondFactor.findMany({ where, select: { id: true } });
  const ids = rows.map(({ id }) => id);
  await tx.recoveryCode.deleteMany({ where: { factorId: { in: ids } } });
  await tx.secondFactor.deleteMany({ where: { id: { in: ids } } });
  return ids.length;
}

/** The account's row stands for its factors: whoever holds it looks alone. */
async function lockFactors({ tx }: Context, accountId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM account WHERE id = ${accountId} FOR UPDATE`;
  if (rows.length === 0) throw new NotFound();
}

async function pass({ tx, now }: Context, { accountId, sessionId }: Owner): Promise<void> {
  const where = { id: sessionId, accountId, revokedAt: null };
  const { count } = await tx.session.updateMany({ where, data: { secondFactorAt: now } });
  if (count !== 1) throw new NotFound();
}

async function wrong(context: Context, { accountId }: Owner): Promise<Outcome<never, "wrong">> {
  const account = { kind: "account", id: accountId } as const;
  await record(context, { type: "session.refused", subject: account, object: account, body: { reason: "code" } });
  return refused("wrong");
}

function digestOfCode(factorId: string, code: string): string {
  return digestOf("recovery", `${factorId}.${code}`);
}

async function recordFactor(context: Context, type: EventType, accountId: string, body: Event["body"]) {
  const account = { kind: "account", id: accountId } as const;
  await record(context, { type, subject: account, object: account, body });
}
