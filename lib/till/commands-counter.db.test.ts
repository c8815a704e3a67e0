/** Every means at the counter on a real database: the receipt, the books and the journal agree, a surplus is a credit or lost, and a mistake is put right once. */
import { describe, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { dueOf, openCredits } from "@/lib/ledger/queries";
import { claimLines, creditUseLines } from "@/lib/ledger/rules";
import { db, transaction } from "@/lib/server/db";
import { contextFor, journalOf, TODAY } from "@/prisma/fixtures";
import { aTill, books, type Till, take, taken } from "@/prisma/testing/till";
import { makeRemittance } from "./commands";
import { makeDeposit } from "./commands-deposit";
import { reverseByHand } from "./commands-reverse";
import { type Reversal, remittanceSchema } from "./schema";

const due = async (id: string) => (await dueOf(db(), [id])).get(id);
const receipt = (id: string) => db().receipt.findUniqueOrThrow({ where: { id } });
const credits = ({ regie, household }: Till) => openCredits(db(), { regieId: regie.id, householdIds: [household.id] });

function reverse(till: Till, receiptId: string, kind: Reversal["kind"] = "mistake") {
  return transaction((tx) =>
    reverseByHand(contextFor(tx, till.regisseur), { receiptId, kind, motive: "Erreur de saisie" }),
  );
}

function deposit(till: Till, receipts: string[]) {
  const wish = { regieId: till.regie.id, means: "cheque" as const, depositedOn: TODAY, receipts };
  return transaction((tx) => makeDeposit(contextFor(tx, till.regisseur), wish));
}

describe("a payment by hand", () => {
  it("is a numbered receipt by each means, and the books hold it under that means", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    for (const means of ["cash", "cheque", "transfer", "cesu"] as const) await taken(till, id, { means, amount: 1000 });
    const rows = await db().receipt.findMany({ where: { invoiceId: id }, orderBy: { number: "asc" } });
    expect(rows.map(({ number, means }) => [number, means])).toEqual([
      [1, "cash"],
      [2, "cheque"],
      [3, "transfer"],
      [4, "cesu"],
    ]);
    expect(rows[2]?.reference).toBe("VIR 42");
    expect(await books(till)).toMatchObject({ cash: 1000, cheque: 1000, transfer: 1000, cesu: 1000, receivable: 5482 });
  });

  it("of a means that the régie does not take is refused, and only the refusal is written", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    expect(await take(till, id, { means: "voucher", amount: 1000 })).toMatchObject({ reason: "not-accepted" });
    expect(await db().receipt.count({ where: { invoiceId: id } })).toBe(0);
    expect((await journalOf(db())).at(-1)).toEqual({ type: "receipt.refused", object: `invoice/${id}` });
  });

  it("is refused for an invoice handed to the treasury", async () => {
    const till = await aTill();
    const invoice = await till.invoice();
    const debt = { invoiceId: invoice.id, householdId: till.household.id, payerId: till.payer.id };
    await transaction((tx) =>
      post(contextFor(tx, till.regisseur), [
        { regieId: till.regie.id, kind: "claim.handed", sourceId: newId(), day: TODAY, lines: claimLines(debt, 9482) },
      ]),
    );
    expect(await take(till, invoice.id, { means: "cash", amount: 100 })).toMatchObject({ reason: "handed" });
  });

  it("of a title worth more than is due settles the invoice; the rest is neither given back nor credited", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    expect(await take(till, id, { means: "cesu", amount: 10_000 })).toMatchObject({ reason: "no-change" });
    const receiptId = await taken(till, id, { means: "cesu", amount: 10_000, keepSurplus: true, reference: "CESU 7" });
    expect(await receipt(receiptId)).toMatchObject({ amountCents: 9482, reference: "CESU 7 (100,00\u00a0€)" });
    expect(await due(id)).toBe(0);
    expect(await credits(till)).toEqual([]);
    expect(await books(till)).toMatchObject({ cesu: 9482 });
  });

  it("of a cheque that is too much opens a credit under the receipt's id, when the régisseur says so", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    expect(await take(till, id, { means: "cheque", amount: 10_000 })).toMatchObject({ reason: "surplus" });
    const receiptId = await taken(till, id, { means: "cheque", amount: 10_000, keepSurplus: true });
    expect(await credits(till)).toMatchObject([{ creditId: receiptId, leftCents: 518, payerId: till.payer.id }]);
    expect(await books(till)).toMatchObject({ cheque: 10_000, credit: -518, receivable: 0 });
    expect(await receipt(receiptId)).toMatchObject({ amountCents: 10_000 });
  });

  it("is taken once when six desks take the whole of it at once", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    const wish = { means: "transfer", amount: 9482, keepSurplus: true } as const;
    const takes = await Promise.all(Array.from({ length: 6 }, () => take(till, id, wish)));
    expect(takes.filter((one) => one.ok)).toHaveLength(1);
    expect(await credits(till)).toEqual([]);
  });
});

