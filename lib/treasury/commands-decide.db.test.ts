/** A régisseur decides about payments that the portal set aside: with a reason, never beyond what is due, and once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fromColumn, parisOf } from "@/lib/kernel/civil-date";
import { settle } from "@/lib/online/commands-settle";
import { db, transaction } from "@/lib/server/db";
import { anAccount, contextFor } from "@/prisma/fixtures";
import {
  aDebt,
  attempt,
  DAY,
  type Debt,
  due,
  later,
  open,
  receipts,
  startTreasury,
  told,
} from "@/prisma/testing/payments";
import { decidePayment, rejectOnline, wishToAsk } from "./commands-decide";
import { controlOf } from "./queries-control";
import { agrees } from "./rules";
import type { Decision } from "./schema";

let treasury: Awaited<ReturnType<typeof startTreasury>>;

beforeAll(async () => {
  treasury = await startTreasury({ PORTAIL_DEMO: "1" });
});
afterAll(() => treasury.close());
beforeEach(() => treasury.behaveWell());

/** PayFiP says 50 € where 94,82 € were asked. */
async function aDoubt(debt: Debt) {
  const { id, idop } = await open(debt);
  await treasury.press(idop, "P");
  await treasury.behave({ overrideFields: { montant: "5000" } });
  expect(await settle(id, later(2))).toBe("amount_differs");
  return id;
}

async function decide(wish: Omit<Decision, "reason">) {
  const regisseur = await anAccount(db(), { role: "regie" });
  return transaction((tx) =>
    decidePayment(contextFor(tx, regisseur, later(10)), { ...wish, reason: "Relevé, ligne 12" }),
  );
}

const gapsOf = async ({ regie }: Debt) => {
  const days = { since: "2026-01-01", until: "2030-12-31" };
  return (await controlOf(db(), { regieId: regie.id, ...days })).filter((gap) => !agrees(gap));
};

describe("a payment of another amount", () => {
  it("is a gap of the control until it is decided; then what came is booked, and the rest stays due", async () => {
    const debt = await aDebt();
    const attemptId = await aDoubt(debt);
    expect(await gapsOf(debt)).toEqual([{ means: "card", ledgerCents: 0, receiptsCents: 0, providerCents: 5000 }]);
    expect(await decide({ attemptId, decision: "card", amount: 5000 })).toEqual({ ok: true, attemptId });
    expect(await receipts(debt)).toMatchObject([{ attemptId, amountCents: 5000, means: "card" }]);
    expect(await due(debt)).toBe(4482);
    expect(await gapsOf(debt)).toEqual([]);
    expect((await told(attemptId)).at(-1)).toBe("payment.corrected");
  });

  it("bears the day of the decision when the day that came with it is in another year", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await treasury.press(idop, "P");
    await treasury.behave({ overrideFields: { montant: "5000", dattrans: "31122025" } });
    await settle(id, later(2));
    await decide({ attemptId: id, decision: "card", amount: 5000 });
    const [receipt] = await receipts(debt);
    expect(receipt && fromColumn(receipt.receivedOn)).toBe(parisOf(later(10)).day);
    expect((await attempt(id)).paidAtRaw).toMatch(/^2025-12-31T/);
    expect(await gapsOf(debt)).toEqual([]);
  });

  it("leaves no gap when a debit cleared with more than was asked bounces", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await treasury.press(idop, "V");
    await treasury.behave({ overrideFields: { montant: "9500" } });
    await settle(id, later(2));
    await decide({ attemptId: id, decision: "debit", amount: 9500 });
    await treasury.behaveWell();
    await treasury.control("POST", "result", { idop, resultrans: "Z" });
    expect(await settle(id, later(3 * DAY))).toBe("rejected_later");
    expect(await gapsOf(debt)).toEqual([]);
  });

  it("is dismissed when no money came, and nothing is booked", async () => {
    const debt = await aDebt();
    const attemptId = await aDoubt(debt);
    expect(await decide({ attemptId, decision: "none", amount: null })).toMatchObject({ ok: true });
    expect((await attempt(attemptId)).state).toBe("refused");
    expect(await receipts(debt)).toEqual([]);
  });

  it("is not booked beyond what is due, nor without an amount, nor twice", async () => {
    const debt = await aDebt();
    const attemptId = await aDoubt(debt);
    expect(await decide({ attemptId, decision: "card", amount: 9483 })).toMatchObject({ reason: "too-much" });
    expect(await decide({ attemptId, decision: "debit", amount: null })).toMatchObject({ reason: "no-amount" });
    const twice = await Promise.all([1, 2].map(() => decide({ attemptId, decision: "card", amount: 5000 })));
    expect(twice.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await receipts(debt)).toHaveLength(1);
  });
});

it("asks again only where an answer can still change something", async () => {
  const debt = await aDebt();
  const { id, idop } = await open(debt);
  const ask = () =>
    transaction(async (tx) => wishToAsk(contextFor(tx, await anAccount(tx, { role: "regie" })), { attemptId: id }));
  expect(await ask()).toMatchObject({ ok: true });
  await treasury.press(idop, "P");
  await settle(id, later(2));
  expect(await ask()).toMatchObject({ reason: "nothing-to-learn" });
});

describe("a direct debit made at PayFiP that the bank took back", () => {
  const reject = async (receiptId: string) => {
    const regisseur = await anAccount(db(), { role: "regie" });
    const wish = { receiptId, motive: "Courriel du comptable" };
    return transaction((tx) => rejectOnline(contextFor(tx, regisseur, later(10)), wish));
  };
  const paidBy = async (debt: Debt, letter: "P" | "V") => {
    const { id, idop } = await open(debt);
    await treasury.press(idop, letter);
    await settle(id, later(2));
    const [receipt] = await receipts(debt);
    return { attemptId: id, receiptId: receipt?.id ?? "" };
  };

  it("is written down by a person, once even when two do: the family owes again", async () => {
    const debt = await aDebt();
    const { attemptId, receiptId } = await paidBy(debt, "V");
    expect(await due(debt)).toBe(0);
    const outcomes = await Promise.all([reject(receiptId), reject(receiptId)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "already" });
    expect(await attempt(attemptId)).toMatchObject({ state: "rejected_later" });
    expect((await receipts(debt)).map(({ amountCents }) => amountCents).sort((a, b) => a - b)).toEqual([-9482, 9482]);
    expect(await due(debt)).toBe(9482);
    const cases = await db().moneyCase.findMany({ where: { attemptId } });
    expect(cases).toMatchObject([{ kind: "rejected-later", state: "open", amountCents: 9482 }]);
    expect((await told(attemptId)).filter((type) => type === "payment.corrected")).toHaveLength(1);
  });

  it("is no card payment, nor money from the counter", async () => {
    const { receiptId } = await paidBy(await aDebt(), "P");
    expect(await reject(receiptId)).toEqual({ ok: false, reason: "not-debit" });
  });
});
