/** The stub book: a régie's receipts by day, means or number, each with what became of it. Payers and amounts, no child. */
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Means } from "@/lib/ledger/rules";
import type { Tx } from "@/lib/server/db";

/** Days are inclusive. `number` is "2026-000123" or "123"; with a number the days do not count. */
export type ReceiptFilter = { regieId: string; since: CivilDate; until: CivilDate; means?: Means; number?: string };

export type ListedReceipt = {
  id: string;
  year: number;
  number: number;
  day: CivilDate;
  means: Means;
  amountCents: Cents;
  payer: string;
  invoice: { year: number; number: number };
  reverses: { year: number; number: number } | null;
  lot: { year: number; number: number } | null;
  slip: { year: number; number: number } | null;
};

const MOST = 500;

/** In the order of their numbers; `total` counts those beyond the first 500 too. */
export async function receiptList(tx: Tx, filter: ReceiptFilter) {
  const where = whereOf(filter);
  const [rows, sums] = await Promise.all([
    tx.receipt.findMany({
      where,
      orderBy: [{ year: "desc" }, { number: "desc" }],
      take: MOST,
      include: { invoice: { select: { year: true, number: true } } },
    }),
    tx.receipt.aggregate({ where, _count: true, _sum: { amountCents: true } }),
  ]);
  const names = await namesOf(tx, rows);
  const listed = rows.map(
    ({ id, year, number, means, amountCents, invoice, ...row }): ListedReceipt => ({
      ...{ id, year, number, means, amountCents, day: fromColumn(row.receivedOn) },
      payer: names.payers.get(row.payerId) ?? "",
      invoice: { year: invoice.year ?? 0, number: invoice.number ?? 0 },
      reverses: names.receipts.get(row.correctsId ?? "") ?? null,
      lot: names.lots.get(row.lotId ?? "") ?? null,
      slip: names.slips.get(row.depositId ?? "") ?? null,
    }),
  );
  return { rows: listed, count: sums._count, totalCents: sums._sum.amountCents ?? 0 };
}

function whereOf({ regieId, since, until, means, number }: ReceiptFilter): Prisma.ReceiptWhereInput {
  const wanted = /^(?:(\d{4})-)?0*(\d{1,7})$/.exec(number ?? "");
  if (wanted) return { regieId, number: Number(wanted[2]), ...(wanted[1] && { year: Number(wanted[1]) }) };
  return { regieId, receivedOn: { gte: toColumn(since), lte: toColumn(until) }, ...(means && { means }) };
}

type Row = { payerId: string; correctsId: string | null; lotId: string | null; depositId: string | null };

async function namesOf(tx: Tx, rows: readonly Row[]) {
  const among = (ids: (string | null)[]) => ({ id: { in: [...new Set(ids.flatMap((id) => id ?? []))] } });
  const select = { id: true, year: true, number: true } as const;
  const [payers, receipts, lots, slips] = await Promise.all([
    tx.payer.findMany({ where: among(rows.map((row) => row.payerId)), select: { id: true, name: true } }),
    tx.receipt.findMany({ where: among(rows.map((row) => row.correctsId)), select }),
    tx.treasuryLot.findMany({ where: among(rows.map((row) => row.lotId)), select }),
    tx.depositSlip.findMany({ where: among(rows.map((row) => row.depositId)), select }),
  ]);
  const byId = (found: readonly { id: string; year: number; number: number }[]) =>
    new Map(found.map(({ id, year, number }) => [id, { year, number }]));
  return {
    payers: new Map(payers.map(({ id, name }) => [id, name])),
    ...{ receipts: byId(receipts), lots: byId(lots), slips: byId(slips) },
  };
}
