import { beforeAll, describe, expect, it } from "vitest";
import { dueOf, openCredits } from "@/lib/ledger/queries";
import { recordReceipt } from "@/lib/payment/commands-receipt";
import { payableOf, refusalFor } from "@/lib/payment/queries";
import { db } from "@/lib/server/db";
import { TODAY } from "@/prisma/fixtures";
import {
  aDebitRegie,
  aDebtor,
  atBank,
  atDesk,
  COLLECT_ON,
  type DebitRegie,
  type Debtor,
  scopeOf,
  sign,
} from "@/prisma/fixtures/debit";
import { aRules, communeFile } from "@/prisma/fixtures/rules";
import { collectBatch, collectItem, rejectItem } from "./commands-outcome";

const BANK_DAY = new Date("2026-12-09T08:00:00.000Z");

/** One rejection is allowed, the second one suspends. */
beforeAll(async () => {
  const file = communeFile((own) => ({
    ...own,
    billing: { ...own.billing, directDebit: { receivedBefore: { day: 20 }, rejectionsAllowed: 1 } },
  }));
  await aRules(db(), { file, since: "2026-09-02" });
});

async function sent(cents = 1999) {
  const place = await aDebitRegie();
  const debtor = await aDebtor(place, cents);
  await sign(place, debtor);
  const { batchId } = await atBank(place);
  const item = await db().debitItem.findFirstOrThrow({ where: { batchId } });
  return { place, debtor, batchId, item, endToEndId: item.endToEndId };
}

const collect = (place: DebitRegie, endToEndId: string, receivedOn = COLLECT_ON) =>
  atDesk(place, (context) => collectItem(context, { endToEndId, receivedOn }), BANK_DAY);
const reject = (place: DebitRegie, endToEndId: string, reason = "AM04") =>
  atDesk(place, (context) => rejectItem(context, { endToEndId, reason }), BANK_DAY);
const due = async ({ invoiceId }: Debtor) => (await dueOf(db(), [invoiceId])).get(invoiceId);
const receipts = ({ invoiceId }: Debtor) =>
  db().receipt.findMany({ where: { invoiceId }, orderBy: [{ year: "asc" }, { number: "asc" }] });

describe("money that the bank paid", () => {
  it.each([
    ["2026-12-06", "before-day"],
    ["2026-12-07", true],
    ["2026-12-09", true],
    ["2026-12-10", "future"],
  ])("on %s, confirmed on 9 December for a debit of the 7th: %s", async (day, verdict) => {
    const { place, debtor, endToEndId } = await sent();
    const outcome = await collect(place, endToEndId, day);
    expect(outcome.ok || outcome.reason).toBe(verdict);
    expect(await due(debtor)).toBe(outcome.ok ? 0 : 1999);
  });

  it("settles once, however often it is said", async () => {
    const { place, debtor, batchId, endToEndId } = await sent();
    const outcomes = await Promise.all([
      ...Array.from({ length: 4 }, () => collect(place, endToEndId)),
      atDesk(place, (context) => collectBatch(context, { batchId, receivedOn: COLLECT_ON }), BANK_DAY),
    ]);
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    expect(
      (await receipts(debtor)).map(({ means, amountCents, reference }) => [means, amountCents, reference]),
    ).toEqual([["sepa", 1999, endToEndId]]);
    expect(await due(debtor)).toBe(0);
  });

  it("becomes a credit with a case and its news when the family paid otherwise meanwhile, until the bank takes it back", async () => {
    const { place, debtor, endToEndId } = await sent();
    await atDesk(place, async (context) => {
      const invoice = await payableOf(context.tx, debtor.invoiceId, null);
      if (!invoice) throw new Error("No invoice");
      await recordReceipt(context, { invoice, means: "cash", amountCents: 1500, receivedOn: TODAY });
    });
    const outcome = await collect(place, endToEndId);
    expect(await due(debtor)).toBe(0);
    const credits = await openCredits(db(), { regieId: place.regie.id, householdIds: [debtor.household.id] });
    expect(credits.map(({ creditId, leftCents }) => [creditId, leftCents])).toEqual([
      [outcome.ok ? outcome.receiptId : "", 1500],
    ]);
    const about = { regieId: place.regie.id, invoiceId: debtor.invoiceId };
    const cases = () => db().moneyCase.findMany({ where: about });
    expect(await cases()).toMatchObject([{ kind: "paid-twice", state: "open", amountCents: 1500 }]);
    const mails = await db().mailOutbox.findMany({ where: { householdId: debtor.household.id } });
    expect(mails.filter(({ subject }) => subject.includes("payée deux fois"))).toHaveLength(1);
    await reject(place, endToEndId);
    expect(await cases()).toMatchObject([{ state: "closed", resolution: "bounced" }]);
  });

  it("is nobody's when the reference is unknown", async () => {
    const { place } = await sent();
    expect(await collect(place, "NOBODY-1")).toEqual({ ok: false, reason: "unknown" });
    expect(await reject(place, "NOBODY-1")).toEqual({ ok: false, reason: "unknown" });
  });
});

