/** Writes payments: attempts, receipts with their numbers, entries in the books, and the events of each. */
import { allot } from "@/lib/invoice/commands-issue";
import { parisOf, toColumn } from "@/lib/kernel/civil-date";
import { post } from "@/lib/ledger/commands";
import { paymentLines } from "@/lib/ledger/rules";
import { type Actor, contextOf, systemContext } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { Trace } from "../life/journal";
import { groupBy } from "../rows";
import type { Paid } from "./payments";

/** PayFiP's client number, as the régie's contract has it. */
export type Desk = { regieId: string; numcli: string; treasurer: Actor };

export async function writePayments(tx: Tx, paid: readonly Paid[], desk: Desk): Promise<Trace[]> {
  await tx.paymentAttempt.createMany({ data: paid.flatMap((one) => attemptRow(one, desk.numcli)) });
  const numbered = await numberByYear(tx, paid, desk);
  await tx.receipt.createMany({
    data: numbered.map(({ year, ...one }) => ({
      id: one.id,
      regieId: desk.regieId,
      year,
      number: one.number,
      invoiceId: one.bill.id,
      householdId: one.bill.householdId,
      payerId: one.bill.payerId,
      attemptId: one.online?.attemptId ?? null,
      means: one.means,
      amountCents: one.bill.totalCents,
      receivedOn: toColumn(one.day),
      recordedAt: one.at,
      recordedById: one.online ? null : desk.treasurer.accountId,
      ...(one.means === "cheque" && { chequeNumber: `00${4100 + one.number}`, chequeIssuer: one.home.story.name }),
    })),
  });
  for (const group of groupBy(paid, ({ day }) => day).values()) await enterInBooks(tx, group, desk);
  return numbered.flatMap((one) => tracesOf(one, desk));
}

type Numbered = Paid & { year: number };

/** Receipts are numbered without a hole in the year of their day. */
async function numberByYear(tx: Tx, paid: readonly Paid[], { regieId }: Desk): Promise<Numbered[]> {
  const numbered: Numbered[] = [];
  for (const [year, list] of groupBy(paid, ({ day }) => day.slice(0, 4))) {
    const [{ at } = { at: null }] = list;
    if (!at) continue;
    const asked = { regieId, kind: "receipt", year: Number(year), count: list.length };
    const first = await allot(systemContext(tx, at), asked);
    numbered.push(...list.map((one, index) => ({ ...one, year: Number(year), number: first + index })));
  }
  return numbered;
}

function attemptRow({ online, bill, means, at }: Paid, numcli: string) {
  if (!online || (means !== "card" && means !== "debit")) return [];
  const { moment } = parisOf(at);
  return [
    {
      id: online.attemptId,
      invoiceId: bill.id,
      householdId: bill.householdId,
      accountId: online.accountId,
      gateway: "service",
      numcli,
      mode: "T",
      refdet: bill.refdet ?? "",
      amountCents: bill.totalCents,
      idop: online.attemptId,
      state: means === "card" ? ("paid_card" as const) : ("paid_debit" as const),
      means,
      paidAt: at,
      paidAtRaw: moment,
      createdAt: at,
      polls: 1,
      closedAt: at,
    },
  ];
}

async function enterInBooks(tx: Tx, group: readonly Paid[], { regieId, treasurer }: Desk): Promise<void> {
  const last = group.at(-1);
  if (!last) return;
  await post(
    contextOf(tx, last.at, { actor: treasurer, channel: "counter", net: null }),
    group.map(({ id, bill, means, day }) => ({
      regieId,
      kind: "payment.received",
      sourceId: id,
      day,
      lines: paymentLines(debtOf(bill), means, bill.totalCents),
    })),
  );
}

function debtOf({ id, householdId, payerId }: Paid["bill"]) {
  return { invoiceId: id, householdId, payerId };
}

function tracesOf(one: Numbered, { treasurer }: Desk): Trace[] {
  const { bill, means, online, day, number, year } = one;
  const subject = { kind: "household" as const, id: bill.householdId };
  const invoice = { invoiceId: bill.id, invoiceYear: bill.year, invoiceNumber: bill.number, month: bill.month };
  const cents = bill.totalCents;
  const body = { year, number, means, cents, day, ...invoice, attemptId: online?.attemptId ?? null };
  const receipt = {
    at: one.at,
    actor: online ? null : treasurer,
    event: { type: "receipt.recorded" as const, subject, object: { kind: "receipt", id: one.id }, body },
  };
  if (!online) return [receipt];
  const object = { kind: "payment", id: online.attemptId };
  const parent = online.accountId ? ({ accountId: online.accountId, role: "parent" } as const) : null;
  const event = means === "card" ? "payment.paid-by-card" : "payment.paid-by-debit";
  const after = means === "card" ? "paid_card" : "paid_debit";
  const outcome = { event, before: "pending", after, invoiceId: bill.id, cents, means };
  return [
    { at: one.at, actor: parent, event: { type: "payment.started", subject, object, body: { ...invoice, cents } } },
    { at: one.at, actor: null, event: { type: "payment.confirmed", subject, object, body: outcome } },
    receipt,
  ];
}
