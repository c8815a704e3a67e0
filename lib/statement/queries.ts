/** Files and their lines as the régie reads them: what came, what it was matched with, what waits. References and amounts, no child. */
import { movedBy } from "@/lib/claim/queries-moved";
import type { Moved } from "@/lib/claim/rules-answer";
import type { Prisma, StatementLine } from "@/lib/generated/prisma/client";
import { fromColumn, parisOf } from "@/lib/kernel/civil-date";
import { writtenNumber } from "@/lib/payment/rules-telling";
import type { Detail, FileKind, LineKind } from "@/lib/reading/schema";
import type { Tx } from "@/lib/server/db";
import { factsFor } from "./queries-facts";
import { type Line, takenKey, weigherOf } from "./rules-match";
import type { CandidateTold, ImportHead, LineFilter, LineState, LineTold } from "./rules-told";
import type { ImportReport, MatchKind, MatchRule } from "./schema";

export async function importsOf(tx: Tx, regieId: string, take = 50): Promise<ImportHead[]> {
  const rows = await tx.statementImport.findMany({
    where: { regieId },
    orderBy: { createdAt: "desc" },
    take,
    omit: { bytes: true },
  });
  return rows.map(headOf);
}

export async function importById(tx: Tx, id: string): Promise<ImportHead | null> {
  const row = await tx.statementImport.findUnique({ where: { id }, omit: { bytes: true } });
  return row && headOf(row);
}

type Row = Omit<Prisma.StatementImportGetPayload<object>, "bytes">;

function headOf({ id, regieId, kind, fileName, sha256, createdAt, report }: Row): ImportHead {
  return {
    ...{ id, regieId, fileName, sha256, kind: kind as FileKind },
    ...{ moment: parisOf(createdAt).moment, report: report as unknown as ImportReport },
  };
}

const PAGE = 50;

export type LineSearch = { regieId: string; importId?: string; filter: LineFilter; page: number };

export async function linesPage(
  tx: Tx,
  search: LineSearch,
  size = PAGE,
): Promise<{ lines: LineTold[]; count: number; pages: number }> {
  const where = whereOf(search);
  const count = await tx.statementLine.count({ where });
  const rows = await tx.statementLine.findMany({
    where,
    orderBy: search.importId ? { position: "asc" } : [{ day: "asc" }, { lineKey: "asc" }],
    skip: (search.page - 1) * size,
    take: size,
  });
  return { lines: await toldOf(tx, rows), count, pages: Math.max(1, Math.ceil(count / size)) };
}

function whereOf({ regieId, importId, filter }: LineSearch): Prisma.StatementLineWhereInput {
  const state = filter === "aside" ? ("set_aside" as const) : filter;
  return { regieId, ...(importId && { importId }), ...(state !== "all" && { state }) };
}

/** How many lines are in each state, of one file or of the régie. */
export async function countsOf(
  tx: Tx,
  where: { regieId: string; importId?: string },
): Promise<Record<LineState, number>> {
  const rows = await tx.statementLine.groupBy({ by: ["state"], where, _count: true });
  const counts = { open: 0, proposed: 0, matched: 0, set_aside: 0 };
  for (const { state, _count } of rows) counts[state] = _count;
  return counts;
}

async function toldOf(tx: Tx, rows: readonly StatementLine[]): Promise<LineTold[]> {
  const names = await namesOf(
    tx,
    rows.flatMap(({ matchKind, matchId }) =>
      matchKind && matchId ? [{ kind: matchKind as MatchKind, id: matchId }] : [],
    ),
  );
  return rows.map((row) => {
    const detail = row.detail as Detail;
    const { id, amountCents, reference, label, state, matchKind, matchId } = row;
    const match =
      matchKind && matchId
        ? {
            ...{ kind: matchKind as MatchKind, id: matchId, confidence: row.confidence ?? 0 },
            ...{ rule: row.matchRule as MatchRule, name: names.get(`${matchKind}/${matchId}`) ?? "" },
          }
        : null;
    return {
      ...{ id, amountCents, reference, label, state, match, kind: row.kind as LineKind, day: fromColumn(row.day) },
      ...{ party: String(detail.party ?? ""), aside: String(detail.aside ?? "") },
    };
  });
}

