/** Refunds on a real database: only what was paid, out of the family's own credit, by two people, and the books close in every ending. */
import { describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { dueOf, openCredits } from "@/lib/ledger/queries";
import { creditNoteLines, creditUseLines, remittanceLines } from "@/lib/ledger/rules";
import { lockInvoice, takeBackReceipt } from "@/lib/payment/commands-receipt";
import { db, transaction } from "@/lib/server/db";
import { anIssuedInvoice, aParent, contextFor, journalOf, NOW, TODAY } from "@/prisma/fixtures";
import {
  ask,
  asked,
  aTill,
  type By,
  books,
  end,
  familyAsks,
  order,
  paidTwice,
  pay,
  type Till,
  taken,
} from "@/prisma/testing/till";
import { refuseRefund } from "./commands-decide";
import { failRefund } from "./commands-settle";
import { creditsOfFamily, refundsOfFamily } from "./queries";

const left = async ({ regie, household }: Till) =>
  (await openCredits(db(), { regieId: regie.id, householdIds: [household.id] })).map((credit) => credit.leftCents);
const told = async (id: string) =>
  (await journalOf(db())).filter((event) => event.object === `refund/${id}`).map((event) => event.type);

describe("a refund", () => {
  it("goes from asked to ordered by another, to paid, and the books close", async () => {
    const till = await aTill();
    const creditId = await paidTwice(till);
    const id = await asked(till, creditId, 9482);
    expect(await left(till)).toEqual([9482]);
    expect(await order(till.regisseur as By, id)).toMatchObject({ reason: "same-person" });
    expect(await order(till.deputy as By, id)).toMatchObject({ ok: true, year: 2026, number: 1 });
    expect(await books(till)).toMatchObject({ credit: 0, refund_payable: -9482, card: 9482 });
    expect(await pay(till.regisseur as By, id)).toMatchObject({ ok: true });
    expect(await books(till)).toMatchObject({ credit: 0, refund_payable: 0, card: 0, transfer: 9482 });
    expect(await db().refund.findUniqueOrThrow({ where: { id } })).toMatchObject({
      ...{ state: "paid", means: "card", receiptId: creditId, reference: "VIR 2026-11-23/7" },
    });
    expect(await told(id)).toEqual(["refund.requested", "till.refused", "refund.ordered", "refund.paid"]);
  });

  it("closes the case of a payment too many, once all of it has gone back, and opens it again when the bank returns some", async () => {
    const till = await aTill();
    const [attemptId, caseId] = [newId(), newId()];
    const creditId = await paidTwice(till, attemptId);
    await db().moneyCase.create({
      data: {
        ...{ id: caseId, regieId: till.regie.id, kind: "paid-twice", sourceKey: `paid-twice:${attemptId}`, attemptId },
        ...{ amountCents: 9482, state: "open", openedAt: NOW },
      },
    });
    const stateOf = async () => (await db().moneyCase.findUniqueOrThrow({ where: { id: caseId } })).state;
    const paidBack = async (amount: number) => {
      const id = await asked(till, creditId, amount);
      await order(till.deputy as By, id);
      expect(await pay(till.regisseur as By, id)).toMatchObject({ ok: true });
      return id;
    };
    await paidBack(9000);
    expect(await stateOf()).toBe("open");
    const last = await paidBack(482);
    expect(await stateOf()).toBe("closed");
    // The bank sends the last part back: it is the family's credit again, and a person's case.
    expect(await end(failRefund, till.regisseur as By, last)).toMatchObject({ ok: true });
    expect(await stateOf()).toBe("open");
    await paidBack(482);
    expect(await stateOf()).toBe("closed");
  });

  it("is a credit again when it is refused after the order, or comes back after it was paid, and may be asked for anew", async () => {
    const till = await aTill();
    const creditId = await paidTwice(till);
    const first = await asked(till, creditId, 9482);
    await order(till.deputy as By, first);
    expect(await end(refuseRefund, till.deputy as By, first)).toMatchObject({ ok: true });
    expect(await left(till)).toEqual([9482]);
    const second = await asked(till, creditId, 9482);
    await order(till.deputy as By, second);
    await pay(till.regisseur as By, second);
    expect(await end(failRefund, till.regisseur as By, second)).toMatchObject({ ok: true });
    expect(await books(till)).toMatchObject({ credit: -9482, refund_payable: 0, card: 9482 });
    expect(await left(till)).toEqual([9482]);
    expect(await end(failRefund, till.regisseur as By, second)).toMatchObject({ reason: "not-open" });
    expect(await asked(till, creditId, 9482)).toBeTruthy();
  });

  it("that is only asked for and refused moves nothing in the books", async () => {
    const till = await aTill();
    const creditId = await paidTwice(till);
    const id = await asked(till, creditId, 100);
    const before = await books(till);
    await end(refuseRefund, till.deputy as By, id);
    expect(await books(till)).toEqual(before);
    expect((await db().refund.findUniqueOrThrow({ where: { id } })).number).toBeNull();
  });

  it("out of a receipt never comes to more than it, when six ask for most of it at once", async () => {
    const till = await aTill();
    const creditId = await paidTwice(till);
    const asks = await Promise.all(Array.from({ length: 6 }, () => ask(till, creditId, 3000, creditId)));
    expect(asks.filter((one) => one.ok)).toHaveLength(3);
    const { _sum } = await db().refund.aggregate({ where: { receiptId: creditId }, _sum: { amountCents: true } });
    expect(_sum.amountCents).toBe(9000);
  });

  it("is ordered once and paid once when four press at once, under numbers without a hole", async () => {
    const till = await aTill();
    const creditId = await paidTwice(till);
    const ids = [await asked(till, creditId, 100), await asked(till, creditId, 200)];
    const orders = await Promise.all([...ids, ...ids].map((id) => order(till.deputy as By, id)));
    expect(orders.filter((one) => one.ok)).toHaveLength(2);
    const pays = await Promise.all([...ids, ...ids].map((id) => pay(till.regisseur as By, id)));
    expect(pays.filter((one) => one.ok)).toHaveLength(2);
    const numbers = await db().refund.findMany({ where: { regieId: till.regie.id }, orderBy: { number: "asc" } });
    expect(numbers.map((refund) => refund.number)).toEqual([1, 2]);
    expect(await books(till)).toMatchObject({ card: 9182, credit: -9182 });
  });

  it("in cash needs the cash to be in the till", async () => {
    const till = await aTill();
    const { id: invoiceId } = await till.invoice();
    await taken(till, invoiceId, { means: "cash", amount: 9482 });
    const id = await asked(till, await aCreditNote(till, invoiceId), 9482);
    await order(till.deputy as By, id);
    const lines = remittanceLines({ cash: 1 });
    const entry = { regieId: till.regie.id, kind: "remittance.made", sourceId: newId(), day: TODAY, lines } as const;
    await transaction((tx) => post(contextFor(tx, till.regisseur), [entry]));
    expect(await pay(till.regisseur as By, id)).toMatchObject({ reason: "no-cash" });
    expect(await books(till)).toMatchObject({ cash: 9481, refund_payable: -9482 });
  });

  it("is not paid once its receipt was taken back, and can still be refused", async () => {
    const till = await aTill();
    const creditId = await paidTwice(till);
    const id = await asked(till, creditId, 9482);
    await order(till.deputy as By, id);
    await transaction(async (tx) => {
      const receipt = await tx.receipt.findUniqueOrThrow({ where: { id: creditId } });
      await lockInvoice(tx, receipt.invoiceId);
      await takeBackReceipt(contextFor(tx, till.regisseur), receipt, "Rejet");
    });
    expect(await pay(till.regisseur as By, id)).toMatchObject({ reason: "reversed" });
    expect(await end(refuseRefund, till.deputy as By, id)).toMatchObject({ ok: true });
    expect(await books(till)).toMatchObject({ refund_payable: 0, credit: -9482, card: 0 });
  });

  it("is not ordered when the credit paid something else meanwhile", async () => {
    const till = await aTill();
    const { id: invoiceId } = await till.invoice();
    await taken(till, invoiceId, { means: "transfer", amount: 9482 });
    const creditId = await aCreditNote(till, invoiceId);
    const id = await asked(till, creditId, 9482);
    const debt = { invoiceId: (await till.invoice()).id, householdId: till.household.id, payerId: till.payer.id };
    const lines = creditUseLines(debt, [{ creditId, amountCents: 1 }]);
    const entry = { regieId: till.regie.id, kind: "credit.used", sourceId: newId(), day: TODAY, lines } as const;
    await transaction((tx) => post(contextFor(tx, till.regisseur), [entry]));
    expect(await order(till.deputy as By, id)).toMatchObject({ reason: "no-credit" });
  });
});

/** The whole of a paid invoice is taken back by a credit note: the books hold its amount as a credit. */
async function aCreditNote(till: Till, invoiceId: string): Promise<string> {
  const creditId = newId();
  const debt = { invoiceId, householdId: till.household.id, payerId: till.payer.id };
  const sales = [{ productCode: "CANT", amountCents: 9482 }];
  const lines = creditNoteLines({ debt, creditId, dueCents: 0 }, sales);
  const entry = { regieId: till.regie.id, kind: "credit.issued", sourceId: creditId, day: TODAY, lines } as const;
  await transaction((tx) => post(contextFor(tx, till.regisseur), [entry]));
  return creditId;
}

describe("a family", () => {
  it("asks out of its own credit, sees it in its list, and is not asked to order it", async () => {
    const till = await aTill();
    const creditId = await paidTwice(till);
    expect(await familyAsks(till, creditId, 9483)).toMatchObject({ reason: "above-credit", facts: { most: 9482 } });
    const outcome = await familyAsks(till, creditId, 5000);
    expect(outcome).toMatchObject({ ok: true });
    const scope = await mintFamilyScope(db(), till.account.id, TODAY);
    if (!scope) throw new Error("no scope");
    expect(await refundsOfFamily(db(), scope)).toMatchObject([{ state: "requested", amountCents: 5000 }]);
    expect(await creditsOfFamily(db(), scope)).toMatchObject([{ creditId, freeCents: 4482, refundableCents: 4482 }]);
    const [id = ""] = outcome.ok ? outcome.refundIds : [];
    expect(await order(till.regisseur as By, id)).toMatchObject({ ok: true });
  });

  it("has the credits and refunds of a payer of whom it may read every invoice: not of one with whom somebody came to live later", async () => {
    const till = await aTill();
    const creditId = await paidTwice(till);
    await asked(till, creditId, 5000);
    const who = { regieId: till.regie.id, householdId: till.household.id, payerId: till.payer.id };
    const sales = [{ productCode: "CANT", amountCents: 1000 }];
    await anIssuedInvoice(db(), { ...who, sales, month: "2026-09" });
    const partner = await aParent(db(), till.household.id);
    const eyes = async () => {
      const scope = await mintFamilyScope(db(), partner.account.id, TODAY);
      if (!scope) throw new Error("no scope");
      return scope;
    };
    const seen = async () => [
      (await creditsOfFamily(db(), await eyes())).length,
      (await refundsOfFamily(db(), await eyes())).length,
    ];
    const where = { householdId_guardianId: { householdId: till.household.id, guardianId: partner.guardian.id } };
    const came = (since: string) => db().householdMember.update({ where, data: { since: toColumn(since) } });
    await came("2026-09-01");
    expect(await seen()).toEqual([1, 1]);
    await came("2026-09-02");
    expect(await seen()).toEqual([0, 0]);
    await expect(familyAsks({ ...till, account: partner.account }, creditId, 100)).rejects.toThrow();
  });

  it("finds no other family's credit", async () => {
    const [till, other] = [await aTill(), await aTill()];
    const creditId = await paidTwice(till);
    await expect(familyAsks(other, creditId, 100)).rejects.toThrow();
    expect(await db().refund.count({ where: { creditId } })).toBe(0);
  });

  it("has no refund of titles: their credit pays invoices only", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    await taken(till, id, { means: "cesu", amount: 9482 });
    expect((await dueOf(db(), [id])).get(id)).toBe(0);
    const scope = await mintFamilyScope(db(), till.account.id, TODAY);
    if (!scope) throw new Error("no scope");
    expect(await creditsOfFamily(db(), scope)).toEqual([]);
  });
});
