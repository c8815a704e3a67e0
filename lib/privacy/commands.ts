/** Asking for the copy of one's own data, once the password was given again. The worker makes it; each asking and each taking is in the journal. */
import type { Passport } from "@/lib/access/passport";
import { acceptProof, type Proof } from "@/lib/account/commands-sign-in";
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { enqueue } from "@/lib/server/work/jobs";
import { KEPT_DAYS, MOST_A_DAY } from "./rules";

type Owner = Pick<Passport, "accountId" | "sessionId">;
export type ProveRefusal = "mismatch" | "wait";

const DAY = 24 * 3_600_000;

/** The password was right: this session may ask for and take copies for some minutes. */
export async function openMinutes(
  context: Context,
  { accountId, sessionId }: Owner,
  proof: Proof,
): Promise<Outcome<object, ProveRefusal>> {
  const accepted = await acceptProof(context, accountId, proof);
  if (!accepted.ok) return accepted;
  await markProved(context, sessionId);
  const account = { kind: "account", id: accountId } as const;
  await record(context, { type: "account.proved", subject: account, object: account, body: { sessionId } });
  return done();
}

async function markProved({ tx, now }: Context, sessionId: string): Promise<void> {
  await tx.session.update({ where: { id: sessionId }, data: { provedAt: now } });
}

/** One press: the password is compared, the minutes open, the copy is on its way. A copy that is being made is not made twice. */
export async function askCopy(
  context: Context,
  { accountId, sessionId }: Owner,
  proof: Proof,
): Promise<Outcome<{ id: string }, ProveRefusal | "too-many">> {
  const accepted = await acceptProof(context, accountId, proof);
  if (!accepted.ok) return accepted;
  const { tx, now } = context;
  await tx.$queryRaw`SELECT id FROM account WHERE id = ${accountId} FOR UPDATE`;
  await markProved(context, sessionId);
  const making = await tx.dataCopy.findFirst({ where: { accountId, state: "asked", expiresAt: { gt: now } } });
  const account = { kind: "account", id: accountId } as const;
  const recent = { accountId, createdAt: { gt: new Date(now.getTime() - DAY) } };
  if (!making && (await tx.dataCopy.count({ where: recent })) >= MOST_A_DAY) {
    await record(context, {
      type: "account.copy-refused",
      subject: account,
      object: account,
      body: { sessionId, reason: "too-many" },
    });
    return refused("too-many");
  }
  const id = making?.id ?? newId();
  if (!making) {
    const expiresAt = new Date(now.getTime() + KEPT_DAYS * DAY);
    await tx.dataCopy.create({ data: { id, accountId, state: "asked", createdAt: now, expiresAt } });
    await enqueue(context, { kind: "privacy.copy", payload: { copyId: id } });
  }
  await record(context, {
    type: "account.copy-asked",
    subject: account,
    object: { kind: "data-copy", id },
    body: { sessionId, again: making !== null },
  });
  return done({ id });
}

/** On each pass of the worker: the bytes of copies whose days are over go at once, whatever the table of durations waits for. */
export async function dropOldCopies(database: Database, now: Date): Promise<void> {
  const over = await database.dataCopy.findMany({
    where: { expiresAt: { lte: now }, state: { not: "gone" } },
    select: { id: true },
    take: 50,
  });
  if (over.length === 0) return;
  const ids = over.map(({ id }) => id);
  await transaction(async (tx) => {
    await tx.dataCopyPart.deleteMany({ where: { copyId: { in: ids } } });
    await tx.dataCopy.updateMany({ where: { id: { in: ids } }, data: { state: "gone" } });
  }, database);
}
