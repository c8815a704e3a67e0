/** What a posted target is worth: of this régie or not, and how much money on the account. An id from a browser is believed for neither. */
import { fromColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Tx } from "@/lib/server/db";
import { payoutId } from "./queries-facts";
import type { MatchKind } from "./schema";

type Named = { kind: MatchKind; id: string };

/** Files of debits, debits, claims and roles; the other kinds are held against the régie where they are read. */
export async function isOfRegie(tx: Tx, regieId: string, { kind, id }: Named): Promise<boolean> {
  if (kind === "batch") return (await tx.debitBatch.count({ where: { id, regieId } })) > 0;
  if (kind === "debit") return (await tx.debitItem.count({ where: { id, batch: { regieId } } })) > 0;
  if (kind === "claim") return (await tx.treasuryClaim.count({ where: { id, lot: { regieId } } })) > 0;
  if (kind === "bordereau") return (await tx.treasuryLot.count({ where: { id, regieId } })) > 0;
  return true;
}

/** As a movement of the account: a remittance leaves it. Null when the régie has no such thing. */
export async function targetCents(
  tx: Tx,
  { regieId }: { regieId: string },
  { kind, id }: Named,
): Promise<Cents | null> {
  const where = { id, regieId };
  if (kind === "receipt") return (await tx.receipt.findFirst({ where }))?.amountCents ?? null;
  if (kind === "deposit") return (await tx.depositSlip.findFirst({ where }))?.totalCents ?? null;
  if (kind === "payout") return payoutCents(tx, regieId, id);
  if (kind !== "remittance") return null;
  const remittance = await tx.remittance.findFirst({ where });
  return remittance && -remittance.totalCents;
}

async function payoutCents(tx: Tx, regieId: string, id: string): Promise<Cents | null> {
  const days = await tx.statementLine.groupBy({
    by: ["day"],
    where: { regieId, kind: "list" },
    _sum: { amountCents: true },
  });
  return days.find(({ day }) => payoutId(regieId, fromColumn(day)) === id)?._sum.amountCents ?? null;
}
