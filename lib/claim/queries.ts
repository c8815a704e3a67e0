/**
 * What may be handed over to the comptable, what each invoice still lacks for it, and the claims that were. Money and debtors only:
 * no child's record.
 */
import { holdsOf } from "@/lib/dunning/queries";
import { addressesOf } from "@/lib/household/queries-facts";
import { addressOn } from "@/lib/household/rules";
import { ofMonth } from "@/lib/i18n/dates";
import { type CivilDate, type CivilMonth, fromColumn } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import type { Cents } from "@/lib/kernel/money";
import { dueOf } from "@/lib/ledger/queries";
import { writtenNumber } from "@/lib/payment/rules-telling";
import type { PesKind } from "@/lib/pes/rules";
import type { DebtorFacts } from "@/lib/pes/rules-debtor";
import type { Owed } from "@/lib/pes/rules-role";
import type { Tx } from "@/lib/server/db";
import { type ClaimState, isLive, type Keep, keepsBack } from "./rules";

export type Candidate = Owed & {
  regieId: string;
  householdId: string;
  payerId: string;
  payer: string;
  month: CivilMonth;
  issuedOn: CivilDate;
  dueOn: CivilDate | null;
  /** The last letter sent; 0 is none. */
  reminderLevel: number;
  keep: Keep | null;
};

export type CandidateFilter = "late" | "reminded" | "all";

/** Invoices of a régie with something left to pay, the oldest first. `ids` are those that a hand-over asks about. */
export async function candidatesOf(
  tx: Tx,
  asked: { regieId: string; today: CivilDate; filter: CandidateFilter; ids?: readonly string[] },
): Promise<Candidate[]> {
  const owing = asked.ids ?? (await owingIds(tx, asked.regieId));
  const rows = await tx.invoice.findMany({
    where: { id: { in: [...owing] }, regieId: asked.regieId, kind: "invoice", state: "issued" },
    orderBy: [{ year: "asc" }, { number: "asc" }],
    include: { lines: { select: { productCode: true, amountCents: true } } },
  });
  const ids = rows.map(({ id }) => id);
  const [due, holds, levels, live, debtors] = await Promise.all([
    dueOf(tx, ids),
    holdsOf(tx, ids),
    tx.reminder.groupBy({ by: ["invoiceId"], where: { invoiceId: { in: ids } }, _max: { level: true } }),
    liveClaims(tx, ids),
    debtorsOf(tx, { rows, today: asked.today }),
  ]);
  const levelOf = new Map(levels.map((row) => [row.invoiceId, row._max.level ?? 0]));
  const found = rows.map((row): Candidate => {
    const [dueCents, dueOn] = [due.get(row.id) ?? 0, row.dueOn && fromColumn(row.dueOn)];
    const debtor = debtors.get(row.payerId) as Debtor;
    const number = { year: row.year ?? 0, number: row.number ?? 0 };
    return {
      ...{
        invoiceId: row.id,
        regieId: row.regieId,
        householdId: row.householdId,
        payerId: row.payerId,
        dueOn,
        dueCents,
      },
      ...{ month: row.month, sales: row.lines, totalCents: row.totalCents, payer: debtor.name, debtor: debtor.facts },
      ...number,
      issuedOn: row.issuedOn ? fromColumn(row.issuedOn) : asked.today,
      subject: `Facture ${writtenNumber(number)} ${ofMonth("fr", row.month)}`,
      reminderLevel: levelOf.get(row.id) ?? 0,
      keep: keepsBack({ dueCents, hasLiveClaim: live.has(row.id), holds: holds.get(row.id) ?? [] }),
    };
  });
  return found.filter((one) => passes(one, asked.filter, asked.today));
}

function passes({ dueOn, reminderLevel }: Candidate, filter: CandidateFilter, today: CivilDate): boolean {
  if (filter === "reminded") return reminderLevel > 0;
  return filter === "all" || (dueOn !== null && dueOn < today);
}

