/** Where many invoices stand at once, for lists: one read whatever their number. The same rule as on the page of each. */
import { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Tx } from "@/lib/server/db";
import { type LifeState, lifeState } from "./rules-life";

export type Standing = { state: LifeState; dueCents: Cents; claimCents: Cents; reminded: number };

type Sums = { id: string; due: number | string; claim: number | string; writtenOff: number | string };

/** Of issued invoices; an id that is none is absent. */
export async function standingsOf(tx: Tx, ids: readonly string[], today: CivilDate): Promise<Map<string, Standing>> {
  if (ids.length === 0) return new Map();
  const [invoices, sums, notes, reminders] = await Promise.all([
    tx.invoice.findMany({
      where: { id: { in: [...ids] }, kind: "invoice", state: "issued" },
      select: { id: true, totalCents: true, dueOn: true },
    }),
    readSums(tx, ids),
    tx.invoice.groupBy({
      by: ["correctsId"],
      where: { correctsId: { in: [...ids] }, kind: "credit_note", state: "issued" },
      _sum: { totalCents: true },
    }),
    tx.reminder.groupBy({ by: ["invoiceId"], where: { invoiceId: { in: [...ids] } }, _max: { level: true } }),
  ]);
  const sumBy = new Map(sums.map((row) => [row.id, row]));
  const noteBy = new Map(notes.map((row) => [row.correctsId, row._sum.totalCents ?? 0]));
  const levelBy = new Map(reminders.map((row) => [row.invoiceId, row._max.level ?? 0]));
  return new Map(
    invoices.map(({ id, totalCents, dueOn }) => {
      const own = sumBy.get(id);
      const [dueCents, claimCents] = [Number(own?.due ?? 0), Number(own?.claim ?? 0)];
      const reminded = levelBy.get(id) ?? 0;
      const state = lifeState({
        ...{ totalCents, dueCents, claimCents, reminded, today },
        creditedCents: noteBy.get(id) ?? 0,
        writtenOffCents: Number(own?.writtenOff ?? 0),
        dueOn: dueOn && fromColumn(dueOn),
      });
      return [id, { state, dueCents, claimCents, reminded }];
    }),
  );
}

function readSums(tx: Tx, ids: readonly string[]): Promise<Sums[]> {
  return tx.$queryRaw<Sums[]>`
    SELECT l.invoice_id AS id, SUM(IF(l.account = 'receivable', l.amount_cents, 0)) AS due,
      SUM(IF(l.account = 'claim', l.amount_cents, 0)) AS claim,
      SUM(IF(l.account = 'written_off', l.amount_cents, 0)) AS writtenOff
    FROM ledger_line l
    WHERE l.invoice_id IN (${Prisma.join([...ids])}) AND l.account IN ('receivable', 'claim', 'written_off')
    GROUP BY l.invoice_id`;
}
