/** The till as the books say it: in hand by means, what moved since the last remittance, what is at the bank, and what is asked of the régisseur. */
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import { means } from "@/lib/ledger/rules";
import type { Tx } from "@/lib/server/db";
import { type Amounts, type Due, overCeiling, remittanceDue, type TillLine, tillLines } from "./rules-state";

export type TillState = {
  lines: TillLine[];
  inHandCents: Cents;
  sinceCents: Cents;
  depositedCents: Cents;
  lastRemittance: { id: string; year: number; number: number; day: CivilDate } | null;
  due: Due | null;
  /** Cash above the ceiling, and the ceiling; 0 is none. */
  overCents: Cents;
  ceilingCents: Cents;
};

export async function tillOf(tx: Tx, regieId: string, today: CivilDate): Promise<TillState> {
  const last = await tx.remittance.findFirst({ where: { regieId }, orderBy: [{ year: "desc" }, { number: "desc" }] });
  const [inHand, since, deposited, remitted, { till }] = await Promise.all([
    inHandOf(tx, regieId),
    last ? booksOf(tx, { regieId, recordedAt: { gt: last.createdAt } }) : inHandOf(tx, regieId),
    depositedOf(tx, regieId),
    remittedOf(tx, regieId),
    regieSettingsOf(tx, regieId),
  ]);
  const lines = tillLines({ inHand, since, deposited, remitted });
  const total = (of: (line: TillLine) => Cents) => sum(lines.map(of));
  const [inHandCents, sinceCents] = [total((line) => line.inHandCents), total((line) => line.sinceCents)];
  const from = await dueSince(tx, regieId, { last, leftCents: inHandCents - sinceCents });
  return {
    ...{ lines, inHandCents, sinceCents, depositedCents: total((line) => line.depositedCents) },
    lastRemittance: last && { id: last.id, year: last.year, number: last.number, day: fromColumn(last.remittedOn) },
    due: remittanceDue({ since: from, everyDays: till.remitEveryDays, inHandCents, today }),
    overCents: overCeiling(inHand.cash ?? 0, till.cashCeilingCents),
    ceilingCents: till.cashCeilingCents,
  };
}

/** The means' balances: what was received and not yet paid over. */
export function inHandOf(tx: Tx, regieId: string): Promise<Amounts> {
  return booksOf(tx, { regieId });
}

async function booksOf(tx: Tx, entry: Prisma.LedgerEntryWhereInput): Promise<Amounts> {
  const rows = await tx.ledgerLine.groupBy({
    by: ["account"],
    where: { account: { in: [...means] }, entry },
    _sum: { amountCents: true },
  });
  return Object.fromEntries(rows.map((row) => [row.account, row._sum.amountCents ?? 0]));
}

async function depositedOf(tx: Tx, regieId: string): Promise<Amounts> {
  const rows = await tx.depositSlip.groupBy({ by: ["means"], where: { regieId }, _sum: { totalCents: true } });
  return Object.fromEntries(rows.map((row) => [row.means, row._sum.totalCents ?? 0]));
}

/** What was ever paid over, above zero. */
async function remittedOf(tx: Tx, regieId: string): Promise<Amounts> {
  const books = await booksOf(tx, { regieId, kind: "remittance.made" });
  return Object.fromEntries(Object.entries(books).map(([one, cents]) => [one, -(cents ?? 0)]));
}

type Last = { remittedOn: Date; createdAt: Date } | null;

/** The day from which the interval runs: the last remittance when it left something, else the first receipt after it. */
async function dueSince(tx: Tx, regieId: string, { last, leftCents }: { last: Last; leftCents: Cents }) {
  if (last && leftCents > 0) return fromColumn(last.remittedOn);
  const first = await tx.receipt.findFirst({
    where: { regieId, ...(last && { recordedAt: { gt: last.createdAt } }) },
    orderBy: { receivedOn: "asc" },
    select: { receivedOn: true },
  });
  return first && fromColumn(first.receivedOn);
}
