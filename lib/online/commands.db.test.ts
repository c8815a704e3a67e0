/** Money that pays nothing owed is in the books all the same, as the family's credit, and a person has its case (domain rule 36). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { spendCredits } from "@/lib/ledger/commands-credits";
import { claimsDueOf, dueOf, openCredits, totalsByAccount } from "@/lib/ledger/queries";
import { claimLines } from "@/lib/ledger/rules";
import { lockInvoice, recordReceipt } from "@/lib/payment/commands-receipt";
import { payableOf } from "@/lib/payment/queries";
import { openCases } from "@/lib/payment/queries-case";
import { db, transaction } from "@/lib/server/db";
import { decidePayment } from "@/lib/treasury/commands-decide";
import { anAccount, anIssuedInvoice, contextFor } from "@/prisma/fixtures";
import {
  aDebt,
  attempt,
  begin,
  DAY,
  type Debt,
  due,
  later,
  mailsTo,
  open,
  receipts,
  start,
  startTreasury,
} from "@/prisma/testing/payments";
import { pollPayment, settle } from "./commands-settle";
import { openPayment } from "./commands-start";

let treasury: Awaited<ReturnType<typeof startTreasury>>;

beforeAll(async () => {
  treasury = await startTreasury({ PORTAIL_DEMO: "1" });
  await anAccount(db(), { role: "regie" });
});
afterAll(() => treasury.close());
beforeEach(() => treasury.behaveWell());

const act = <Value>(work: (context: ReturnType<typeof contextFor>) => Promise<Value>) =>
  transaction(async (tx) => work(contextFor(tx, await anAccount(tx, { role: "regie" }), later(5))));

const books = ({ regie }: Debt) => totalsByAccount(db(), regie.id);
const casesOf = async ({ regie }: Debt) =>
  (await openCases(db(), { regieId: regie.id })).map(({ kind, amountCents }) => [kind, amountCents]);
const credit = async ({ regie, household }: Debt) =>
  (await openCredits(db(), { regieId: regie.id, householdIds: [household.id] })).map(({ leftCents }) => leftCents);

/** Another invoice of 20 €, which the credit pays. */
async function spendOnNext({ regie, household, payer }: Debt) {
  const place = { regieId: regie.id, householdId: household.id, payerId: payer.id };
  const next = await anIssuedInvoice(db(), { ...place, sales: [{ productCode: "CANT", amountCents: 2000 }] });
  const owed = { invoiceId: next.id, householdId: household.id, payerId: payer.id, dueCents: 2000 };
  await act((context) => spendCredits(context, { regieId: regie.id, debts: [owed] }));
  return next;
}

async function payAtDesk({ invoice }: Debt, amountCents: number) {
  await act(async (context) => {
    await lockInvoice(context.tx, invoice.id);
    const known = await payableOf(context.tx, invoice.id, null);
    if (!known) throw new Error("no invoice");
    await recordReceipt(context, { invoice: known, means: "cash", amountCents, receivedOn: context.today });
  });
}

async function handOver({ regie, household, payer, invoice }: Debt, amountCents = 9482) {
  const lines = claimLines({ invoiceId: invoice.id, householdId: household.id, payerId: payer.id }, amountCents);
  await act((context) =>
    post(context, [{ regieId: regie.id, kind: "claim.handed", sourceId: newId(), day: context.today, lines }]),
  );
}

async function payTwice(debt: Debt, letter: "P" | "V" = "P") {
  const [one, two] = [await open(debt), await open(debt)];
  await treasury.press(one.idop, "P");
  await treasury.press(two.idop, letter);
  expect(await settle(one.id, later(2))).toBe("paid_card");
  expect(await settle(two.id, later(3))).toBe("paid_twice");
  return two;
}

