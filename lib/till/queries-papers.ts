/** What the régisseur prints and signs: deposit slips, remittances, handovers. Payers' names stand on a slip, since the bank reads them on the cheques. */
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import { type Means, means } from "@/lib/ledger/rules";
import type { Tx } from "@/lib/server/db";
import { type PaperMeans, paperMeans } from "./rules";
import type { Amounts, Counted } from "./rules-state";

export type Paper = {
  id: string;
  year: number;
  number: number;
  day: CivilDate;
  means: Means;
  amountCents: Cents;
  payer: string;
  chequeNumber: string | null;
  chequeIssuer: string | null;
  reference: string | null;
};

/** Cheques and titles that no slip holds; one that was taken back is not among them. By means, then number. */
export async function papersInHand(tx: Tx, regieId: string): Promise<(Paper & { means: PaperMeans })[]> {
  const rows = await readPapers(tx, {
    regieId,
    depositId: null,
    means: { in: [...paperMeans] },
    amountCents: { gt: 0 },
  });
  const reversed = await tx.receipt.findMany({
    where: { correctsId: { in: rows.map((row) => row.id) } },
    select: { correctsId: true },
  });
  const gone = new Set(reversed.map((row) => row.correctsId));
  return rows.flatMap((row) => {
    const by = paperMeans.find((one) => one === row.means);
    return by && !gone.has(row.id) ? [{ ...row, means: by }] : [];
  });
}

type ReceiptWhere = NonNullable<Parameters<Tx["receipt"]["findMany"]>[0]>["where"];

async function readPapers(tx: Tx, where: ReceiptWhere & object): Promise<Paper[]> {
  const rows = await tx.receipt.findMany({ where, orderBy: [{ year: "asc" }, { number: "asc" }] });
  const payers = await tx.payer.findMany({
    where: { id: { in: rows.map((row) => row.payerId) } },
    select: { id: true, name: true },
  });
  const names = new Map(payers.map((payer) => [payer.id, payer.name]));
  return rows.map(({ id, year, number, receivedOn, payerId, ...row }) => ({
    ...{ id, year, number, day: fromColumn(receivedOn), payer: names.get(payerId) ?? "" },
    ...{ means: row.means, amountCents: row.amountCents, reference: row.reference },
    ...{ chequeNumber: row.chequeNumber, chequeIssuer: row.chequeIssuer },
  }));
}

export type SlipHead = {
  id: string;
  year: number;
  number: number;
  means: Means;
  day: CivilDate;
  receipts: number;
  totalCents: Cents;
};

/** The latest first. */
export async function slipsOf(tx: Tx, regieId: string): Promise<SlipHead[]> {
  const rows = await tx.depositSlip.findMany({
    where: { regieId },
    orderBy: [{ year: "desc" }, { number: "desc" }],
    take: 100,
  });
  return rows.map(({ depositedOn, ...row }) => ({ ...row, day: fromColumn(depositedOn) }));
}

export async function printedSlip(tx: Tx, id: string) {
  const slip = await tx.depositSlip.findUnique({ where: { id } });
  if (!slip) return null;
  const [regie, papers, by] = await Promise.all([
    tx.regie.findUnique({ where: { id: slip.regieId }, select: { name: true } }),
    readPapers(tx, { depositId: id }),
    nameOf(tx, slip.createdById),
  ]);
  return { ...slip, day: fromColumn(slip.depositedOn), regie: regie?.name ?? "", papers, by };
}

async function nameOf(tx: Tx, accountId: string | null): Promise<string> {
  const account =
    accountId &&
    (await tx.account.findUnique({ where: { id: accountId }, select: { firstName: true, lastName: true } }));
  return account ? `${account.firstName} ${account.lastName}` : "";
}

/** The latest first. */
export async function remittancesOf(tx: Tx, regieId: string) {
  const rows = await tx.remittance.findMany({
    where: { regieId },
    orderBy: [{ year: "desc" }, { number: "desc" }],
    take: 100,
  });
  return rows.map(({ id, year, number, remittedOn, totalCents, amounts }) => ({
    ...{ id, year, number, totalCents, day: fromColumn(remittedOn), amounts: amountsIn(amounts) },
  }));
}

export async function printedRemittance(tx: Tx, id: string) {
  const row = await tx.remittance.findUnique({ where: { id } });
  if (!row) return null;
  const [regie, by] = await Promise.all([
    tx.regie.findUnique({ where: { id: row.regieId }, select: { name: true } }),
    nameOf(tx, row.createdById),
  ]);
  return { ...row, amounts: amountsIn(row.amounts), day: fromColumn(row.remittedOn), regie: regie?.name ?? "", by };
}

function amountsIn(value: unknown): Amounts {
  if (typeof value !== "object" || value === null) return {};
  const known = value as Record<string, unknown>;
  return Object.fromEntries(
    means.flatMap((one) => (typeof known[one] === "number" ? [[one, known[one]] as const] : [])),
  );
}

export function countedIn(value: unknown): Counted {
  const { cash = 0, cheque = 0, cesu = 0, voucher = 0 } = amountsIn(value);
  return { cash, cheque, cesu, voucher };
}

/** The latest first; only the first one can still be accepted. */
export async function handoversOf(tx: Tx, regieId: string) {
  const rows = await tx.tillHandover.findMany({
    where: { regieId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 50,
  });
  const accounts = await tx.account.findMany({
    where: { id: { in: rows.flatMap(({ fromId, toId }) => [fromId, toId]) } },
    select: { id: true, firstName: true, lastName: true },
  });
  const names = new Map(accounts.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`]));
  return rows.map(({ id, fromId, toId, booked, counted, note, createdAt, acceptedAt }, index) => ({
    ...{ id, fromId, toId, note, createdAt, acceptedAt, isLatest: index === 0 },
    ...{ from: names.get(fromId) ?? "", to: names.get(toId) ?? "" },
    ...{ booked: countedIn(booked), counted: countedIn(counted) },
  }));
}

/** Who may take a till over: the régie's other active accounts. */
export function successorsOf(tx: Tx, accountId: string) {
  return tx.account.findMany({
    where: { role: "regie", activatedAt: { not: null }, closedAt: null, id: { not: accountId } },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    select: { id: true, firstName: true, lastName: true },
  });
}
