/** Too much money is refunded, then the bank takes the payment itself: no bill bears more than its total, and somebody looks after the rest. */
import { beforeAll, describe, expect, it } from "vitest";
import { knownAliases } from "@/lib/evidence/pseudonyms";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { dueOf, overdrawnOf, totalsByAccount } from "@/lib/ledger/queries";
import { type EntryKind, type LedgerLine, refundOrderedLines, refundPaidLines } from "@/lib/ledger/rules";
import { lockInvoice, recordReceipt, takeBackReceipt } from "@/lib/payment/commands-receipt";
import { payableOf } from "@/lib/payment/queries";
import { openCases } from "@/lib/payment/queries-case";
import type { Context } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { printedReceipt } from "@/lib/till/queries-desk";
import { aHousehold, anAccount, anIssuedInvoice, aParent, aPayer, aRegie, contextFor, TODAY } from "@/prisma/fixtures";
import { giveUpRecovery, recoverRefund } from "./commands-recover";
import type { RecoveryWish } from "./schema";

let desk: Awaited<ReturnType<typeof anAccount>>;
beforeAll(async () => {
  desk = await anAccount(db(), { role: "regie", firstName: "Ada", lastName: "Caisse" });
});
const act = <Value>(work: (context: Context) => Promise<Value>) => transaction((tx) => work(contextFor(tx, desk)));

/** A bill of 100 € paid with 150 € by direct debit; of the 50 € too much, `refundedCents` went back to the family. */
async function overpaid(refundedCents: number) {
  const regie = await aRegie(db());
  const household = await aHousehold(db());
  const { guardian, account } = await aParent(db(), household.id);
  const payer = await aPayer(db(), { guardianId: guardian.id });
  const owner = { householdId: household.id, payerId: payer.id };
  const sales = [{ productCode: "CANT", amountCents: 10_000 }];
  const { id } = await anIssuedInvoice(db(), { regieId: regie.id, ...owner, sales });
  const receipt = await act(async (context) => {
    await lockInvoice(context.tx, id);
    const invoice = await payableOf(context.tx, id, null);
    if (!invoice) throw new Error("an invoice");
    const money = { means: "sepa", amountCents: 15_000, surplusCents: 5000, receivedOn: TODAY } as const;
    return recordReceipt(context, { invoice, ...money });
  });
  const enter = (kind: EntryKind, lines: LedgerLine[]) =>
    act((context) => post(context, [{ regieId: regie.id, kind, sourceId: newId(), day: TODAY, lines }]));
  const credit = { creditId: receipt.id, ...owner };
  if (refundedCents > 0) {
    await enter("refund.ordered", refundOrderedLines(credit, refundedCents));
    await enter("refund.paid", refundPaidLines(credit, "transfer", refundedCents));
  }
  return { regie, id, creditId: receipt.id, householdId: household.id, email: account.email };
}
type Overpaid = Awaited<ReturnType<typeof overpaid>>;

const bounce = ({ id, creditId }: Overpaid) =>
  act(async (context) => {
    await lockInvoice(context.tx, id);
    const receipt = await context.tx.receipt.findUniqueOrThrow({ where: { id: creditId } });
    return takeBackReceipt(context, receipt, "Rejet");
  });

const owedOn = async ({ id }: Overpaid) => (await dueOf(db(), [id])).get(id);

async function toRecover(own: Overpaid) {
  await bounce(own);
  const [found] = await openCases(db(), { regieId: own.regie.id });
  if (!found) throw new Error("a case");
  return found.id;
}

const recover = (caseId: string, change: Partial<RecoveryWish> = {}) =>
  act((context) =>
    recoverRefund(context, {
      ...{ caseId, way: "transfer", day: TODAY, reference: "VIR 1", reason: "Rendu par la famille", ...change },
    }),
  );

