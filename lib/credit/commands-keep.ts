/**
 * The rows of a credit note and of the invoice that replaces it: written as a draft, frozen by their issue. Next to the lines stand corrections of the
 * charges, so that a correction found later (lib/correction) starts from what is billed after them and gives nothing back twice.
 */
import { CORRECTION } from "@/lib/charge/queries";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { allot } from "@/lib/invoice/commands-issue";
import { readDueDays } from "@/lib/invoice/queries-heads";
import { numberOf, refdetOf } from "@/lib/invoice/rules";
import { addDays, type CivilDate, fromColumn, monthOf, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { type Cents, splitFairly, sum } from "@/lib/kernel/money";
import { post } from "@/lib/ledger/commands";
import { invoiceLines } from "@/lib/ledger/rules";
import type { Context } from "@/lib/server/context";
import type { Creditable, InvoiceLineRow } from "./queries";
import type { CreditPart, CreditPlan } from "./rules";

/** What was issued: of which kind, under which number, in answer to what. */
type Paper = {
  kind: "credit_note" | "invoice";
  year: number;
  number: number;
  refdet: string | null;
  dueOn: CivilDate | null;
  correctsId: string;
  reason: string | null;
  lines: readonly PaperLine[];
};

type PaperLine = {
  row: InvoiceLineRow;
  correctsLineId: string | null;
  quantity: number;
  unitCents: Cents;
  amountCents: Cents;
  /** The days it is about; null leaves those of the line. */
  days: readonly CivilDate[] | null;
  /** What it changes of which charge, below zero on a credit note. */
  charges: readonly { chargeId: string; cents: Cents }[];
};

type Numbered = { plan: CreditPlan; reason: string; year: number; number: number };

/** Gives the id of the credit note. */
export function keepNote(context: Context, found: Creditable, given: Numbered): Promise<string> {
  const { plan, reason, year, number } = given;
  const rows = new Map(found.lines.map(({ id, row }) => [id, row]));
  const lines = plan.parts.flatMap((part) => {
    const row = rows.get(part.lineId);
    return row ? [noteLine(row, part)] : [];
  });
  const about = { kind: "credit_note" as const, refdet: null, dueOn: null, correctsId: found.invoice.id };
  return keepPaper(context, found, { ...about, reason, year, number, lines });
}

function noteLine(row: InvoiceLineRow, { lineId, cents, quantity, unitCents, days }: CreditPart): PaperLine {
  return {
    ...{ row, correctsLineId: lineId, quantity, unitCents, amountCents: cents },
    days: days.length > 0 ? days.map(({ day }) => day) : null,
    charges: days.map((day) => ({ chargeId: day.chargeId, cents: -day.cents })),
  };
}

/** Writes it as a draft with its lines, then issues it: from then on the database lets nothing of it change. */
async function keepPaper(context: Context, { invoice }: Creditable, paper: Paper): Promise<string> {
  const { tx, now, today } = context;
  const { kind, correctsId, reason, year, number, refdet, dueOn, lines } = paper;
  const { regieId, householdId, payerId, month } = invoice;
  const id = newId();
  const corrects = { number: numberOf(invoice) ?? "", issuedOn: invoice.issuedOn && fromColumn(invoice.issuedOn) };
  const recipient = { ...(invoice.recipient as Prisma.InputJsonObject), corrects };
  const totalCents = sum(lines.map((line) => line.amountCents));
  const about = { regieId, householdId, payerId, month, kind, correctsId, reason, totalCents };
  await tx.invoice.create({ data: { id, ...about, state: "draft", recipient, createdAt: now } });
  await tx.invoiceLine.createMany({ data: lines.map((line, position) => lineRow(id, line, position)) });
  await correctCharges(context, id, { invoice, lines });
  const issued = { year, number, refdet, issuedOn: toColumn(today), issuedAt: now, dueOn: dueOn && toColumn(dueOn) };
  await tx.invoice.update({ where: { id }, data: { state: "issued", ...issued } });
  if (kind === "invoice") await recordIssued(context, { id, householdId, payerId, month, totalCents }, paper);
  return id;
}

function lineRow(invoiceId: string, line: PaperLine, position: number): Prisma.InvoiceLineCreateManyInput {
  const { childId, childName, activityId, productCode, labelFr, labelEn } = line.row;
  const { quantity, unitCents, amountCents, correctsLineId, days, charges } = line;
  const detail = line.row.detail as Prisma.InputJsonObject;
  const taken = charges.map(({ chargeId, cents }) => ({ chargeId, cents: -cents }));
  return {
    ...{ id: newId(), invoiceId, position, childId, childName, activityId, productCode, labelFr, labelEn },
    ...{ quantity, unitCents, amountCents, correctsLineId },
    detail: { ...detail, ...(days && { days: [...days], waived: [] }), ...(correctsLineId && { taken }) },
  };
}

type Corrected = { invoice: Creditable["invoice"]; lines: readonly PaperLine[] };

async function correctCharges({ tx, now, today }: Context, invoiceId: string, given: Corrected): Promise<void> {
  const changes = given.lines.flatMap((line) => line.charges).filter(({ cents }) => cents !== 0);
  if (changes.length === 0) return;
  const { householdId } = given.invoice;
  const [charged, corrections] = await Promise.all([
    tx.charge.findMany({ where: { id: { in: changes.map((one) => one.chargeId) } } }),
    tx.charge.findMany({ where: { kind: "correction", householdId }, select: { sourceKey: true } }),
  ]);
  const nextKey = keysAfter(corrections.map(({ sourceKey }) => sourceKey));
  const byId = new Map(charged.map((one) => [one.id, one]));
  await tx.charge.createMany({
    data: changes.flatMap(({ chargeId, cents }) => {
      const { sourceKey, why, ...about } = byId.get(chargeId) ?? missing(chargeId);
      const own = { id: newId(), invoiceId, kind: "correction" as const, month: monthOf(today), createdAt: now };
      const money = { quantity: 1, unitCents: cents, amountCents: cents };
      return [{ ...about, ...own, ...money, sourceKey: nextKey(sourceKey), why: why as Prisma.InputJsonValue }];
    }),
  });
}

function missing(chargeId: string): never {
  throw new Error(`Charge ${chargeId} is not there`);
}

/** « fix:3:use:… »: the next number of the key that is corrected, as in lib/correction. */
function keysAfter(taken: readonly string[]): (sourceKey: string) => string {
  const last = new Map<string, number>();
  for (const key of taken) {
    const base = key.replace(CORRECTION, "");
    last.set(base, Math.max(last.get(base) ?? 0, Number(key.split(":")[1] ?? 0)));
  }
  return (sourceKey) => {
    const base = sourceKey.replace(CORRECTION, "");
    const number = (last.get(base) ?? 0) + 1;
    last.set(base, number);
    return `fix:${number}:${base}`;
  };
}

/** The rows that a document is made of, which its event names: no line and no charge comes without one. */
export async function rowsOf({ tx }: Context, invoiceId: string): Promise<string[]> {
  const [lines, charges] = await Promise.all([
    tx.invoiceLine.findMany({ where: { invoiceId }, orderBy: { position: "asc" }, select: { id: true } }),
    tx.charge.findMany({ where: { invoiceId }, orderBy: { id: "asc" }, select: { id: true } }),
  ]);
  return [...lines, ...charges].map(({ id }) => id);
}

type Issued = { id: string; householdId: string; payerId: string; month: string; totalCents: Cents };

async function recordIssued(context: Context, issued: Issued, { year, number, refdet, dueOn, correctsId }: Paper) {
  const { id, householdId, payerId, month, totalCents } = issued;
  await record(context, {
    type: "invoice.issued",
    subject: { kind: "household", id: householdId },
    object: { kind: "invoice", id },
    body: {
      ...{ month, year, dueOn, payerId, number, refdet, cents: totalCents },
      ...{ sequence: `${year}/${number}`, replaces: correctsId, rows: await rowsOf(context, id) },
    },
  });
}

type Given = { plan: CreditPlan; creditNoteId: string; year: number };

/** The invoice that replaces what a credit note took back, with the right number and price, under its own number; gives its id. The caller records the credit note that it belongs to; its own issue is recorded where it is kept. */
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
  const even = kept.map(() => 1);
  // A line that can't be told by days has no charges to correct.
  const parts = kept.length > 0 ? splitFairly(cents, even) : [];
  return {
    ...{ row, correctsLineId: null, quantity, unitCents, amountCents: cents },
    days: kept.length > 0 ? kept.map(({ day }) => day) : null,
    charges: kept.map(({ chargeId }, index) => ({ chargeId, cents: parts[index] ?? 0 })),
  };
}
