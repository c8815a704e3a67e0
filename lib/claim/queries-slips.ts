/** The claims that were handed over: by the number of a piece, by lot, and the numbers that come next. */
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import type { PesKind } from "@/lib/pes/rules";
import type { Tx } from "@/lib/server/db";
import type { ClaimState } from "./rules";

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

/** What a form proposes for a role and for titles of the present year. */
export async function nextSlips(tx: Tx, today: CivilDate) {
  const exer = Number(today.slice(0, 4));
  const [role, title] = await Promise.all([
    nextNumbers(tx, { kind: "role", exer }),
    nextNumbers(tx, { kind: "title", exer }),
  ]);
  return { role: role.bordereau, title: title.bordereau, firstPiece: title.firstPiece };
}

/** A payer as the form that completes a debtor shows it. */
export function payerOf(tx: Tx, payerId: string) {
  return tx.payer.findUnique({
    where: { id: payerId },
    select: {
      id: true,
      name: true,
      kind: true,
      civility: true,
      addressLine: true,
      postalCode: true,
      city: true,
      countryCode: true,
    },
  });
}

/** A role or slip of titles with its lot. */
export async function slipOf(tx: Tx, lotId: string) {
  const lot = await tx.treasuryLot.findUnique({
    where: { id: lotId },
    select: { id: true, year: true, number: true, kind: true, sha256: true, totalCents: true, createdAt: true },
  });
  return lot && lot.kind !== "receipts" ? lot : null;
}