async function owingIds(tx: Tx, regieId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT i.id FROM invoice i JOIN (
      SELECT invoice_id, SUM(amount_cents) AS due FROM ledger_line WHERE account = 'receivable' AND invoice_id IS NOT NULL
      GROUP BY invoice_id HAVING due > 0) d ON d.invoice_id = i.id
    WHERE i.regie_id = ${regieId} AND i.state = 'issued' AND i.kind = 'invoice'
    ORDER BY i.year, i.number LIMIT 5000`;
  return rows.map(({ id }) => id);
}

async function liveClaims(tx: Tx, invoiceIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.treasuryClaim.findMany({
    where: { invoiceId: { in: [...invoiceIds] } },
    select: { invoiceId: true, state: true },
  });
  return new Set(rows.filter(({ state }) => isLive(state)).map(({ invoiceId }) => invoiceId));
}

type Debtor = { name: string; facts: DebtorFacts };
type Billed = { payerId: string; householdId: string };

/** Payers with the address that a letter of today would bear: their own, else that of the household they live in. */
async function debtorsOf(
  tx: Tx,
  { rows, today }: { rows: readonly Billed[]; today: CivilDate },
): Promise<Map<string, Debtor>> {
  const payers = await tx.payer.findMany({
    where: { id: { in: rows.map(({ payerId }) => payerId) } },
    include: {
      guardian: {
        select: {
          ...{ firstName: true, lastName: true },
          memberships: { select: { householdId: true, until: true }, orderBy: { since: "asc" } },
        },
      },
    },
  });
  const billed = new Map(rows.map((row) => [row.payerId, row.householdId]));
  const homes = new Map(payers.map((payer) => [payer.id, homeOf(payer, billed.get(payer.id) ?? "")]));
  const addresses = groupBy(await addressesOf(tx, [...new Set(homes.values())]), ({ householdId }) => householdId);
  return new Map(
    payers.map((payer) => {
      const home = addressOn(addresses.get(homes.get(payer.id) ?? "") ?? [], today);
      const { id, kind, guardian, civility, countryCode } = payer;
      const own = payer.addressLine
        ? { line: payer.addressLine, more: null, postalCode: payer.postalCode ?? "", city: payer.city ?? "" }
        : home && { line: home.line, more: home.more, postalCode: home.postalCode, city: home.city };
      const person = { lastName: guardian?.lastName ?? null, firstName: guardian?.firstName ?? null };
      const name = guardian ? `${guardian.firstName} ${guardian.lastName}` : payer.name;
      return [id, { name, facts: { id, kind, civility, ...person, address: own && { ...own, countryCode } } }];
    }),
  );
}

type Homes = { guardian: { memberships: { householdId: string; until: Date | null }[] } | null };

function homeOf({ guardian }: Homes, billed: string): string {
  const own = (guardian?.memberships ?? []).filter(({ until }) => until === null).map((row) => row.householdId);
  return own.includes(billed) || own.length === 0 ? billed : (own[0] ?? billed);
}

export type ClaimRow = {
  id: string;
  lotId: string;
  invoiceId: string;
  exer: number;
  bordereau: number;
  piece: number;
  debtNumber: string;
  amountCents: Cents;
  state: ClaimState;
};

/** The claims that a line of a return speaks of: one piece, or without a number all of its bordereau. */
export async function claimsOfPiece(
  tx: Tx,
  said: { exer: number; bordereau: number; piece?: number; kind?: PesKind },
): Promise<ClaimRow[]> {
  const { exer, bordereau, piece, kind } = said;
  return tx.treasuryClaim.findMany({
    where: {
      ...{ exer, bordereau },
      ...(piece !== undefined && { piece }),
      ...(kind && { lot: { kind: kind === "role" ? "roles" : "titles" } }),
    },
    orderBy: { piece: "asc" },
    select: {
      ...{ id: true, lotId: true, invoiceId: true, exer: true, bordereau: true, piece: true, debtNumber: true },
      ...{ amountCents: true, state: true },
    },
  });
}

export type SlipHead = {
  id: string;
  year: number;
  number: number;
  kind: PesKind;
  exer: number;
  bordereau: number;
  sha256: string;
  totalCents: Cents;
  createdAt: Date;
  states: { state: ClaimState; count: number; cents: Cents }[];
};

/** Roles and slips of titles of a régie with the states of their claims, the latest first. */
export async function slipsOf(tx: Tx, regieId: string): Promise<SlipHead[]> {
  const lots = await tx.treasuryLot.findMany({
    where: { regieId, kind: { in: ["roles", "titles"] } },
    orderBy: [{ year: "desc" }, { number: "desc" }],
    take: 100,
    select: { id: true, year: true, number: true, kind: true, sha256: true, totalCents: true, createdAt: true },
  });
  const totals = await tx.treasuryClaim.groupBy({
    by: ["lotId", "exer", "bordereau", "state"],
    where: { lotId: { in: lots.map(({ id }) => id) } },
    _sum: { amountCents: true },
    _count: true,
  });
  return lots.map(({ kind, ...lot }) => {
    const own = totals.filter(({ lotId }) => lotId === lot.id);
    const states = own.map((row) => ({ state: row.state, count: row._count, cents: row._sum.amountCents ?? 0 }));
    const { exer = 0, bordereau = 0 } = own[0] ?? {};
    return { ...lot, kind: kind === "roles" ? "role" : "title", exer, bordereau, states };
  });
}

export type ClaimListed = ClaimRow & {
  number: string;
  payer: string;
  collectedCents: Cents;
  takenOn: CivilDate | null;
};

/** One slip, article by article. */
export async function claimsOf(tx: Tx, lotId: string): Promise<ClaimListed[]> {
  const rows = await tx.treasuryClaim.findMany({ where: { lotId }, orderBy: { piece: "asc" } });
  const invoiceIds = rows.map(({ invoiceId }) => invoiceId);
  const [invoices, collected] = await Promise.all([
    tx.invoice.findMany({
      where: { id: { in: invoiceIds } },
      select: { id: true, year: true, number: true, payerId: true },
    }),
    tx.ledgerLine.groupBy({
      by: ["invoiceId"],
      where: { account: "treasury_collected", invoiceId: { in: invoiceIds } },
      _sum: { amountCents: true },
    }),
  ]);
  const payers = await tx.payer.findMany({
    where: { id: { in: invoices.map(({ payerId }) => payerId) } },
    select: { id: true, name: true },
  });
  const names = new Map(payers.map(({ id, name }) => [id, name]));
  const paid = new Map(collected.map((row) => [row.invoiceId, row._sum.amountCents ?? 0]));
  return rows.map(({ takenOn, answer: _, updatedAt: __, ...row }) => {
    const invoice = invoices.find(({ id }) => id === row.invoiceId);
    return {
      ...row,
      number: writtenNumber({ year: invoice?.year ?? 0, number: invoice?.number ?? 0 }),
      payer: names.get(invoice?.payerId ?? "") ?? "",
      collectedCents: paid.get(row.invoiceId) ?? 0,
      takenOn: takenOn && fromColumn(takenOn),
    };
  });
}

/** What the treasury's own file counts on: the number that follows the last one of the year, of any régie of the commune. */
export async function nextNumbers(tx: Tx, asked: { kind: PesKind; exer: number }) {
  const { _max } = await tx.treasuryClaim.aggregate({
    where: { exer: asked.exer, lot: { kind: asked.kind === "role" ? "roles" : "titles" } },
    _max: { bordereau: true, piece: true },
  });
  return { bordereau: (_max.bordereau ?? 0) + 1, firstPiece: asked.kind === "role" ? 1 : (_max.piece ?? 0) + 1 };
}
