/** The lots of a régie, their files, and what the till held over a lot's days. */
import { addDays, type CivilDate, fromColumn, instantOf, toColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { means } from "@/lib/ledger/rules";
import type { Tx } from "@/lib/server/db";
import { type TillPeriod, tillPeriodOf } from "./rules-lot";

export type LotHead = {
  id: string;
  kind: string;
  year: number;
  number: number;
  since: CivilDate;
  until: CivilDate;
  receipts: number;
  totalCents: Cents;
  sha256: string;
  createdAt: Date;
  regieCode: string;
};

const head = {
  id: true,
  kind: true,
  regieId: true,
  year: true,
  number: true,
  since: true,
  until: true,
  receipts: true,
  totalCents: true,
  sha256: true,
  createdAt: true,
} as const;

/** Lots of receipts, the latest first. */
export async function lotsOf(tx: Tx, where: { regieId: string; since?: CivilDate; until?: CivilDate }) {
  const { regieId, since, until } = where;
  const rows = await tx.treasuryLot.findMany({
    where: {
      regieId,
      kind: "receipts",
      ...(since && { since: toColumn(since) }),
      ...(until && { until: toColumn(until) }),
    },
    orderBy: [{ year: "desc" }, { number: "desc" }],
    select: head,
    take: 100,
  });
  const regie = await tx.regie.findUnique({ where: { id: regieId }, select: { code: true } });
  return rows.map(({ regieId: _, ...row }): LotHead => {
    return { ...row, since: fromColumn(row.since), until: fromColumn(row.until), regieCode: regie?.code ?? "" };
  });
}

/** A lot with its first bytes. */
export async function lotFile(tx: Tx, id: string) {
  const lot = await tx.treasuryLot.findUnique({ where: { id } });
  const regie = lot && (await tx.regie.findUnique({ where: { id: lot.regieId }, select: { code: true } }));
  return lot && regie ? { ...lot, regieCode: regie.code } : null;
}

/** A further format of a lot, once it was made. */
export function keptFile(tx: Tx, lotId: string, format: string) {
  return tx.treasuryLotFile.findUnique({ where: { lotId_format: { lotId, format } } });
}

/** The number of the role or slip of titles that a lot is: what its file is named after. */
export async function slipNumberOf(tx: Tx, lotId: string): Promise<{ exer: number; bordereau: number } | null> {
  return tx.treasuryClaim.findFirst({ where: { lotId }, select: { exer: true, bordereau: true } });
}

/** What the means of a régie held and did over days (both included), as far as it was written down by `asOf`. */
export async function tillPeriod(
  tx: Tx,
  asked: { regieId: string; since: CivilDate; until: CivilDate; asOf: Date },
): Promise<TillPeriod> {
  const { regieId, since, until, asOf } = asked;
  const known = { regieId, recordedAt: { lte: asOf } };
  const account = { in: [...means] };
  const [opening, moves] = await Promise.all([
    tx.ledgerLine.aggregate({
      where: { account, entry: { ...known, day: { lt: toColumn(since) } } },
      _sum: { amountCents: true },
    }),
    tx.ledgerLine.findMany({
      where: { account, entry: { ...known, day: { gte: toColumn(since), lte: toColumn(until) } } },
      select: { amountCents: true, entry: { select: { kind: true } } },
    }),
  ]);
  const told = moves.map(({ amountCents, entry }) => ({ kind: entry.kind, cents: amountCents }));
  return tillPeriodOf(opening._sum.amountCents ?? 0, told);
}

/** Roles and slips of titles handed over between two days of Paris (both included), the oldest first. */
export async function slipsHandedOver(
  tx: Tx,
  { regieId, since, until }: { regieId: string; since: CivilDate; until: CivilDate },
): Promise<string[]> {
  const createdAt = { gte: instantOf(`${since}T00:00`), lt: instantOf(`${addDays(until, 1)}T00:00`) };
  const rows = await tx.treasuryLot.findMany({
    where: { regieId, kind: { in: ["roles", "titles"] }, createdAt },
    orderBy: [{ year: "asc" }, { number: "asc" }],
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
