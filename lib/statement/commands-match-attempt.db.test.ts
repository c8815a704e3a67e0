/** What PayFiP's list may do to an attempt: take a direct debit back as a whole, and never pay with a test, nor for another régie. */
import { describe, expect, it } from "vitest";
import { sum } from "@/lib/kernel/money";
import { db } from "@/lib/server/db";
import { anAttempt, bring, cases, lines, match, wish } from "@/prisma/testing/matching";
import { aDebt, attempt, type Debt, due, receipts } from "@/prisma/testing/payments";
import { aList } from "@/prisma/testing/statements";

async function listed(debt: Debt, all: readonly { day: string; cents: number }[]) {
  const refdet = debt.invoice.refdet ?? "";
  await bring(debt.regie.id, aList(all.map((one) => ({ ...one, refdet }))));
  return (await lines(debt.regie.id)).map(({ id }) => id);
}

/** Booked from the first line of the list; the second one takes it back. */
async function takenBack(means: "card" | "debit", cents = -9482) {
  const debt = await aDebt();
  const id = await anAttempt(debt, "pending");
  const both = [
    { day: "2026-11-06", cents: 9482 },
    { day: "2026-11-12", cents },
  ];
  const [paid = "", back = ""] = await listed(debt, both);
  const target = { kind: "attempt" as const, id };
  expect(await match(wish(paid, { target, means }))).toMatchObject({ ok: true });
  return { debt, id, paid, outcome: await match(wish(back, { target })) };
}

describe("a negative line of the list", () => {
  it("takes back the direct debit that an earlier line paid", async () => {
    const { debt, id, paid, outcome } = await takenBack("debit");
    expect(outcome).toMatchObject({ ok: true });
    expect((await attempt(id)).state).toBe("rejected_later");
    expect(sum((await receipts(debt)).map(({ amountCents }) => amountCents))).toBe(0);
    expect(await due(debt)).toBe(9482);
    expect((await lines(debt.regie.id)).map(({ id: line, matchId }) => [line === paid, matchId])).toEqual([
      [true, id],
      [false, id],
    ]);
  });

  it.each([
    ["of a card", "card", -9482, "not-open"],
    ["of a cent less than the debit", "debit", -9481, "other-amount"],
    ["of a cent more than the debit", "debit", -9483, "other-amount"],
  ] as const)("%s is refused and leaves the payment in the books", async (_name, means, cents, reason) => {
    const { debt, id, outcome } = await takenBack(means, cents);
    expect(outcome).toEqual({ ok: false, reason });
    expect((await attempt(id)).state).toBe(`paid_${means}`);
    expect(await due(debt)).toBe(0);
  });
});

it.each(["pending", "expired", "suspect"] as const)("a test at PayFiP that is %s pays no invoice", async (state) => {
  const debt = await aDebt();
  const id = await anAttempt(debt, state);
  await db().paymentAttempt.update({ where: { id }, data: { mode: "T" } });
  const [line = ""] = await listed(debt, [{ day: "2026-11-06", cents: 9482 }]);
  const outcome = await match(wish(line, { target: { kind: "attempt", id }, means: "card" }));
  expect(outcome).toEqual({ ok: false, reason: "not-open" });
  expect(await receipts(debt)).toEqual([]);
  expect((await attempt(id)).state).toBe(state);
});

it("a line that is given to another régie's invoice writes nothing: no case, nothing in the books", async () => {
  const [debt, other] = [await aDebt(), await aDebt()];
  const [line = ""] = await listed(debt, [{ day: "2026-11-06", cents: 9482 }]);
  const outcome = await match(wish(line, { target: { kind: "invoice", id: other.invoice.id }, means: "card" }));
  expect(outcome).toEqual({ ok: false, reason: "other-regie" });
  expect(await cases(debt.regie.id)).toEqual([]);
  expect(await db().ledgerEntry.count({ where: { regieId: debt.regie.id, kind: "payment.unknown" } })).toBe(0);
});
