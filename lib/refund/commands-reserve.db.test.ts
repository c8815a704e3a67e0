/** What a request for a refund keeps of the credit, whatever is invoiced meanwhile, and what the payer is told by mail of each step. */
import { describe, expect, it } from "vitest";
import { spendCredits } from "@/lib/ledger/commands-credits";
import { lockInvoice } from "@/lib/payment/commands-receipt";
import { db, transaction } from "@/lib/server/db";
import { contextFor } from "@/prisma/fixtures";
import { ask, asked, aTill, type By, books, end, order, paidTwice, pay, type Till } from "@/prisma/testing/till";
import { refuseRefund } from "./commands-decide";
import { failRefund } from "./commands-settle";

/** The next invoice of the family takes what it finds of its credits. */
function issueOver(till: Till, invoiceId: string) {
  const debt = { invoiceId, householdId: till.household.id, payerId: till.payer.id, dueCents: 9482 };
  return transaction(async (tx) => {
    const context = contextFor(tx, till.regisseur);
    await lockInvoice(tx, invoiceId);
    return spendCredits(context, { regieId: till.regie.id, debts: [debt] });
  });
}

describe("the payer", () => {
  const mails = async ({ household }: Till) =>
    (await db().mailOutbox.findMany({ where: { householdId: household.id }, orderBy: { id: "asc" } })).filter(
      ({ subject }) => subject.includes("remboursement"),
    );

  it("is told by mail when a refund is granted, when it has left, and when the bank sent it back", async () => {
    const till = await aTill();
    const id = await asked(till, await paidTwice(till), 9482);
    await order(till.deputy as By, id);
    await pay(till.regisseur as By, id);
    await end(failRefund, till.regisseur as By, id);
    const told = await mails(till);
    expect(told.map(({ subject }) => subject)).toEqual([
      "Votre remboursement de 94,82\u00a0€ est accordé",
      "Votre remboursement de 94,82\u00a0€ est parti",
      "Votre remboursement de 94,82\u00a0€ n’a pas abouti",
    ]);
    expect(told.map(({ toAddress }) => toAddress)).toEqual(Array(3).fill(till.account.email));
    expect(told[0]?.text).toContain("n° 2026-000001");
    expect(told[1]?.text).toContain("VIR 2026-11-23/7");
    expect(told[2]?.text).toContain("Compte clos");
    expect(told.map(({ text }) => text).join("")).not.toMatch(/\{\w+\}/);
  });

  it("is told why a refund is refused, and of nothing when a step is not taken", async () => {
    const till = await aTill();
    const id = await asked(till, await paidTwice(till), 100);
    await order(till.regisseur as By, id);
    expect(await mails(till)).toEqual([]);
    await end(refuseRefund, till.deputy as By, id);
    await end(refuseRefund, till.deputy as By, id);
    expect((await mails(till)).map(({ text }) => text.includes("Compte clos"))).toEqual([true]);
  });
});

describe("a credit that is asked back", () => {
  it("is kept for its refund: the next invoice takes the rest only, and all of it once the refund is refused", async () => {
    const till = await aTill();
    const creditId = await paidTwice(till);
    const id = await asked(till, creditId, 9000);
    const [first, second] = [await till.invoice(), await till.invoice()];
    expect((await issueOver(till, first.id)).get(first.id)).toBe(482);
    expect(await issueOver(till, second.id)).toEqual(new Map());
    await end(refuseRefund, till.deputy as By, id);
    expect((await issueOver(till, second.id)).get(second.id)).toBe(9000);
  });

  it("is ordered whatever is invoiced at that moment", async () => {
    const till = await aTill();
    const creditId = await paidTwice(till);
    const id = await asked(till, creditId, 9482);
    const owed = await till.invoice();
    const [ordered, used] = await Promise.all([order(till.deputy as By, id), issueOver(till, owed.id)]);
    expect([ordered.ok, used.size]).toEqual([true, 0]);
    expect(await books(till)).toMatchObject({ credit: 0, refund_payable: -9482 });
  });

  it("is promised once, when a family asks while an invoice is issued", async () => {
    for (let round = 0; round < 4; round += 1) {
      const till = await aTill();
      const creditId = await paidTwice(till);
      const owed = await till.invoice();
      const asks = Promise.all([1, 2].map(() => ask(till, creditId, 9482)));
      const [outcomes, used] = await Promise.all([asks, issueOver(till, owed.id)]);
      const granted = outcomes.flatMap((outcome) => (outcome.ok ? outcome.refundIds : []));
      expect(granted.length + used.size).toBe(1);
      for (const id of granted) expect(await order(till.deputy as By, id)).toMatchObject({ ok: true });
      expect(await books(till)).toMatchObject({ credit: 0 });
    }
  });
});
