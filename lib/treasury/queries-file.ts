/** The bytes of a lot in a further format, from what the lot locked: made outside a transaction, since paper takes its time. */
import { communeName } from "@/lib/commune/queries-mail";
import { fromColumn, parisOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { renderLotPaper } from "./pdf-lot";
import { productNames, receiptsInLot } from "./queries";
import { keptFile, lotFile, tillPeriod } from "./queries-lot";
import type { LotFormat } from "./rules";
import { assertPaperAddsUp, lotOf, lotPaper } from "./rules-lot";
import { writeLotWorkbook } from "./xlsx";

/** Null when there is nothing to make: the lot's own format, one that is kept already, or one that such a lot does not have. */
export async function makeLotFile(tx: Tx, lotId: string, format: LotFormat): Promise<Uint8Array | null> {
  const lot = await lotFile(tx, lotId);
  if (lot?.kind !== "receipts" || format === lot.format || (await keptFile(tx, lotId, format))) return null;
  const receipts = await receiptsInLot(tx, lotId);
  if (format === "xlsx") return writeLotWorkbook(lotOf(receipts, lot));
  if (format !== "pdf") return null;
  const [since, until] = [fromColumn(lot.since), fromColumn(lot.until)];
  const { regieId, createdAt, year, number, sha256 } = lot;
  const [town, till, products, regie] = await Promise.all([
    communeName(tx),
    tillPeriod(tx, { regieId, since, until, asOf: createdAt }),
    productNames(tx, regieId, "fr"),
    tx.regie.findUniqueOrThrow({ where: { id: regieId }, select: { name: true } }),
  ]);
  assertPaperAddsUp({ receipts });
  const head = { year, number, sha256, since, until, closedOn: parisOf(createdAt).day };
  return renderLotPaper(lotPaper({ town, regie: regie.name, lot: head, receipts, till, products }), createdAt);
}