type Named = { kind: MatchKind; id: string };

/** What a person calls what a line was matched with: the number of an invoice, a receipt, a slip; empty for what has no number. */
export async function namesOf(tx: Tx, list: readonly Named[]): Promise<Map<string, string>> {
  const idsOf = (...kinds: MatchKind[]) => ({
    in: list.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id),
  });
  const select = { id: true, year: true, number: true } as const;
  const [attempts, receipts, remittances, deposits, batches, debits, claims] = await Promise.all([
    tx.paymentAttempt.findMany({ where: { id: idsOf("attempt") }, select: { id: true, invoiceId: true } }),
    tx.receipt.findMany({ where: { id: idsOf("receipt") }, select }),
    tx.remittance.findMany({ where: { id: idsOf("remittance") }, select }),
    tx.depositSlip.findMany({ where: { id: idsOf("deposit") }, select }),
    tx.debitBatch.findMany({ where: { id: idsOf("batch") }, select }),
    tx.debitItem.findMany({ where: { id: idsOf("debit") }, select: { id: true, invoiceId: true } }),
    tx.treasuryClaim.findMany({ where: { id: idsOf("claim") }, select: { id: true, invoiceId: true } }),
  ]);
  const through = [
    ...attempts.map((one) => ({ ...one, kind: "attempt" })),
    ...debits.map((one) => ({ ...one, kind: "debit" })),
    ...claims.map((one) => ({ ...one, kind: "claim" })),
  ];
  const invoiceIds = [...through.map(({ invoiceId }) => invoiceId), ...idsOf("invoice").in];
  const invoices = await tx.invoice.findMany({ where: { id: { in: invoiceIds } }, select });
  const written = ({ year, number }: { year: number | null; number: number | null }) =>
    writtenNumber({ year: year ?? 0, number: number ?? 0 });
  const numberOf = new Map(invoices.map((invoice) => [invoice.id, written(invoice)]));
  const named = { receipt: receipts, remittance: remittances, deposit: deposits, batch: batches, invoice: invoices };
  return new Map([
    ...Object.entries(named).flatMap(([kind, all]) => all.map((one) => [`${kind}/${one.id}`, written(one)] as const)),
    ...through.map(({ kind, id, invoiceId }) => [`${kind}/${id}`, numberOf.get(invoiceId) ?? ""] as const),
  ]);
}

/** One line with all that it may be, the surest first. */
export async function lineToDecide(
  tx: Tx,
  lineId: string,
): Promise<{
  line: LineTold;
  regieId: string;
  importId: string;
  candidates: CandidateTold[];
  moved: Moved | null;
} | null> {
  const row = await tx.statementLine.findUnique({ where: { id: lineId } });
  if (!row) return null;
  const { regieId, importId, lineKey, amountCents, reference, label } = row;
  const line: Line = {
    ...{ id: row.id, kind: row.kind as LineKind, lineKey, day: fromColumn(row.day) },
    ...{ amountCents, reference, label, detail: row.detail as Detail },
  };
  const facts = await factsFor(tx, regieId, { lines: [line], fresh: [] });
  const free = weigherOf(facts)(line).filter((one) => !facts.taken.has(takenKey(one, amountCents)));
  const candidates = free.sort((a, b) => b.confidence - a.confidence).slice(0, 10);
  const names = await namesOf(tx, candidates);
  const [told] = await toldOf(tx, [row]);
  if (!told) return null;
  const named = candidates.map((one) => ({ ...one, name: names.get(`${one.kind}/${one.id}`) ?? "" }));
  return { line: told, regieId, importId, candidates: named, moved: await movedOf(tx, told) };
}

async function movedOf(tx: Tx, { id, match }: LineTold): Promise<Moved | null> {
  if (match?.kind === "claim") return movedBy(tx, id, { id: match.id });
  return match?.kind === "bordereau" ? movedBy(tx, id, { lotId: match.id }) : null;
}