describe("money that can't be taken", () => {
  it("is above what is due, in the future, or for what is paid, and nothing is written but the refusal", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    expect(await take(till, id, { means: "cash", amount: 9483 })).toMatchObject({ reason: "too-much" });
    const tomorrow = { means: "cash", amount: 100, receivedOn: "2026-11-24" } as const;
    expect(await take(till, id, tomorrow)).toMatchObject({ reason: "future" });
    expect(await db().receipt.count({ where: { invoiceId: id } })).toBe(0);
    expect(await take(till, id, { means: "cash", amount: 9482 })).toMatchObject({ ok: true, number: 1 });
    expect(await take(till, id, { means: "cash", amount: 1 })).toMatchObject({ reason: "nothing-due" });
    const next = await till.invoice();
    expect(await take(till, next.id, { means: "cheque", amount: 9482 })).toMatchObject({ ok: true, number: 2 });
  });
});

describe("a receipt taken back", () => {
  it("leaves the same amount below zero under its own number, and the family owes again", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    const receiptId = await taken(till, id, { means: "cheque", amount: 10_000, keepSurplus: true });
    const back = await reverse(till, receiptId);
    expect(back).toMatchObject({ ok: true, number: 2 });
    expect(await receipt(back.ok ? back.receiptId : "")).toMatchObject({
      ...{ amountCents: -10_000, correctsId: receiptId, means: "cheque", recordedById: till.regisseur.id },
    });
    expect(await due(id)).toBe(9482);
    expect(await credits(till)).toEqual([]);
    expect(await books(till)).toMatchObject({ cheque: 0, credit: 0, receivable: 9482 });
    expect((await journalOf(db())).at(-1)?.type).toBe("receipt.reversed");
  });

  it("is taken back once when four ask at once", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    const receiptId = await taken(till, id, { means: "cash", amount: 9482 });
    const backs = await Promise.all(Array.from({ length: 4 }, () => reverse(till, receiptId)));
    expect(backs.filter((back) => back.ok)).toHaveLength(1);
    expect(backs.filter((back) => !back.ok && back.reason === "already")).toHaveLength(3);
    expect(await due(id)).toBe(9482);
  });

  it("stays once it is on a slip, unless the cheque bounced", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    const receiptId = await taken(till, id, { means: "cheque", amount: 9482 });
    expect(await reverse(till, receiptId, "bounced")).toMatchObject({ reason: "not-deposited" });
    expect(await deposit(till, [receiptId])).toMatchObject({ ok: true });
    expect(await reverse(till, receiptId)).toMatchObject({ reason: "locked" });
    expect(await reverse(till, receiptId, "bounced")).toMatchObject({ ok: true });
    expect(await due(id)).toBe(9482);
  });

  it("comes back when the cheque bounced after its surplus paid another invoice: what is gone is owed again", async () => {
    const till = await aTill();
    const [{ id }, other] = [await till.invoice(), await till.invoice()];
    const receiptId = await taken(till, id, { means: "cheque", amount: 10_000, keepSurplus: true });
    const debt = { invoiceId: other.id, householdId: till.household.id, payerId: till.payer.id };
    const lines = creditUseLines(debt, [{ creditId: receiptId, amountCents: 518 }]);
    const entry = { regieId: till.regie.id, kind: "credit.used", sourceId: newId(), day: TODAY, lines } as const;
    await transaction((tx) => post(contextFor(tx, till.regisseur), [entry]));
    expect(await deposit(till, [receiptId])).toMatchObject({ ok: true });
    expect(await reverse(till, receiptId, "bounced")).toMatchObject({ ok: true });
    expect(await books(till)).toMatchObject({ cheque: 0, credit: 0, receivable: 2 * 9482 });
    expect([await due(id), await due(other.id)]).toEqual([9482, 9482]);
  });

  it("stays once its cash was paid over", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    const receiptId = await taken(till, id, { means: "cash", amount: 1000 });
    const wish = remittanceSchema.parse({ regieId: till.regie.id, remittedOn: TODAY, amounts: { cash: "0,01" } });
    await transaction((tx) => makeRemittance(contextFor(tx, till.regisseur), wish));
    expect(await reverse(till, receiptId)).toMatchObject({ reason: "remitted" });
  });

  it("leaves nothing behind when its trace fails", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    const receiptId = await taken(till, id, { means: "cash", amount: 1000 });
    const failing = transaction(async (tx) => {
      await reverseByHand(contextFor(tx, till.regisseur), { receiptId, kind: "mistake", motive: "Erreur" });
      throw new Error("the trace failed");
    });
    await expect(failing).rejects.toThrow("the trace failed");
    expect(await due(id)).toBe(8482);
    expect(await db().receipt.count({ where: { invoiceId: id } })).toBe(1);
  });
});
