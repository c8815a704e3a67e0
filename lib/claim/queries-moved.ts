/** What one line of a return moved: a line about a whole role moves many claims, each with its own part. From the books. */
import { sum } from "@/lib/kernel/money";
import type { Tx } from "@/lib/server/db";
import { claimMoves, type Moved, sourceOf } from "./rules-answer";

/** In the order of the invoices. A claim that only changed its state is not among them. */
export async function movedBy(tx: Tx, lineId: string, claims: { id: string } | { lotId: string }): Promise<Moved[]> {
  const rows = await tx.treasuryClaim.findMany({ where: claims, select: { id: true, invoiceId: true } });
  const invoiceOf = new Map(rows.map(({ id, invoiceId }) => [sourceOf(id, lineId), invoiceId]));
  const entries = await tx.ledgerEntry.findMany({
    where: { sourceId: { in: [...invoiceOf.keys()] } },
    select: { kind: true, sourceId: true, lines: { where: { account: "claim" }, select: { amountCents: true } } },
  });
  const invoices = await tx.invoice.findMany({
    where: { id: { in: entries.flatMap(({ sourceId }) => invoiceOf.get(sourceId) ?? []) } },
    orderBy: [{ year: "asc" }, { number: "asc" }],
    select: { id: true, year: true, number: true },
  });
  return invoices.flatMap(({ id, year, number }) =>
    entries.flatMap(({ kind, sourceId, lines }) => {
      const what = claimMoves.find((one) => one === kind);
      if (!what || invoiceOf.get(sourceId) !== id) return [];
      const cents = -sum(lines.map(({ amountCents }) => amountCents));
      return [{ invoiceId: id, year: year ?? 0, number: number ?? 0, what, cents }];
    }),
  );
}
