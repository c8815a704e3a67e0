/** Forty random histories through the real commands: what the family reads, what the régie reads and what the treasury receives agree to the cent. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { issueCreditNote } from "@/lib/credit/commands";
import { writeOff } from "@/lib/credit/commands-write-off";
import { lifeOf } from "@/lib/credit/queries-life";
import { invoicesOf } from "@/lib/invoice/queries";
import { spendCredits } from "@/lib/ledger/commands-credits";
import { dueOf, openCredits, totalsByAccount } from "@/lib/ledger/queries";
import { requestRefund } from "@/lib/refund/commands";
import { orderRefund } from "@/lib/refund/commands-decide";
import { payRefund } from "@/lib/refund/commands-settle";
import type { Context } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { takeCounterPayment } from "@/lib/till/commands-counter";
import { reverseByHand } from "@/lib/till/commands-reverse";
import { searchInvoices } from "@/lib/till/queries-desk";
import { receiptList } from "@/lib/till/queries-receipts";
import { closeLot } from "@/lib/treasury/commands";
import { controlOf } from "@/lib/treasury/queries-control";
import { lotFile } from "@/lib/treasury/queries-lot";
import { agrees } from "@/lib/treasury/rules";
import {
  aHousehold,
  anIssuedInvoice,
  aParent,
  aPayer,
  aRegie,
  aStaffAccount,
  contextFor,
  TODAY,
} from "@/prisma/fixtures";
import { proofsOf } from "./queries";

type Step = { what: keyof typeof steps; which: number; cents: number };
type Ground = Awaited<ReturnType<typeof arrange>>;

async function arrange() {
  const tx = db();
  const [regie, household] = await Promise.all([aRegie(tx), aHousehold(tx)]);
  // Whoever asks for a refund does not order it.
  const [desk, head] = [await aStaffAccount(tx, "regie"), await aStaffAccount(tx, "responsable")];
  const { account, guardian } = await aParent(tx, household.id);
  const name = `Redevable ${household.id}`;
  const payer = await aPayer(tx, { name, guardianId: guardian.id });
  const owner = { regieId: regie.id, householdId: household.id, payerId: payer.id };
  const act = <Value>(work: (context: Context) => Promise<Value>) =>
    transaction((inside) => work(contextFor(inside, { id: desk.id, role: "regie" })));
  const actAsHead = <Value>(work: (context: Context) => Promise<Value>) =>
    transaction((inside) => work(contextFor(inside, { id: head.id, role: "responsable" })));
  return { tx, owner, name, account, act, actAsHead };
}

const pick = <Row>(rows: readonly Row[], which: number): Row | undefined => rows[which % Math.max(rows.length, 1)];
const invoicesIn = ({ tx, owner }: Ground) =>
  tx.invoice.findMany({ where: { ...owner, kind: "invoice" }, include: { lines: true } });

const steps = {
  async issue({ tx, act, owner }: Ground, { cents }: Step) {
    const sales = [{ productCode: "CANT", amountCents: cents }];
    const { id } = await anIssuedInvoice(tx, { ...owner, sales });
    const { regieId, householdId, payerId } = owner;
    const debts = [{ invoiceId: id, householdId, payerId, dueCents: cents }];
    await act((context) => spendCredits(context, { regieId, debts }));
  },
  async pay(ground: Ground, { which, cents }: Step) {
    const invoice = pick(await invoicesIn(ground), which);
    if (!invoice) return;
    const means = which % 3 === 0 ? ("cash" as const) : ("cheque" as const);
    const cheque = { chequeNumber: "1234567", chequeIssuer: "Durand", reference: "" };
    const due = (await dueOf(ground.tx, [invoice.id])).get(invoice.id) ?? 0;
    const amount = which % 3 === 0 ? cents : due + (cents % 400) + 1;
    const wish = { invoiceId: invoice.id, means, amount, receivedOn: TODAY, keepSurplus: true, ...cheque };
    await ground.act((context) => takeCounterPayment(context, wish));
  },
  async reverse({ tx, act, owner }: Ground, { which }: Step) {
    const receipt = pick(await tx.receipt.findMany({ where: { regieId: owner.regieId } }), which);
    const motive = "Encaissé deux fois";
    if (receipt) await act((context) => reverseByHand(context, { receiptId: receipt.id, kind: "mistake", motive }));
  },
  async credit(ground: Ground, { which, cents }: Step) {
    const invoice = pick(await invoicesIn(ground), which);
    const line = invoice?.lines[0];
    if (!invoice || !line) return;
    const picks = [{ lineId: line.id, take: cents, again: which % 3 === 0 ? { quantity: 1, unitCents: 50 } : null }];
    const wish = { invoiceId: invoice.id, picks, cents, reason: "Repas non pris" };
    await ground.act((context) => issueCreditNote(context, wish));
  },
  async giveUp(ground: Ground, { which, cents }: Step) {
    const invoice = pick(await invoicesIn(ground), which);
    if (!invoice) return;
    const due = (await dueOf(ground.tx, [invoice.id])).get(invoice.id) ?? 0;
    const wish = {
      invoiceId: invoice.id,
      amount: Math.min(cents, Math.max(due, 1)),
      decision: "Délibération 12",
      decidedOn: TODAY,
    };
    await ground.act((context) => writeOff(context, wish));
  },
  async refund({ tx, act, actAsHead, owner }: Ground, { which, cents }: Step) {
    const { regieId, householdId } = owner;
    const credit = pick(await openCredits(tx, { regieId, householdIds: [householdId] }), which);
    if (!credit) return;
    const amount = Math.min(cents, credit.leftCents);
    const wish = { creditId: credit.creditId, amount, reason: "Départ de la commune" };
    const asked = await actAsHead((context) => requestRefund(context, wish, null));
    if (!asked.ok) return;
    for (const refundId of asked.refundIds) {
      const ordered = await act((context) => orderRefund(context, { refundId }));
      const paid = { refundId, paidOn: TODAY, reference: "VIR 12" };
      if (ordered.ok && which % 2 === 0) await act((context) => payRefund(context, paid));
    }
  },
} as const;

async function compareScreens(ground: Ground): Promise<void> {
  const { tx, act, owner, name, account } = ground;
  const scope = await mintFamilyScope(tx, account.id, TODAY);
  if (!scope) throw new Error("a parent has a scope");
  const family = await invoicesOf(tx, scope);
  const desk = await act((context) => searchInvoices(context, name));
  const dues = (rows: readonly { id: string; dueCents: number }[]) =>
    new Map(rows.map((row) => [row.id, row.dueCents]));
  expect(dues(desk)).toEqual(dues(family));
  const ids = family.map((row) => row.id);
  expect(await dueOf(tx, ids)).toEqual(dues(family));
  for (const { id, dueCents } of family) {
    expect((await lifeOf(tx, id, TODAY)).dueCents).toBe(dueCents);
    expect(dueCents).toBeGreaterThanOrEqual(0);
  }
  const [proof] = await proofsOf(tx, { month: "2026-11", regieId: owner.regieId });
  expect(proof?.faults).toEqual([]);
  const owed = family.reduce((total, row) => total + row.dueCents, 0);
  expect([proof?.totals.invoices, proof?.totals.dueCents]).toEqual([family.length, owed]);
  expect((await totalsByAccount(tx, owner.regieId)).receivable ?? 0).toBe(owed);
}

/** The stub book, the control of the books and the lot's file. */
async function compareExport({ tx, act, owner }: Ground): Promise<number> {
  const period = { regieId: owner.regieId, since: "2026-11-01", until: "2026-11-30" };
  expect((await controlOf(tx, period)).filter((gap) => !agrees(gap))).toEqual([]);
  const { rows, totalCents } = await receiptList(tx, period);
  if (rows.length === 0) return 0;
  const lot = await act((context) => closeLot(context, period));
  if (!lot.ok) throw new Error(lot.reason);
  const file = await lotFile(tx, lot.lotId);
  const lines = Buffer.from(file?.bytes ?? [])
    .toString("utf8")
    .split("\r\n")
    .slice(1)
    .map((line) => line.split(";"));
  const sumOf = (natures: string[]) =>
    lines.filter(([nature = ""]) => natures.includes(nature)).reduce((total, cells) => total + Number(cells[7]), 0);
  expect([sumOf(["encaissement", "annulation"]), sumOf(["total"])]).toEqual([totalCents, totalCents]);
  return rows.length;
}