describe("an invoice paid twice", () => {
  it("settles once; the second money is a credit with a receipt, a case with a person in charge, and a mail", async () => {
    const debt = await aDebt();
    const [one, two] = [await open(debt), await open(debt)];
    await Promise.all([treasury.press(one.idop, "P"), treasury.press(two.idop, "P")]);
    const states = await Promise.all([settle(one.id, later(2)), settle(two.id, later(2))]);
    expect(states.sort()).toEqual(["paid_card", "paid_twice"]);
    expect(await due(debt)).toBe(0);
    expect((await receipts(debt)).map((receipt) => receipt.amountCents)).toEqual([9482, 9482]);
    expect(await books(debt)).toMatchObject({ card: 2 * 9482, receivable: 0, credit: -9482 });
    expect(await credit(debt)).toEqual([9482]);
    const [found, ...others] = await openCases(db(), { regieId: debt.regie.id });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: "paid-twice", amountCents: 9482, inCharge: { name: expect.any(String) } });
    expect((await mailsTo(debt)).filter((subject) => subject.includes("payée deux fois"))).toHaveLength(1);
  });

  it("in part at the desk meanwhile: what is left is paid, the rest is the credit", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await payAtDesk(debt, 5000);
    await treasury.press(idop, "P");
    expect(await settle(id, later(6))).toBe("paid_twice");
    expect(await due(debt)).toBe(0);
    expect(await credit(debt)).toEqual([5000]);
    expect(await casesOf(debt)).toEqual([["paid-twice", 5000]]);
  });

  it("by a direct debit that bounces: the credit is gone, nothing is owed, and the refund's case is closed", async () => {
    const debt = await aDebt();
    const { id, idop } = await payTwice(debt, "V");
    await treasury.control("POST", "result", { idop, resultrans: "Z" });
    expect(await settle(id, later(3 * DAY))).toBe("rejected_later");
    expect(await due(debt)).toBe(0);
    expect(await credit(debt)).toEqual([]);
    expect(await books(debt)).toMatchObject({ card: 9482, debit: 0, credit: 0 });
    expect(await casesOf(debt)).toEqual([["rejected-later", 9482]]);
  });

  it("by a direct debit that bounces after its credit paid another invoice: that invoice owes its part again", async () => {
    const debt = await aDebt();
    const { id, idop } = await payTwice(debt, "V");
    const next = await spendOnNext(debt);
    expect(await credit(debt)).toEqual([7482]);
    await treasury.control("POST", "result", { idop, resultrans: "Z" });
    expect(await settle(id, later(3 * DAY))).toBe("rejected_later");
    expect(await due(debt)).toBe(0);
    expect((await dueOf(db(), [next.id])).get(next.id)).toBe(2000);
    expect(await credit(debt)).toEqual([]);
    expect(await books(debt)).toMatchObject({ card: 9482, debit: 0, credit: 0, receivable: 2000 });
  });
});

describe("an invoice handed over to the comptable", () => {
  it("is owed to the comptable alone when the debit that came too late bounces after its credit paid another one", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await handOver(debt);
    await treasury.press(idop, "V");
    expect(await settle(id, later(6))).toBe("after_hand_over");
    const next = await spendOnNext(debt);
    await treasury.control("POST", "result", { idop, resultrans: "Z" });
    expect(await settle(id, later(3 * DAY))).toBe("rejected_later");
    const [due, claims] = await Promise.all([
      dueOf(db(), [debt.invoice.id, next.id]),
      claimsDueOf(db(), [debt.invoice.id]),
    ]);
    expect([due.get(debt.invoice.id), claims.get(debt.invoice.id), due.get(next.id)]).toEqual([0, 9482, 2000]);
    expect(await credit(debt)).toEqual([]);
  });

  it("is not payable to the régie any more, and the refusal says so", async () => {
    const debt = await aDebt();
    await handOver(debt);
    expect(await start(debt)).toEqual({ ok: false, reason: "handed-over" });
    expect(await db().paymentAttempt.count({ where: { invoiceId: debt.invoice.id } })).toBe(0);
  });

  it("while a payment was under way: its money is a credit and a case, and the claim stays the comptable's", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await handOver(debt);
    await treasury.press(idop, "P");
    expect(await settle(id, later(6))).toBe("after_hand_over");
    expect(await books(debt)).toMatchObject({ card: 9482, receivable: 0, credit: -9482, claim: 9482 });
    expect(await casesOf(debt)).toEqual([["settled-after-hand-over", 9482]]);
    expect(await mailsTo(debt)).toEqual([expect.stringContaining("après la transmission")]);
  });
});

describe("another amount than was asked", () => {
  async function aDoubt(debt: Debt, montant: string) {
    const { id, idop } = await open(debt);
    await treasury.press(idop, "P");
    await treasury.behave({ overrideFields: { montant } });
    expect(await settle(id, later(2))).toBe("amount_differs");
    return id;
  }
  const decide = (attemptId: string, amount: number) =>
    act((context) => decidePayment(context, { attemptId, decision: "card", amount, reason: "Relevé, ligne 12" }));

  it.each([
    ["less is booked, and the rest stays due", "5000", 5000, 4482, []],
    ["the very amount after all settles", "5000", 9482, 0, []],
    ["more settles, and the rest is the family's credit", "10000", 10_000, 0, [518]],
  ] as const)("%s", async (_, montant, amount, left, credits) => {
    const debt = await aDebt();
    const id = await aDoubt(debt, montant);
    expect(await casesOf(debt)).toEqual([["amount-differs", Number(montant)]]);
    expect(await decide(id, amount)).toMatchObject({ ok: true });
    expect((await attempt(id)).state).toBe("paid_card");
    expect(await due(debt)).toBe(left);
    expect(await credit(debt)).toEqual(credits);
    expect(await casesOf(debt)).toEqual([]);
  });

  it("decided once the invoice is paid otherwise is a second payment, with its case", async () => {
    const debt = await aDebt();
    const id = await aDoubt(debt, "5000");
    await payAtDesk(debt, 9482);
    expect(await decide(id, 5000)).toMatchObject({ ok: true });
    expect((await attempt(id)).state).toBe("paid_twice");
    expect(await casesOf(debt)).toEqual([["paid-twice", 5000]]);
  });
});

