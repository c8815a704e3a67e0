/** Lots on a real database: numbered, locked, the same bytes twice, equal to the books, and one for two people who close at once. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { lockInvoice, recordReceipt } from "@/lib/payment/commands-receipt";
import { payableOf } from "@/lib/payment/queries";
import { db, transaction } from "@/lib/server/db";
import { makeRemittance } from "@/lib/till/commands";
import { takeCounterPayment } from "@/lib/till/commands-counter";
import { remittanceSchema } from "@/lib/till/schema";
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
import { receiptsInLot } from "./queries";
import { booksOf, controlOf } from "./queries-control";
import { makeLotFile } from "./queries-file";
import { tillPeriod } from "./queries-lot";
import { agrees, type LotFormat } from "./rules";
import { SURPLUS, summaryOf } from "./rules-lot";

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

function receive(
  till: Till,
  invoiceId: string,
  wish: { means: "cash" | "cheque"; amount: number; on?: string; keepSurplus?: boolean },
) {
  const { means, amount, on = TODAY, keepSurplus = false } = wish;
  const cheque = means === "cheque" ? ["1234567", "Camille Durand"] : ["", ""];
  const [chequeNumber = "", chequeIssuer = ""] = cheque;
  return transaction((tx) =>
    takeCounterPayment(contextFor(tx, till.regisseur), {
      ...{ invoiceId, means, amount, receivedOn: on, chequeNumber, chequeIssuer, reference: "", keepSurplus },
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

describe("a lot in another format", () => {
  async function inFormat(till: Till, lotId: string, format: LotFormat) {
    const made = await makeLotFile(db(), lotId, format);
    const delivery = await transaction((tx) => deliverLot(contextFor(tx, till.regisseur), lotId, { format, made }));
    if (!delivery) throw new Error("no file");
    return { ...delivery, wasMade: made !== null };
  }

  it.each(["xlsx", "pdf"] as const)(
    "%s is made once and kept: the same bytes, then a copy by its name",
    async (format) => {
      const till = await aTill();
      await receive(till, (await till.invoice()).id, { means: "cash", amount: 100 });
      const { lotId } = await closed(till);
      const first = await inFormat(till, lotId, format);
      await receive(till, (await till.invoice()).id, { means: "cash", amount: 250 });
      await closed(till);
      const again = await inFormat(till, lotId, format);
      expect([first.wasMade, again.wasMade]).toEqual([true, false]);
      expect([first.isCopy, again.isCopy, again.fileName.endsWith(`-copie.${format}`)]).toEqual([false, true, true]);
      expect(Buffer.from(again.bytes).equals(Buffer.from(first.bytes))).toBe(true);
      expect(again.sha256).toBe(createHash("sha256").update(again.bytes).digest("hex"));
      expect((await deliver(till, lotId)).isCopy).toBe(false);
    },
  );

  it("is kept once when two people ask for it at once", async () => {
    const till = await aTill();
    await receive(till, (await till.invoice()).id, { means: "cash", amount: 100 });
    const { lotId } = await closed(till);
    const files = await Promise.all([1, 2, 3].map(() => inFormat(till, lotId, "xlsx")));
    expect(new Set(files.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(files.filter(({ isCopy }) => !isCopy)).toHaveLength(1);
  });

  it("does not exist for a format that a lot of receipts has not", async () => {
    const till = await aTill();
    await receive(till, (await till.invoice()).id, { means: "cash", amount: 100 });
    const { lotId } = await closed(till);
    expect(await makeLotFile(db(), lotId, "pes")).toBeNull();
    expect(await transaction((tx) => deliverLot(contextFor(tx, till.regisseur), lotId, { format: "pes" }))).toBeNull();
  });
});

describe("the lots of a régie together", () => {
  it("hold each receipt exactly once, whatever the periods were, and come to what the books hold", async () => {
    const till = await aTill();
    const days = ["2026-11-06", "2026-11-09", "2026-11-12", "2026-11-16", "2026-11-20"];
    const closeDays = (since: string, until: string) =>
      transaction((tx) => closeLot(contextFor(tx, till.regisseur), { regieId: till.regie.id, since, until }));
    for (const [place, on] of days.entries()) {
      await receive(till, (await till.invoice()).id, {
        means: place % 2 ? "cash" : "cheque",
        amount: 1001 + place,
        on,
      });
    }
    await closeDays("2026-11-08", "2026-11-13");
    await receive(till, (await till.invoice()).id, { means: "cash", amount: 77, on: "2026-11-10" });
    await closeDays("2026-11-01", "2026-11-12");
    await closeDays("2026-11-01", "2026-11-30");
    const lots = await db().treasuryLot.findMany({ where: { regieId: till.regie.id }, orderBy: { number: "asc" } });
    const held = await Promise.all(lots.map((lot) => receiptsInLot(db(), lot.id)));
    expect(lots.map((lot) => lot.number)).toEqual([1, 2, 3]);
    expect(held.map((receipts) => receipts.length)).toEqual([2, 2, 2]);
    expect(new Set(held.flat().map(({ id }) => id)).size).toBe(6);
    for (const [place, lot] of lots.entries()) expect(summaryOf(held[place] ?? []).totalCents).toBe(lot.totalCents);
    const books = Object.values(await booksOf(db(), { regieId: till.regie.id })).reduce(
      (total, cents) => total + cents,
      0,
    );
    expect(lots.reduce((total, lot) => total + lot.totalCents, 0)).toBe(books);
  });

  it("tell what was too much apart from the products, and the till from opening to closing", async () => {
    const till = await aTill();
    const invoice = await till.invoice();
    await receive(till, invoice.id, { means: "cheque", amount: 10_000, keepSurplus: true });
    await receive(till, (await till.invoice()).id, { means: "cash", amount: 500, on: "2026-11-06" });
    const { lotId } = await closed(till);
    const receipts = await receiptsInLot(db(), lotId);
    const { byProduct, totalCents } = summaryOf(receipts);
    expect(byProduct.find(({ key }) => key === SURPLUS)?.amountCents).toBe(518);
    expect(totalCents).toBe(10_500);
    const asOf = (await db().treasuryLot.findUniqueOrThrow({ where: { id: lotId } })).createdAt;
    const period = { regieId: till.regie.id, since: "2026-11-10", until: "2026-11-30", asOf };
    expect(await tillPeriod(db(), period)).toEqual({
      ...{ openingCents: 500, receivedCents: 10_000, refundedCents: 0, handedOverCents: 0, closingCents: 10_500 },
    });
  });
});

const remitted = { remittedOn: TODAY, amounts: { cash: "0,60" } };

it("finds books, receipts and PayFiP equal though money was paid over, and to differ when a card receipt has no payment behind it", async () => {
  const till = await aTill();
  await receive(till, (await till.invoice()).id, { means: "cash", amount: 100 });
  const period = { regieId: till.regie.id, ...NOVEMBER };
  await transaction((tx) =>
    makeRemittance(contextFor(tx, till.regisseur), remittanceSchema.parse({ ...remitted, regieId: till.regie.id })),
  );
  expect((await controlOf(db(), period)).every(agrees)).toBe(true);
  await payOnline(till, (await till.invoice()).id, 9482);
  expect((await controlOf(db(), period)).filter((gap) => !agrees(gap))).toEqual([
    { means: "card", ledgerCents: 9482, receiptsCents: 9482, providerCents: 0 },
  ]);
});
