/** What one line of a return moved: a line about a whole role moves many claims, each with its own part. From the books. */
import { sum } from "@/lib/kernel/money";
import type { Tx } from "@/lib/server/db";
import { claimMoves, type Moved, type MovedClaim, sourceOf } from "./rules-answer";

/** A role may have thousands of claims. */
const MOST_SHOWN = 100;

/** In the order of the invoices, the first of them by name. A claim that only changed its state is not among them. */
export async function movedBy(tx: Tx, lineId: string, claims: { id: string } | { lotId: string }): Promise<Moved> {
  const rows = await tx.treasuryClaim.findMany({ where: claims, select: { id: true, invoiceId: true } });
  const sourceIds = rows.map(({ id }) => sourceOf(id, lineId));
  const [invoices, entries] = await Promise.all([
    tx.invoice.findMany({
      where: { id: { in: rows.map(({ invoiceId }) => invoiceId) } },
      orderBy: [{ year: "asc" }, { number: "asc" }],
      select: { id: true, year: true, number: true },
    }),
    tx.ledgerEntry.findMany({
      where: { sourceId: { in: sourceIds } },
      select: { kind: true, sourceId: true, lines: { where: { account: "claim" }, select: { amountCents: true } } },
    }),
  ]);
  const entryBySource = new Map(entries.map((entry) => [entry.sourceId, entry]));
  const entryOf = new Map(rows.map(({ invoiceId }, at) => [invoiceId, entryBySource.get(sourceIds[at] ?? "")]));
  const moved = invoices.flatMap(({ id, year, number }): MovedClaim[] => {
    const entry = entryOf.get(id);
    const what = claimMoves.find((one) => one === entry?.kind);
    if (!entry || !what) return [];
    const cents = -sum(entry.lines.map(({ amountCents }) => amountCents));
    return [{ invoiceId: id, year: year ?? 0, number: number ?? 0, what, cents }];
  });
  return { shown: moved.slice(0, MOST_SHOWN), count: moved.length, totalCents: sum(moved.map(({ cents }) => cents)) };
}
