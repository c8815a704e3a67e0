/**
 * Closing a household: the file is kept and can be read by the office, its members no longer see it. Refused while days are booked or its
 * account is not settled, and to an agent who does not see every child of it. Refusals are traced for the office.
 */
import { childrenOfOffice, type OfficeScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { toColumn } from "@/lib/kernel/civil-date";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";

export type CloseRefusal = "already-closed" | "child-elsewhere" | "still-booked" | "not-settled";

type Closing = { householdId: string; motive: string };

/** `due` gives what the household owes in cents, below zero when it is owed: the books are read by a domain above this one. */
type Given = { scope: OfficeScope; due: (tx: Tx, householdIds: readonly string[]) => Promise<number> };

export async function closeHousehold(
  context: Context,
  { householdId, motive }: Closing,
  given: Given,
): Promise<Outcome<object, CloseRefusal>> {
  const { tx, now } = context;
  const subject = { kind: "household", id: householdId } as const;
  // The row first: from here on no booking, invoice or second closing is written for it, and those just made are read below.
  await tx.$queryRaw`SELECT id FROM household WHERE id = ${householdId} FOR UPDATE`;
  const reason = await refuseClosing(context, householdId, given);
  if (reason) {
    await record(context, { type: "household.close-refused", subject, object: subject, body: { reason, motive } });
    return refused(reason);
  }
  await tx.household.update({ where: { id: householdId }, data: { closedAt: now } });
  await record(context, { type: "household.closed", subject, object: subject, body: { motive } });
  return done();
}

async function refuseClosing(
  { tx, today }: Context,
  householdId: string,
  { scope, due }: Given,
): Promise<CloseRefusal | null> {
  const { closedAt } = await tx.household.findUniqueOrThrow({ where: { id: householdId }, select: { closedAt: true } });
  if (closedAt) return "already-closed";
  const day = toColumn(today);
  const homes = { some: { householdId, OR: [{ until: null }, { until: { gte: day } }] } };
  const elsewhere = { households: homes, NOT: childrenOfOffice(scope) };
  if (!scope.everySite && (await tx.child.count({ where: elsewhere })) > 0) return "child-elsewhere";
  const booked = { householdId, state: "booked" as const, activityDay: { day: { gte: day } } };
  if ((await tx.booking.count({ where: booked })) > 0) return "still-booked";
  return (await due(tx, [householdId])) === 0 ? null : "not-settled";
}