describe("a debit that the bank sends back", () => {
  it("leaves the invoice to pay, and may be tried again under another reference, as a first debit", async () => {
    const { place, debtor, endToEndId } = await sent();
    expect(await reject(place, endToEndId)).toEqual({ ok: true, isNew: true, suspends: false });
    expect(await receipts(debtor)).toEqual([]);
    expect(await due(debtor)).toBe(1999);
    expect(await collect(place, endToEndId)).toEqual({ ok: false, reason: "rejected" });
    // The same day would be a debit that the family was not told of.
    await expect(atBank(place)).rejects.toThrow("empty");
    await atBank(place, "2026-12-08");
    const items = await db().debitItem.findMany({ where: { invoiceId: debtor.invoiceId }, orderBy: { id: "asc" } });
    expect(items.map((item) => [item.endToEndId, item.sequence])).toEqual([
      [endToEndId, "FRST"],
      [`${endToEndId}-2`, "FRST"],
    ]);
  });

  it("takes the receipt back when it was paid already", async () => {
    const { place, debtor, endToEndId } = await sent();
    await collect(place, endToEndId);
    expect(await reject(place, endToEndId, "MD06")).toMatchObject({ ok: true, isNew: true });
    expect(await reject(place, endToEndId, "MD06")).toMatchObject({ ok: true, isNew: false });
    expect((await receipts(debtor)).map((receipt) => receipt.amountCents)).toEqual([1999, -1999]);
    expect(await due(debtor)).toBe(1999);
    const mails = await db().mailOutbox.findMany({ where: { householdId: debtor.household.id } });
    expect(mails.filter((mail) => JSON.stringify(mail).includes("Contestation du titulaire"))).toHaveLength(1);
  });

  it("and paid at the same instant ends in one way only", async () => {
    const { place, debtor, endToEndId } = await sent();
    await Promise.all([collect(place, endToEndId), reject(place, endToEndId), collect(place, endToEndId)]);
    const item = await db().debitItem.findUniqueOrThrow({ where: { endToEndId } });
    expect(item.state).toBe("rejected");
    expect(await due(debtor)).toBe(1999);
    const total = (await receipts(debtor)).reduce((sum, receipt) => sum + receipt.amountCents, 0);
    expect(total).toBe(0);
  });

  it("suspends the mandate beyond the number that the commune allows", async () => {
    const { place, debtor, endToEndId } = await sent();
    await reject(place, endToEndId);
    await atBank(place, "2026-12-08");
    expect(await reject(place, `${endToEndId}-2`)).toEqual({ ok: true, isNew: true, suspends: true });
    await expect(atBank(place, "2026-12-09")).rejects.toThrow("empty");
    const mandate = await db().sepaMandate.findFirstOrThrow({ where: { payerId: debtor.payer.id } });
    expect(mandate).toMatchObject({ state: "active", rejections: 2 });
    expect(await sign(place, debtor, { replaces: mandate.id })).toMatchObject({ ok: true });
    expect(await atBank(place, "2026-12-09")).toMatchObject({ debits: 1 });
  });
});

it("keeps a debit at the bank from being paid online too, until the bank has answered", async () => {
  const { place, debtor, endToEndId } = await sent();
  const scope = await scopeOf(debtor);
  const reason = async () => (await refusalFor(db(), debtor.invoiceId, scope))?.reason;
  expect(await reason()).toBe("at-bank");
  await reject(place, endToEndId);
  expect(await reason()).not.toBe("at-bank");
});
