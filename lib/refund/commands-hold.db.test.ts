/** Refunds of money that the bank took back afterwards: their case asks the family for what the books say is missing, no more and no less. */
import { describe, expect, it } from "vitest";
import { dueOf, openCredits } from "@/lib/ledger/queries";
import { lockInvoice, recordReceipt, takeBackReceipt } from "@/lib/payment/commands-receipt";
import { payableOf } from "@/lib/payment/queries";
import { db, transaction } from "@/lib/server/db";
import { contextFor, TODAY } from "@/prisma/fixtures";
import { asked, aTill, type By, books, end, order, pay, type Till } from "@/prisma/testing/till";
import { recoverRefund } from "./commands-recover";
import { failRefund } from "./commands-settle";

/** A bill paid by card with 50 € too much. */
async function overpaid(till: Till) {
  const { id: invoiceId } = await till.invoice();
  const creditId = await transaction(async (tx) => {
    await lockInvoice(tx, invoiceId);
    const invoice = await payableOf(tx, invoiceId, null);
    if (!invoice) throw new Error("no invoice");
    const money = { means: "card", amountCents: 9482 + 5000, surplusCents: 5000, receivedOn: TODAY } as const;
    return (await recordReceipt(contextFor(tx, null), { invoice, ...money })).id;
  });
  return { invoiceId, creditId };
}

const bounced = (till: Till, { invoiceId, creditId }: Awaited<ReturnType<typeof overpaid>>) =>
  transaction(async (tx) => {
    await lockInvoice(tx, invoiceId);
    const receipt = await tx.receipt.findUniqueOrThrow({ where: { id: creditId } });
    return takeBackReceipt(contextFor(tx, till.regisseur), receipt, "Rejet");
  });

/** Of the 50 €, 20 € and 30 € went back to the family before the bank took the payment. */
async function bouncedAfterTwo(till: Till) {
  const paid = await overpaid(till);
  const ids = [await asked(till, paid.creditId, 2000), await asked(till, paid.creditId, 3000)];
  for (const id of ids) {
    await order(till.deputy as By, id);
    await pay(till.regisseur as By, id);
  }
  await bounced(till, paid);
  return { creditId: paid.creditId, ids };
}

describe("a refund of a surplus that bounced later", () => {
  it("one of two, leaves the other to recover: its case says how much, and so does the receipt", async () => {
    const till = await aTill();
    const { creditId, ids } = await bouncedAfterTwo(till);
    const where = { sourceKey: `refund-to-recover:${creditId}` };
    const { id: caseId } = await db().moneyCase.findUniqueOrThrow({ where });
    // At the same moment: the family gives back what is left of it once the bank has sent one back, or all of it.
    const wish = { caseId, way: "cash", day: TODAY, reference: "Guichet", reason: "Rendu par la famille" } as const;
    const [failed, given] = await Promise.all([
      end(failRefund, till.regisseur as By, ids[0] ?? ""),
      transaction((tx) => recoverRefund(contextFor(tx, till.regisseur), wish)),
    ]);
    expect([failed.ok, given.ok]).toEqual([true, true]);
    const credits = await openCredits(db(), { regieId: till.regie.id, householdIds: [till.household.id] });
    const { amountCents } = await db().receipt.findFirstOrThrow({ where: { regieId: till.regie.id, means: "cash" } });
    // Whoever came first decides what the other finds; never are both of the whole.
    expect([3000, 5000]).toContain(amountCents);
    expect(credits.map((credit) => credit.leftCents)).toEqual(amountCents === 5000 ? [2000] : []);
    expect(await db().moneyCase.findUnique({ where })).toMatchObject({ state: "closed", amountCents });
  });

  it("shrinks its case when a part of it comes back", async () => {
    const till = await aTill();
    const { creditId, ids } = await bouncedAfterTwo(till);
    const state = () => db().moneyCase.findUnique({ where: { sourceKey: `refund-to-recover:${creditId}` } });
    await end(failRefund, till.regisseur as By, ids[0] ?? "");
    expect(await state()).toMatchObject({ state: "open", amountCents: 3000 });
    await end(failRefund, till.regisseur as By, ids[1] ?? "");
    expect(await state()).toMatchObject({ state: "closed", resolution: "bounced" });
  });

  it("is to recover, until it comes back by itself", async () => {
    const till = await aTill();
    const { invoiceId, creditId } = await overpaid(till);
    const id = await asked(till, creditId, 5000);
    await order(till.deputy as By, id);
    await pay(till.regisseur as By, id);
    await bounced(till, { invoiceId, creditId });
    expect((await dueOf(db(), [invoiceId])).get(invoiceId)).toBe(9482);
    const state = () => db().moneyCase.findUnique({ where: { sourceKey: `refund-to-recover:${creditId}` } });
    expect(await state()).toMatchObject({ state: "open", amountCents: 5000, invoiceId });
    expect(await end(failRefund, till.regisseur as By, id)).toMatchObject({ ok: true });
    expect(await state()).toMatchObject({ state: "closed", resolution: "bounced" });
    expect(await books(till)).toMatchObject({ credit: 0, refund_payable: 0 });
  });
});
