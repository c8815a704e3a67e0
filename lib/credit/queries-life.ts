/** What happened to an issued invoice, document by document, and where it stands: from the ledger's lines, with the papers that they come from. */
import { numberOf } from "@/lib/invoice/rules";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { type Cents, sum } from "@/lib/kernel/money";
import type { EntryKind, Means } from "@/lib/ledger/rules";
import type { Tx } from "@/lib/server/db";
import { type LifeState, lifeState } from "./rules-life";

/** A document that moved what is owed: `id` is of the invoice, credit note or receipt that `number` names. */
export type Paper = { kind: "credit_note" | "receipt"; id: string; number: string };

export type Movement = {
  id: string;
  kind: EntryKind;
  day: CivilDate;
  /** What it takes off what is owed; below zero when it adds. */
  cents: Cents;
  papers: Paper[];
  means: Means | null;
  /** Of a write-off: the decision. */
  decision: string | null;
};

export type Reminded = { level: number; sentOn: CivilDate };
export type Life = {
  state: LifeState;
  dueCents: Cents;
  claimCents: Cents;
  /** Oldest first, without the issue itself. */
  movements: Movement[];
  reminders: Reminded[];
  /** Credit notes on it, and the invoices that replace what they took back. */
  notes: { id: string; number: string; cents: Cents; reason: string | null; replacement: Named | null }[];
  /** Of a credit note or a replacement: what it answers to. */
  answers: (Named & { kind: "invoice" | "credit_note" }) | null;
};
export type Named = { id: string; number: string };

export async function lifeOf(tx: Tx, id: string, today: CivilDate): Promise<Life> {
  const select = { id: true, totalCents: true, dueOn: true, correctsId: true };
  const invoice = await tx.invoice.findUniqueOrThrow({ where: { id }, select });
  const [entries, reminders, notes, answers] = await Promise.all([
    entriesOf(tx, invoice.id),
    tx.reminder.findMany({ where: { invoiceId: invoice.id }, orderBy: { level: "asc" } }),
    notesOn(tx, invoice.id),
    answeredBy(tx, invoice.correctsId),
  ]);
  const movements = await movementsOf(
    tx,
    entries.filter(({ kind }) => kind !== "invoice.issued"),
  );
  const on = (account: string) => sum(entries.flatMap(({ lines }) => centsOf(lines, account)));
  const facts = { dueCents: on("receivable"), claimCents: on("claim"), today };
  const writtenOffCents = sum(movements.map((one) => (one.kind === "debt.written-off" ? one.cents : 0)));
  const creditedCents = sum(notes.map((note) => note.cents));
  const reminded = reminders.at(-1)?.level ?? 0;
  const { totalCents } = invoice;
  const dueOn = invoice.dueOn && fromColumn(invoice.dueOn);
  return {
    state: lifeState({ ...facts, totalCents, dueOn, creditedCents, writtenOffCents, reminded }),
    ...{ dueCents: facts.dueCents, claimCents: facts.claimCents, movements, notes, answers },
    reminders: reminders.map(({ level, sentOn }) => ({ level, sentOn: fromColumn(sentOn) })),
  };
}

type Entry = Awaited<ReturnType<typeof entriesOf>>[number];
const OWED = new Set(["receivable", "claim"]);

async function entriesOf(tx: Tx, invoiceId: string) {
  const rows = await tx.ledgerEntry.findMany({
    where: { lines: { some: { invoiceId } } },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
    include: { lines: { select: { account: true, amountCents: true, invoiceId: true, creditId: true } } },
  });
  return rows.map((row) => ({
    ...row,
    lines: row.lines.filter((line) => (line.invoiceId ?? invoiceId) === invoiceId),
  }));
}

function centsOf(lines: Entry["lines"], account: string): Cents[] {
  return lines.filter((line) => line.account === account).map((line) => line.amountCents);
}

/** What a claim takes from the régie it adds to the comptable: such an entry shows what is handed over. */
function movedCents({ kind, lines }: Entry): Cents {
  if (kind === "claim.handed") return sum(centsOf(lines, "claim"));
  if (kind === "claim.returned") return sum(centsOf(lines, "claim"));
  return -sum(lines.filter(({ account }) => OWED.has(account)).map((line) => line.amountCents));
}

async function movementsOf(tx: Tx, entries: readonly Entry[]): Promise<Movement[]> {
  const sources = entries.map((entry) => entry.sourceId);
  const credits = entries.flatMap(({ lines }) => lines.flatMap((line) => line.creditId ?? []));
  const [papers, writeOffs] = await Promise.all([
    papersOf(tx, [...new Set([...sources, ...credits])]),
    tx.writeOff.findMany({ where: { id: { in: sources } }, select: { id: true, decision: true, decidedOn: true } }),
  ]);
  const decisions = new Map(writeOffs.map((row) => [row.id, row.decision]));
  return entries.map((entry) => {
    const { id, sourceId, lines } = entry;
    const kind = entry.kind as EntryKind;
    const from = kind === "credit.used" ? lines.flatMap((line) => line.creditId ?? []) : [sourceId];
    const found = [...new Set(from)].flatMap((source) => papers.get(source) ?? []);
    return {
      ...{ id, kind, day: fromColumn(entry.day), cents: movedCents(entry) },
      papers: found.map(({ means: _, ...paper }) => paper),
      means: kind.startsWith("payment") ? (found[0]?.means ?? null) : null,
      decision: decisions.get(sourceId) ?? null,
    };
  });
}

type Found = Paper & { means: Means | null };

/** Receipts and credit notes, by their ids: a credit has the id of the paper that opened it. */
async function papersOf(tx: Tx, ids: string[]): Promise<Map<string, Found>> {
  const select = { id: true, year: true, number: true };
  const [receipts, notes] = await Promise.all([
    tx.receipt.findMany({ where: { id: { in: ids } }, select: { ...select, means: true } }),
    tx.invoice.findMany({ where: { id: { in: ids }, kind: "credit_note" }, select }),
  ]);
  const named: Found[] = [
    ...receipts.map((row) => ({ kind: "receipt" as const, id: row.id, number: writtenOf(row), means: row.means })),
    ...notes.map((row) => ({ kind: "credit_note" as const, id: row.id, number: writtenOf(row), means: null })),
  ];
  return new Map(named.map((paper) => [paper.id, paper]));
}

async function notesOn(tx: Tx, invoiceId: string): Promise<Life["notes"]> {
  const rows = await tx.invoice.findMany({
    where: { correctsId: invoiceId, kind: "credit_note", state: "issued" },
    orderBy: [{ year: "asc" }, { number: "asc" }],
    select: { id: true, year: true, number: true, totalCents: true, reason: true },
  });
  const replacements = await tx.invoice.findMany({
    where: { correctsId: { in: rows.map((row) => row.id) }, kind: "invoice" },
    select: { id: true, year: true, number: true, correctsId: true },
  });
  const byNote = groupBy(replacements, (row) => row.correctsId);
  return rows.map((row) => {
    const [again] = byNote.get(row.id) ?? [];
    const replacement = again ? { id: again.id, number: writtenOf(again) } : null;
    return { id: row.id, number: writtenOf(row), cents: row.totalCents, reason: row.reason, replacement };
  });
}

async function answeredBy(tx: Tx, id: string | null): Promise<Life["answers"]> {
  const row =
    id && (await tx.invoice.findUnique({ where: { id }, select: { id: true, year: true, number: true, kind: true } }));
  return row ? { id: row.id, number: writtenOf(row), kind: row.kind } : null;
}

const writtenOf = (row: { year: number | null; number: number | null }): string => numberOf(row) ?? "";
