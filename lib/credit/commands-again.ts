/** The invoice that replaces what a credit note took back, with the right number and price, under its own number (domain rule 3). */
import { allot } from "@/lib/invoice/commands-issue";
import { readDueDays } from "@/lib/invoice/queries-heads";
import { refdetOf } from "@/lib/invoice/rules";
import { addDays } from "@/lib/kernel/civil-date";
import { type Cents, splitFairly } from "@/lib/kernel/money";
import { post } from "@/lib/ledger/commands";
import { invoiceLines } from "@/lib/ledger/rules";
import type { Context } from "@/lib/server/context";
import { keepPaper, type PaperLine } from "./commands-keep";
import type { Creditable, InvoiceLineRow } from "./queries";
import type { CreditPart, CreditPlan } from "./rules";

type Given = { plan: CreditPlan; creditNoteId: string; year: number };

/** Gives the id of the new invoice. The caller records the credit note that it belongs to; its own issue is recorded where it is kept. */
export async function issueAgain(context: Context, found: Creditable, given: Given): Promise<string> {
  const { tx, today } = context;
  const { regieId, householdId, payerId } = found.invoice;
  const { plan, creditNoteId, year } = given;
  const rows = new Map(found.lines.map(({ id, row }) => [id, row]));
  const lines = plan.parts.flatMap((part) => {
    const row = rows.get(part.lineId);
    return row && part.again ? [againLine(row, part, part.again)] : [];
  });
  const number = await allot(context, { regieId, kind: "invoice", year, count: 1 });
  const { code } = await tx.regie.findUniqueOrThrow({ where: { id: regieId }, select: { code: true } });
  const dueOn = addDays(today, await readDueDays(tx));
  const about = { kind: "invoice" as const, correctsId: creditNoteId, reason: null, dueOn };
  const refdet = refdetOf(code, year, number);
  const id = await keepPaper(context, found, { ...about, year, number, refdet, lines });
  const sales = lines.map(({ row, amountCents }) => ({ productCode: row.productCode, amountCents }));
  const booked = invoiceLines({ invoiceId: id, householdId, payerId }, sales);
  await post(context, [{ regieId, kind: "invoice.issued", sourceId: id, day: today, lines: booked }]);
  return id;
}

type Again = { quantity: number; unitCents: Cents; cents: Cents };

/** As many days as are billed anew, from the first; where they are more than the days, the amount is shared among these. */
function againLine(row: InvoiceLineRow, { days }: CreditPart, { quantity, unitCents, cents }: Again): PaperLine {
  const kept = days.slice(0, quantity);
  const parts = splitFairly(
    cents,
    kept.map(() => 1),
  );
  return {
    ...{ row, correctsLineId: null, quantity, unitCents, amountCents: cents },
    days: kept.length > 0 ? kept.map(({ day }) => day) : null,
    charges: kept.map(({ chargeId }, index) => ({ chargeId, cents: parts[index] ?? 0 })),
  };
}