describe("the contracts of a régie", () => {
  const contract = (debt: Debt, numcli: string, given: object) =>
    db().payfipContract.create({
      data: { id: newId(), regieId: debt.regie.id, numcli, label: numcli, isDefault: false, ...given },
    });

  it("an attempt leaves through the contract that was chosen, and keeps its client number when the default changes", async () => {
    const debt = await aDebt();
    await db().payfipContract.updateMany({ where: { regieId: debt.regie.id }, data: { debitActive: false } });
    const second = await contract(debt, "543210", { cardActive: false });
    const begun = await start(debt, later(0), second.id);
    if (!begun.ok) throw new Error(begun.reason);
    expect((await attempt(begun.attemptId)).numcli).toBe("543210");
    const other = await begin(debt);
    expect((await attempt(other)).numcli).not.toBe("543210");
    await db().payfipContract.updateMany({ where: { regieId: debt.regie.id }, data: { isDefault: false } });
    const opened = await openPayment(begun.attemptId, later(0));
    expect(opened).toMatchObject({ ok: true });
    await treasury.press((await attempt(begun.attemptId)).idop ?? "", "V");
    expect(await settle(begun.attemptId, later(2))).toBe("paid_debit");
  });

  it("of another régie, or without any activated means, open nothing", async () => {
    const [debt, stranger] = [await aDebt(), await aDebt()];
    const theirs = await contract(stranger, "543211", {});
    expect(await start(debt, later(0), theirs.id)).toEqual({ ok: false, reason: "closed" });
    const where = { regieId: debt.regie.id };
    await db().payfipContract.updateMany({ where, data: { cardActive: false, debitActive: false } });
    expect(await start(debt)).toEqual({ ok: false, reason: "closed" });
  });

  it.each([
    [
      { minCents: 9483, maxCents: 100_000 },
      { ok: false, reason: "too-small", facts: { minimum: 9483 } },
    ],
    [{ minCents: 9482, maxCents: 100_000 }, { ok: true }],
    [
      { minCents: 100, maxCents: 9481 },
      { ok: false, reason: "too-big" },
    ],
    [{ minCents: 100, maxCents: 9482 }, { ok: true }],
  ])("the régie's own limits %o", async (payfip, expected) => {
    const debt = await aDebt();
    await db().regie.update({ where: { id: debt.regie.id }, data: { settings: { payfip } } });
    expect(await start(debt)).toMatchObject(expected);
  });
});

describe("asking about an attempt", () => {
  const nextPoll = async (id: string) => (await attempt(id)).nextPollAt;

  it("goes on by night for a direct debit, since it may bounce, and ends for a card", async () => {
    const [card, debit] = [await open(await aDebt()), await open(await aDebt())];
    await treasury.press(card.idop, "P");
    await treasury.press(debit.idop, "V");
    for (const { id } of [card, debit]) await settle(id, later(2));
    expect(await nextPoll(card.id)).toBeNull();
    expect(await nextPoll(debit.id)).toEqual(later(3));
    await settle(debit.id, later(50 * DAY));
    expect(await nextPoll(debit.id)).not.toBeNull();
    await settle(debit.id, later(62 * DAY));
    expect(await nextPoll(debit.id)).toBeNull();
  });

  it("begins again when the list turns a closed attempt into a direct debit", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await treasury.press(idop, "R");
    await settle(id, later(3 * DAY));
    expect(await nextPoll(id)).toBeNull();
    await treasury.control("POST", "result", { idop, resultrans: "V" });
    expect(await settle(id, later(4 * DAY))).toBe("paid_debit");
    const job = await db().job.findUnique({ where: { dedupeKey: `payment.poll:${id}:paid_debit` } });
    expect(job).toMatchObject({ state: "queued" });
    expect(await pollPayment(db(), { id: "x", kind: "payment.poll", payload: { attemptId: id }, attempts: 1 })).toEqual(
      await nextPoll(id),
    );
  });
});
