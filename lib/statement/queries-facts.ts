/** What the lines of a régie are weighed against: read in bulk, whatever the number of lines. Payers' names and amounts, no child. */
import { Prisma } from "@/lib/generated/prisma/client";
import { addDays, type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { idOfName } from "@/lib/kernel/ids";
import { dueOf } from "@/lib/ledger/queries";
import { type AttemptState, isBooked } from "@/lib/payment/rules";
import type { Tx } from "@/lib/server/db";
import {
  type AttemptFact,
  type ClaimFact,
  type DebitFact,
  type Facts,
  type InvoiceFact,
  type Line,
  type MovedFact,
  numbersIn,
  refdetsIn,
  takenKey,
} from "./rules-match";

const CHUNK = 2000;

/** A list of ids too long for one question is asked in parts. */
export async function inChunks<Key, Row>(keys: Iterable<Key>, ask: (part: Key[]) => Promise<Row[]>): Promise<Row[]> {
  const all = [...new Set(keys)];
  const rows: Row[] = [];
  for (let start = 0; start < all.length; start += CHUNK) {
    // One answer can be longer than a call takes arguments.
    for (const row of await ask(all.slice(start, start + CHUNK))) rows.push(row);
  }
  return rows;
}

/** `fresh` are those of `lines` that the database does not hold yet. */
export async function factsFor(
  tx: Tx,
  regieId: string,
  { lines, fresh }: { lines: readonly Line[]; fresh: readonly Line[] },
): Promise<Facts> {
  const [listed, bank] = [lines.filter(({ kind }) => kind === "list"), lines.filter(({ kind }) => kind === "bank")];
  const treasury = lines.filter(({ kind }) => kind.startsWith("pes"));
  const attempts = await attemptFacts(tx, regieId, listed);
  const tried = new Set(attempts.map(({ refdet }) => refdet));
  const untried = listed.map(({ reference }) => reference).filter((reference) => !tried.has(reference));
  const known = await invoiceFacts(tx, regieId, bank);
  const facts = {
    attempts,
    invoices: [...(await untriedInvoices(tx, regieId, untried)), ...known],
    debits: await debitFacts(tx, bank),
    claims: await claimFacts(tx, regieId, treasury),
    ...(await movedFacts(tx, regieId, { bank, fresh })),
  };
  return { ...facts, taken: await takenOf(tx, facts) };
}

const STANDING: Partial<Record<AttemptState, AttemptFact["standing"]>> = {
  suspect: "doubtful",
  amount_differs: "doubtful",
  rejected_later: "rejected",
};

const ATTEMPT = Prisma.sql`
  SELECT attempt.id, attempt.refdet, attempt.amount_cents, attempt.answered_cents, attempt.state, attempt.means, attempt.idop,
    attempt.numauto, attempt.paid_at, attempt.paid_at_raw, attempt.created_at
  FROM payment_attempt attempt JOIN invoice ON invoice.id = attempt.invoice_id`;

type AttemptRow = {
  id: string;
  refdet: string;
  amount_cents: number;
  answered_cents: number | null;
  state: AttemptState;
  means: string | null;
  idop: string | null;
  numauto: string | null;
  paid_at: Date | null;
  paid_at_raw: string | null;
  created_at: Date;
};

/** Plain rows: a list of a large town has ten thousand. */
async function attemptFacts(tx: Tx, regieId: string, lines: readonly Line[]): Promise<AttemptFact[]> {
  const refdets = lines.map(({ reference }) => reference);
  const named = lines.flatMap(({ detail }) => (detail.idop ? [String(detail.idop)] : []));
  const found = [
    ...(await inChunks(
      refdets,
      (part) =>
        tx.$queryRaw<
          AttemptRow[]
        >`${ATTEMPT} WHERE invoice.regie_id = ${regieId} AND invoice.refdet IN (${Prisma.join(part)})`,
    )),
    ...(await inChunks(
      named,
      (part) =>
        tx.$queryRaw<
          AttemptRow[]
        >`${ATTEMPT} WHERE invoice.regie_id = ${regieId} AND attempt.idop IN (${Prisma.join(part)})`,
    )),
  ];
  return [...new Map(found.map((attempt) => [attempt.id, attempt])).values()].map(attemptFact);
}

function attemptFact(row: AttemptRow): AttemptFact {
  const { id, refdet, state } = row;
  return {
    ...{ id, refdet },
    amountCents: isBooked(state) ? (row.answered_cents ?? row.amount_cents) : row.amount_cents,
    day: row.paid_at_raw?.slice(0, 10) ?? parisOf(row.paid_at ?? row.created_at).day,
    standing: isBooked(state) ? "paid" : (STANDING[state] ?? "asked"),
    isDebit: row.means === "debit",
    operations: [row.idop, row.numauto].flatMap((name) => name || []),
  };
}

/** Those that the account's movements name, and all that are still owed: a payer may only sign with a name. */
async function invoiceFacts(tx: Tx, regieId: string, bank: readonly Line[]): Promise<InvoiceFact[]> {
  if (bank.length === 0) return [];
  const texts = bank.map(({ label, reference }) => `${label} ${reference}`);
  const select = { id: true, refdet: true, year: true, number: true, payerId: true } as const;
  const where = { regieId, kind: "invoice", state: "issued" } as const;
  const numbers = texts.flatMap(numbersIn).map((text) => Number(text.split("-")[1]));
  const rows = [
    ...(await inChunks(texts.flatMap(refdetsIn), (part) =>
      tx.invoice.findMany({ where: { ...where, refdet: { in: part } }, select }),
    )),
    ...(await inChunks(numbers, (part) => tx.invoice.findMany({ where: { ...where, number: { in: part } }, select }))),
    ...(await inChunks(await openInvoiceIds(tx, regieId), (part) =>
      tx.invoice.findMany({ where: { ...where, id: { in: part } }, select }),
    )),
  ];
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
  const due = new Map(
    await inChunks(
      unique.map(({ id }) => id),
      async (part) => [...(await dueOf(tx, part))],
    ),
  );
  const payers = await inChunks(
    unique.map(({ payerId }) => payerId),
    (part) => tx.payer.findMany({ where: { id: { in: part } }, select: { id: true, name: true } }),
  );
  const names = new Map(payers.map(({ id, name }) => [id, name]));
  return unique.map(({ id, refdet, year, number, payerId }) => ({
    ...{ id, refdet: refdet ?? "", year: year ?? 0, number: number ?? 0 },
    ...{ dueCents: due.get(id) ?? 0, payer: names.get(payerId) ?? "" },
  }));
}

/** A reference of PayFiP's list that nobody tried to pay here may still be an invoice's: only its id counts. */
async function untriedInvoices(tx: Tx, regieId: string, refdets: readonly string[]): Promise<InvoiceFact[]> {
  const rows = await inChunks(refdets, (part) =>
    tx.invoice.findMany({
      where: { regieId, kind: "invoice", state: "issued", refdet: { in: part } },
      select: { id: true, refdet: true },
    }),
  );
  return rows.map(({ id, refdet }) => ({ id, refdet: refdet ?? "", year: 0, number: 0, dueCents: 0, payer: "" }));
}

async function openInvoiceIds(tx: Tx, regieId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT line.invoice_id AS id FROM ledger_line line JOIN ledger_entry entry ON entry.id = line.entry_id
    WHERE entry.regie_id = ${regieId} AND line.account = 'receivable' AND line.invoice_id IS NOT NULL
    GROUP BY line.invoice_id HAVING SUM(line.amount_cents) > 0`;
  return rows.map(({ id }) => id);
}

async function debitFacts(tx: Tx, lines: readonly Line[]): Promise<DebitFact[]> {
  const out = lines.filter(({ amountCents }) => amountCents < 0);
  const names = out.flatMap(({ reference, detail }) => [reference, String(detail.endToEndId ?? "")]).filter(Boolean);
  const select = { id: true, endToEndId: true, amountCents: true } as const;
  return inChunks(names, (part) => tx.debitItem.findMany({ where: { endToEndId: { in: part } }, select }));
}

async function claimFacts(tx: Tx, regieId: string, lines: readonly Line[]): Promise<ClaimFact[]> {
  const numbers = lines.map(({ detail }) => Number(detail.bordereau));
  const rows = await inChunks(numbers, (bordereaux) =>
    tx.treasuryClaim.findMany({
      where: { bordereau: { in: bordereaux }, lot: { regieId } },
      select: { id: true, lotId: true, exer: true, bordereau: true, piece: true, debtNumber: true },
    }),
  );
  return rows.map(({ debtNumber, ...claim }) => ({ ...claim, debt: debtNumber }));
}

/** Money that moved together, from a year before the first line to the day after the last. */
async function movedFacts(tx: Tx, regieId: string, { bank, fresh }: { bank: readonly Line[]; fresh: readonly Line[] }) {
  const days = bank.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return { receipts: [], remittances: [], deposits: [], batches: [], payouts: [] };
  const around = { gte: toColumn(addDays(first, -400)), lte: toColumn(addDays(last, 1)) };
  const [receipts, remittances, deposits, batches, payouts] = await Promise.all([
    tx.receipt.findMany({
      where: { regieId, means: "transfer", receivedOn: around, amountCents: { gt: 0 } },
      select: { id: true, receivedOn: true, amountCents: true, reference: true },
    }),
    tx.remittance.findMany({ where: { regieId, remittedOn: around } }),
    tx.depositSlip.findMany({ where: { regieId, depositedOn: around } }),
    tx.debitBatch.findMany({
      where: { regieId, collectOn: around },
      select: { id: true, collectOn: true, totalCents: true },
    }),
    tx.statementLine.groupBy({
      by: ["day"],
      where: { regieId, kind: "list", day: around },
      _sum: { amountCents: true },
    }),
  ]);
  const whole = (id: string, day: Date, amountCents: number) => ({ id, day: fromColumn(day), amountCents });
  return {
    receipts: receipts.map((row) => ({
      ...whole(row.id, row.receivedOn, row.amountCents),
      reference: row.reference ?? "",
    })),
    remittances: remittances.map((row) => whole(row.id, row.remittedOn, row.totalCents)),
    deposits: deposits.map((row) => whole(row.id, row.depositedOn, row.totalCents)),
    batches: batches.map((row) => whole(row.id, row.collectOn, row.totalCents)),
    payouts: payoutsOf(regieId, [
      ...payouts.map((row) => ({ day: fromColumn(row.day), amountCents: row._sum.amountCents ?? 0 })),
      ...fresh.filter(({ kind }) => kind === "list"),
    ]),
  };
}

function payoutsOf(regieId: string, parts: readonly { day: CivilDate; amountCents: number }[]): MovedFact[] {
  const totals = new Map<CivilDate, number>();
  for (const { day, amountCents } of parts) totals.set(day, (totals.get(day) ?? 0) + amountCents);
  return [...totals].map(([day, amountCents]) => ({ id: payoutId(regieId, day), day, amountCents }));
}

/** What PayFiP paid out for a day has no row of its own: it is known by its day. */
export function payoutId(regieId: string, day: CivilDate): string {
  return idOfName("payout", `${regieId}/${day}`);
}

/** What confirmed lines hold already. */
async function takenOf(tx: Tx, facts: Omit<Facts, "taken">): Promise<ReadonlySet<string>> {
  const ids = Object.values(facts).flatMap((list: readonly { id: string }[]) => list.map(({ id }) => id));
  const rows = await inChunks(ids, (part) =>
    tx.statementLine.findMany({
      where: { state: "matched", matchId: { in: part }, matchKind: { notIn: ["claim", "bordereau", "case"] } },
      select: { matchKind: true, matchId: true, amountCents: true },
    }),
  );
  const keyOf = ({ matchKind, matchId, amountCents }: (typeof rows)[number]) =>
    takenKey({ kind: matchKind ?? "", id: matchId ?? "" }, amountCents);
  return new Set(rows.map(keyOf));
}