it("agree after forty histories", { timeout: 240_000 }, async () => {
  const step = fc.record({
    what: fc.constantFrom(...(Object.keys(steps) as Step["what"][])),
    which: fc.nat(30),
    cents: fc.integer({ min: 1, max: 5000 }),
  });
  const first = { what: "issue" as const, which: 0 };
  const histories = fc.sample(fc.array(step, { minLength: 6, maxLength: 12, size: "max" }), {
    numRuns: 40,
    seed: 2026,
  });
  let receipts = 0;
  for (const [index, history] of histories.entries()) {
    const ground = await arrange();
    for (const one of [{ ...first, cents: 900 + index }, { ...first, cents: 4321 }, ...history])
      await steps[one.what](ground, one);
    await compareScreens(ground);
    receipts += await compareExport(ground);
  }
  expect(receipts).toBeGreaterThan(20);
  // Every kind of step really happened: histories that do nothing prove nothing.
  expect(await db().invoice.count({ where: { kind: "credit_note" } })).toBeGreaterThan(20);
  expect(await db().invoice.count({ where: { kind: "invoice", correctsId: { not: null } } })).toBeGreaterThan(5);
  expect(await db().writeOff.count()).toBeGreaterThan(20);
  expect(await db().refund.count({ where: { state: { in: ["ordered", "paid"] } } })).toBeGreaterThan(1);
  expect(await db().ledgerEntry.count({ where: { kind: "credit.used" } })).toBeGreaterThan(3);
});
