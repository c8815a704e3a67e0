/**
 * The journal's duties (to seal, to ask the witness and the time-stamp authority, to send the mail): one row each, that says whose turn it is
 * and what is wrong. A lease, not a named lock: it holds on a Galera cluster, and who dies is replaced when it runs out (facts: evidence §9).
 */
import type { Database, Tx } from "@/lib/server/db";

export type DutyName = "seal" | "witness" | "timestamp" | "mail";
export type Fault = { fault: string; detail: string };

const LEASE_MILLISECONDS = 5000;
const LONGEST_DETAIL = 300;

const after = (now: Date, milliseconds: number) => new Date(now.getTime() + milliseconds);

/** Takes the turn or keeps it; false when it is somebody else's. */
export async function takeTurn(sealer: Database, name: DutyName, { owner, now }: { owner: string; now: Date }) {
  const { count } = await sealer.auditDuty.updateMany({
    where: { name, OR: [{ leaseOwner: owner }, { leaseOwner: null }, { leaseUntil: { lt: now } }] },
    data: { leaseOwner: owner, leaseUntil: after(now, LEASE_MILLISECONDS) },
  });
  return count === 1;
}

export async function giveTurnBack(sealer: Database, name: DutyName, owner: string): Promise<void> {
  await sealer.auditDuty.updateMany({
    where: { name, leaseOwner: owner },
    data: { leaseOwner: null, leaseUntil: null },
  });
}

/** Somebody else goes on from here: no fault, and nothing to tell. */
export class TurnLost extends Error {}

/** Whether it is still the owner's turn. A database that does not answer takes nobody's turn away. */
export async function hasTurn(sealer: Database, name: DutyName, owner: string): Promise<boolean> {
  const duty = await sealer.auditDuty.findUnique({ where: { name }, select: { leaseOwner: true } }).catch(() => null);
  return duty === null || duty.leaseOwner === owner;
}

/**
 * In the transaction that seals: nobody has taken the turn meanwhile, whatever the clocks say. Throws `TurnLost` when somebody has. `now` is that
 * of the batch, so that a long pass renews its turn.
 */
export async function holdTurn(tx: Tx, name: DutyName, { owner, now }: { owner: string; now: Date }): Promise<void> {
  const { count } = await tx.auditDuty.updateMany({
    where: { name, leaseOwner: owner },
    data: { leaseUntil: after(now, LEASE_MILLISECONDS) },
  });
  if (count !== 1) throw new TurnLost(`The turn to ${name} was taken by somebody else`);
}

/** Writes what is wrong; true when it is news. `retryAt` for what is tried again later. */
export async function noteFault(
  sealer: Database,
  name: DutyName,
  { fault, detail, now, retryAt = null }: Fault & { now: Date; retryAt?: Date | null },
): Promise<boolean> {
  const text = detail.slice(0, LONGEST_DETAIL);
  const { count } = await sealer.auditDuty.updateMany({
    where: { name, OR: [{ fault: null }, { fault: { not: fault } }, { detail: { not: text } }] },
    data: { fault, detail: text, since: now },
  });
  await sealer.auditDuty.updateMany({ where: { name }, data: { attempts: { increment: 1 }, nextTryAt: retryAt } });
  return count === 1;
}

/** Says that the duty was done; gives the fault that is over, if there was one. */
export async function noteDone(sealer: Database, name: DutyName, now: Date): Promise<string | null> {
  const before = await sealer.auditDuty.findUnique({ where: { name }, select: { fault: true } });
  await sealer.auditDuty.updateMany({
    where: { name },
    data: { fault: null, detail: null, since: null, attempts: 0, nextTryAt: null, doneAt: now },
  });
  return before?.fault ?? null;
}