describe("a payment that bounces after its surplus was refunded", () => {
  it.each([0, 1, 4999, 5000])("of %i cents leaves its bill with its total and no more", async (refundedCents) => {
    const own = await overpaid(refundedCents);
    await bounce(own);
    expect(await owedOn(own)).toBe(10_000);
    expect(await overdrawnOf(db(), own.creditId)).toBe(refundedCents);
    const cases = await openCases(db(), { regieId: own.regie.id });
    const told = { kind: "refund-to-recover", amountCents: refundedCents, inCharge: { id: desk.id } };
    expect(cases).toMatchObject(refundedCents === 0 ? [] : [told]);
  });

  it("is settled by a numbered receipt when the family gives the refund back, and only once", async () => {
    const own = await overpaid(5000);
    const caseId = await toRecover(own);
    expect(await recover(caseId, { day: "2026-11-24" })).toEqual({ ok: false, reason: "future" });
    expect(await recover(caseId, { day: "2026-11-22" })).toEqual({ ok: false, reason: "before-day" });
    const outcomes = await Promise.all([recover(caseId), recover(caseId)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "already-closed" });
    expect(await overdrawnOf(db(), own.creditId)).toBe(0);
    expect(await owedOn(own)).toBe(10_000);
    const receipts = await db().receipt.findMany({ where: { regieId: own.regie.id }, orderBy: { number: "asc" } });
    expect(receipts.map(({ number, amountCents, means }) => [number, amountCents, means])).toEqual([
      [1, 15_000, "sepa"],
      [2, -15_000, "sepa"],
      [3, 5000, "transfer"],
    ]);
    expect(await totalsByAccount(db(), own.regie.id)).toMatchObject({ credit: 0, sepa: 0, transfer: 0 });
    expect(await openCases(db(), { regieId: own.regie.id })).toEqual([]);
  });

  it("is told to its payer: what is to be returned, then that it is, without a word of a bill that is paid", async () => {
    const own = await overpaid(5000);
    const mails = () =>
      db().mailOutbox.findMany({
        where: { toAddress: own.email },
        orderBy: { id: "asc" },
        select: { subject: true, text: true },
      });
    const caseId = await toRecover(own);
    const asked = (await mails()).at(-1);
    expect(asked?.subject).toMatch(/^Un remboursement de 50,00.€ est à rendre$/);
    expect((await mails()).length).toBe(2);
    await recover(caseId);
    const thanked = (await mails()).at(-1);
    expect(thanked?.subject).toMatch(/^Remboursement rendu.: 50,00.€$/);
    expect(thanked?.text).toContain("ne change pas ce qui reste à payer");
    expect(`${asked?.text} ${thanked?.text}`).not.toMatch(/\{\w+\}/);
    expect((await mails()).length).toBe(3);
  });

  it.each([0, 1, 5000])(
    "of %i cents that bounced writes to its payer only when something is to be returned",
    async (cents) => {
      const own = await overpaid(cents);
      await bounce(own);
      const where = { toAddress: own.email, subject: { contains: "est à rendre" } };
      expect(await db().mailOutbox.count({ where })).toBe(cents > 0 ? 1 : 0);
    },
  );

  it("is printed on the receipt as a refund given back, not as a credit", async () => {
    const own = await overpaid(5000);
    await recover(await toRecover(own));
    const given = await db().receipt.findFirstOrThrow({ where: { regieId: own.regie.id, number: 3 } });
    const print = (id: string) => act((context) => printedReceipt(context, id));
    expect(await print(given.id)).toMatchObject({ recoveredCents: 5000, creditCents: 0, leftCents: 10_000 });
    expect(await print(own.creditId)).toMatchObject({ recoveredCents: 0, creditCents: 5000 });
  });

  it("is to recover again when the receipt of what was given back is taken back too", async () => {
    const own = await overpaid(5000);
    await recover(await toRecover(own));
    const given = await db().receipt.findFirstOrThrow({ where: { regieId: own.regie.id, number: 3 } });
    await bounce({ ...own, creditId: given.id });
    expect(await owedOn(own)).toBe(10_000);
    expect(await overdrawnOf(db(), own.creditId)).toBe(5000);
    const told = { kind: "refund-to-recover", amountCents: 5000 };
    expect(await openCases(db(), { regieId: own.regie.id })).toMatchObject([told]);
  });

  it("may be given up by a decision: a loss under its reference that the family reads of, no receipt, and only once", async () => {
    const own = await overpaid(5000);
    const caseId = await toRecover(own);
    const give = (decidedOn: string = TODAY) =>
      act((context) => giveUpRecovery(context, { caseId, decision: "Délibération 2026-118", decidedOn }));
    expect(await give("2026-11-24")).toEqual({ ok: false, reason: "future" });
    expect(await give("2026-11-22")).toEqual({ ok: false, reason: "before-day" });
    const outcomes = await Promise.all([give(), give(), recover(caseId)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await overdrawnOf(db(), own.creditId)).toBe(0);
    expect(await openCases(db(), { regieId: own.regie.id })).toEqual([]);
    expect((await give()).ok).toBe(false);
  });

  it("is given up as every debt is: its row, its entry and the event of its household", async () => {
    const own = await overpaid(5000);
    const caseId = await toRecover(own);
    const wish = { caseId, decision: "Délibération 2026-118", decidedOn: TODAY };
    expect(await act((context) => giveUpRecovery(context, wish))).toEqual({ ok: true, invoiceId: own.id });
    expect(await totalsByAccount(db(), own.regie.id)).toMatchObject({ credit: 0, written_off: 5000 });
    expect(await db().receipt.count({ where: { regieId: own.regie.id } })).toBe(2);
    expect(await owedOn(own)).toBe(10_000);
    const row = await db().writeOff.findFirstOrThrow({ where: { invoiceId: own.id } });
    expect(row).toMatchObject({ amountCents: 5000, decision: wish.decision, createdById: desk.id });
    const kind = "debt.written-off";
    expect(await db().ledgerEntry.count({ where: { kind, sourceId: row.id } })).toBe(1);
    const events = await db().auditEvent.findMany({ where: { type: kind, object: `invoice/${own.id}` } });
    const [alias] = await knownAliases(db(), [{ kind: "household", id: own.householdId }]);
    expect(events.map(({ subject }) => subject)).toEqual([alias?.pseudonym]);
  });

  it("is no debt of an invoice: no other case is given up this way", async () => {
    const { id: other } = await act((context) =>
      context.tx.moneyCase.create({
        data: {
          ...{ id: newId(), kind: "paid-twice", sourceKey: newId(), regieId: newId(), amountCents: 1, state: "open" },
          openedAt: context.now,
        },
      }),
    );
    const wish = { caseId: other, decision: "Délibération 2026-118", decidedOn: TODAY };
    expect(await act((context) => giveUpRecovery(context, wish))).toEqual({ ok: false, reason: "not-to-recover" });
  });
});
