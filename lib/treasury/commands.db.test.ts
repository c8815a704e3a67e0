/** Lots on a real database: numbered, locked, the same bytes twice, equal to the books, and one for two people who close at once. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { lockInvoice, recordReceipt } from "@/lib/payment/commands-receipt";
import { payableOf } from "@/lib/payment/queries";
import { db, transaction } from "@/lib/server/db";
import { takeCounterPayment } from "@/lib/till/commands-counter";
import {
  aHousehold,
  anAccount,
  anIssuedInvoice,
  aPayer,
  aRegie,
  contextFor,
  journalOf,
  TODAY,
} from "@/prisma/fixtures";
import { closeLot, deliverLot } from "./commands";
import { booksOf, controlOf } from "./queries-control";
import { agrees } from "./rules";

const NOVEMBER = { since: "2026-11-01", until: "2026-11-30" };
const SALES = [
  { productCode: "CANT", amountCents: 6352 },
  { productCode: "GARD", amountCents: 3130 },
];

async function aTill() {
  const tx = db();
  const [regie, household, payer, regisseur] = [
    await aRegie(tx),
    await aHousehold(tx),
    await aPayer(tx, { name: "=Camille;Durand" }),
    await anAccount(tx, { role: "regie" }),
  ];
  const ids = { regieId: regie.id, householdId: household.id, payerId: payer.id };
  return { regie, regisseur, invoice: () => anIssuedInvoice(db(), { ...ids, sales: SALES }) };
}

type Till = Awaited<ReturnType<typeof aTill>>;

function receive(till: Till, invoiceId: string, wish: { means: "cash" | "cheque"; amount: number; on?: string }) {
  const { means, amount, on = TODAY } = wish;
  const cheque = means === "cheque" ? ["1234567", "Camille Durand"] : ["", ""];
  const [chequeNumber = "", chequeIssuer = ""] = cheque;
  return transaction((tx) =>
    takeCounterPayment(contextFor(tx, till.regisseur), {
      ...{ invoiceId, means, amount, receivedOn: on, chequeNumber, chequeIssuer, reference: "", keepSurplus: false },
    }),
  );
}

async function payOnline(till: Till, invoiceId: string, amountCents: number) {
  await transaction(async (tx) => {
    const context = contextFor(tx, till.regisseur);
    await lockInvoice(tx, invoiceId);
    const invoice = await payableOf(tx, invoiceId, null);
    if (!invoice) throw new Error("no invoice");
    await recordReceipt(context, { invoice, means: "card", amountCents, receivedOn: TODAY });
  });
}

const close = (till: Till) =>
  transaction((tx) => closeLot(contextFor(tx, till.regisseur), { regieId: till.regie.id, ...NOVEMBER }));

async function closed(till: Till) {
  const lot = await close(till);
  if (!lot.ok) throw new Error(lot.reason);
  return lot;
}

const deliver = (till: Till, lotId: string) =>
  transaction(async (tx) => {
    const delivery = await deliverLot(contextFor(tx, till.regisseur), lotId);
    if (!delivery) throw new Error("no lot");
    return delivery;
  });

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");

describe("a lot", () => {
  it("holds the receipts of its period by means and product, and comes to what the books hold", async () => {
    const till = await aTill();
    const [first, second] = [await till.invoice(), await till.invoice()];
    await payOnline(till, first.id, 9482);
    await receive(till, second.id, { means: "cash", amount: 5000 });
    await receive(till, second.id, { means: "cheque", amount: 4482 });
    const { lotId } = await closed(till);
    const { bytes, fileName, totalCents } = await deliver(till, lotId);
    const rows = textOf(bytes)
      .trimEnd()
      .split("\r\n")
      .map((row) => row.split(";"));
    expect(fileName).toBe(`lot-${till.regie.code}-2026-000001.csv`);
    expect(totalCents).toBe(18_964);
    expect(rows.filter(([nature]) => nature === "total-produit").map((row) => [row[6], row[7], row[8]])).toEqual([
      ["CANT", "12704", "127,04"],
      ["GARD", "6260", "62,60"],
    ]);
    const books = await booksOf(db(), { regieId: till.regie.id });
    expect(books).toEqual({ card: 9482, cash: 5000, cheque: 4482 });
    expect(
      Object.fromEntries(rows.filter(([nature]) => nature === "total-moyen").map((row) => [row[5], Number(row[7])])),
    ).toEqual(books);
  });

  it("is the same to the byte the second time, and says that it is a copy", async () => {
    const till = await aTill();
    await receive(till, (await till.invoice()).id, { means: "cash", amount: 100 });
    const first = await closed(till);
    const original = await deliver(till, first.lotId);
    const again = await closed(till);
    expect(again).toEqual({ ok: true, lotId: first.lotId, isCopy: true });
    const copy = await deliver(till, again.lotId);
    expect(Buffer.from(copy.bytes).equals(Buffer.from(original.bytes))).toBe(true);
    expect([original.isCopy, copy.isCopy, copy.fileName.endsWith("-copie.csv")]).toEqual([false, true, true]);
    expect(copy.sha256).toBe(createHash("sha256").update(copy.bytes).digest("hex"));
    const journal = (await journalOf(db())).filter((event) => event.object === `lot/${first.lotId}`);
    expect(journal.map((event) => event.type)).toEqual([
      "treasury.lot-made",
      "treasury.lot-delivered",
      "treasury.lot-copied",
    ]);
  });

  it("is left as it is by a late receipt, which goes into the next", async () => {
    const till = await aTill();
    await receive(till, (await till.invoice()).id, { means: "cash", amount: 100 });
    const first = await closed(till);
    const before = await deliver(till, first.lotId);
    await receive(till, (await till.invoice()).id, { means: "cash", amount: 250, on: "2026-11-10" });
    const second = await closed(till);
    expect(second).toMatchObject({ isCopy: false });
    const next = await deliver(till, second.lotId);
    expect([next.fileName, next.totalCents]).toEqual([`lot-${till.regie.code}-2026-000002.csv`, 250]);
    expect((await deliver(till, first.lotId)).sha256).toBe(before.sha256);
    expect(await db().receipt.count({ where: { regieId: till.regie.id, lotId: null } })).toBe(0);
  });

  it("is one when two people close the same period at once", async () => {
    const till = await aTill();
    await receive(till, (await till.invoice()).id, { means: "cash", amount: 100 });
    const lots = await Promise.all([closed(till), closed(till), closed(till)]);
    expect(new Set(lots.map((lot) => lot.lotId)).size).toBe(1);
    expect(lots.filter((lot) => !lot.isCopy)).toHaveLength(1);
    expect(await db().treasuryLot.count({ where: { regieId: till.regie.id } })).toBe(1);
  });

  it("does not exist for a period without any receipt", async () => {
    const till = await aTill();
    expect(await close(till)).toEqual({ ok: false, reason: "empty" });
  });

  it("shows a spreadsheet no formula", async () => {
    const till = await aTill();
    await receive(till, (await till.invoice()).id, { means: "cash", amount: 100 });
    const { bytes } = await deliver(till, (await closed(till)).lotId);
    expect(textOf(bytes)).toContain(`"'=Camille;Durand"`);
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
});

describe("money at the counter", () => {
  it("is refused above what is due, in the future, or once all is paid, and nothing is written but the refusal", async () => {
    const till = await aTill();
    const invoice = await till.invoice();
    expect(await receive(till, invoice.id, { means: "cash", amount: 9483 })).toMatchObject({ reason: "too-much" });
    const tomorrow = { means: "cash", amount: 100, on: "2026-11-24" } as const;
    expect(await receive(till, invoice.id, tomorrow)).toMatchObject({ reason: "future" });
    expect(await db().receipt.count({ where: { invoiceId: invoice.id } })).toBe(0);
    expect(await receive(till, invoice.id, { means: "cash", amount: 9482 })).toMatchObject({ ok: true, number: 1 });
    expect(await receive(till, invoice.id, { means: "cash", amount: 1 })).toMatchObject({ reason: "nothing-due" });
  });

  it("is taken once when two desks take the whole of it at once, and the numbers have no hole", async () => {
    const till = await aTill();
    const invoice = await till.invoice();
    const takes = await Promise.all(
      Array.from({ length: 6 }, () => receive(till, invoice.id, { means: "cash", amount: 9482 })),
    );
    expect(takes.filter((take) => take.ok)).toHaveLength(1);
    await receive(till, (await till.invoice()).id, { means: "cheque", amount: 9482 });
    const numbers = await db().receipt.findMany({ where: { regieId: till.regie.id }, orderBy: { number: "asc" } });
    expect(numbers.map((receipt) => receipt.number)).toEqual([1, 2]);
  });
});

it("finds books, receipts and PayFiP to differ when a card receipt has no payment behind it", async () => {
  const till = await aTill();
  await receive(till, (await till.invoice()).id, { means: "cash", amount: 100 });
  const period = { regieId: till.regie.id, ...NOVEMBER };
  expect((await controlOf(db(), period)).every(agrees)).toBe(true);
  await payOnline(till, (await till.invoice()).id, 9482);
  expect((await controlOf(db(), period)).filter((gap) => !agrees(gap))).toEqual([
    { means: "card", ledgerCents: 9482, receiptsCents: 9482, providerCents: 0 },
  ]);
});
