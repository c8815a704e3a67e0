/** Whether FranceConnect opens an account, and since when. */
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

export async function linkedSince(tx: Tx, accountId: string): Promise<CivilDate | null> {
  const link = await tx.outsideIdentity.findUnique({ where: { accountId }, select: { linkedAt: true } });
  return link ? parisOf(link.linkedAt).day : null;
}
