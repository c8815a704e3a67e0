import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sum } from "@/lib/kernel/money";
import {
  afterStep,
  planRefund,
  type RefundableReceipt,
  refundStates,
  refundSteps,
  refuseOrder,
  refusePayment,
} from "./rules";

const card = (id: string, leftCents: number): RefundableReceipt => ({ id, means: "card", leftCents });

describe("the states of a refund", () => {
  it("has these edges and no other", () => {
    const edges = refundStates.flatMap((state) =>
      refundSteps.flatMap((step) => {
        const after = afterStep(state, step);
        return after ? [`${state} ${step} ${after}`] : [];
      }),
    );
    expect(edges).toEqual([
      "requested order ordered",
      "requested refuse refused",
      "ordered pay paid",
      "ordered refuse refused",
      "ordered fail failed",
      "paid fail failed",
    ]);
  });
});

describe("what is asked for", () => {
  it.each([
    [4999, true],
    [5000, true],
    [5001, false],
  ])("%i cents out of a credit of 50 €: %s", (amountCents, ok) => {
    const plan = planRefund({ amountCents }, { creditCents: 5000, receipts: [card("a", 9000)] });
    expect(plan.ok).toBe(ok);
  });

  it("is no more than what was paid, whatever the credit", () => {
    const facts = { creditCents: 9000, receipts: [card("a", 3000), card("b", 2000)] };
    expect(planRefund({ amountCents: 5001 }, facts)).toEqual({ ok: false, reason: "above-receipts", mostCents: 5000 });
    expect(planRefund({ amountCents: 5000 }, facts)).toMatchObject({
      parts: [
        { receiptId: "a", amountCents: 3000 },
        { receiptId: "b", amountCents: 2000 },
      ],
    });
  });

  it("is refused without a credit, and where only titles paid", () => {
    expect(planRefund({ amountCents: 1 }, { creditCents: 0, receipts: [card("a", 1)] })).toMatchObject({
      reason: "no-credit",
    });
    const titles = [{ id: "a", means: "cesu", leftCents: 5000 } as const];
    expect(planRefund({ amountCents: 1 }, { creditCents: 5000, receipts: titles })).toMatchObject({
      reason: "not-refundable",
      mostCents: 0,
    });
  });

  it("comes from the receipt that is named, when one is", () => {
    const facts = { creditCents: 9000, receipts: [card("a", 3000), card("b", 2000)] };
    expect(planRefund({ amountCents: 2001, receiptId: "b" }, facts)).toMatchObject({ reason: "above-receipts" });
    expect(planRefund({ amountCents: 2000, receiptId: "b" }, facts)).toMatchObject({ parts: [{ receiptId: "b" }] });
    expect(planRefund({ amountCents: 1, receiptId: "z" }, facts)).toMatchObject({ reason: "not-refundable" });
  });

  it("adds up to the wish, and takes no receipt beyond what is left of it", () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 50_000 }), fc.nat(60_000), (lefts, amountCents, creditCents) => {
        const receipts = lefts.map((left, index) => card(String(index), left));
        const plan = planRefund({ amountCents }, { creditCents, receipts });
        if (!plan.ok) {
          expect(amountCents).toBeGreaterThan(plan.mostCents);
          return;
        }
        expect(sum(plan.parts.map((part) => part.amountCents))).toBe(amountCents);
        for (const part of plan.parts) {
          expect(part.amountCents).toBeLessThanOrEqual(lefts[Number(part.receiptId)] ?? 0);
          expect(part.amountCents).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe("an order", () => {
  const refund = { state: "requested", requestedById: "a", amountCents: 5000 } as const;
  const facts = { actorId: "b", creditCents: 5000, isReversed: false };
  it.each([
    [{}, {}, null],
    [{}, { actorId: "a" }, "same-person"],
    [{}, { creditCents: 4999 }, "no-credit"],
    [{}, { isReversed: true }, "reversed"],
    [{ state: "ordered" }, {}, "not-open"],
    [{ state: "refused" }, {}, "not-open"],
    [{ requestedById: null }, { actorId: null }, null],
  ] as const)("%j, %j: %s", (given, more, reason) => {
    expect(refuseOrder({ ...refund, ...given }, { ...facts, ...more })).toBe(reason);
  });
});

describe("money that goes back", () => {
  const wish = { state: "ordered", means: "cash", amountCents: 5000, paidOn: "2026-11-23" } as const;
  const facts = { today: "2026-11-23", orderedOn: "2026-11-20", cashCents: 5000, isReversed: false };
  it.each([
    [{}, {}, null],
    [{ paidOn: "2026-11-24" }, {}, "future"],
    [{ paidOn: "2026-11-20" }, {}, null],
    [{ paidOn: "2026-11-19" }, {}, "before-order"],
    [{}, { cashCents: 4999 }, "no-cash"],
    [{ means: "card" }, { cashCents: 0 }, null],
    [{ state: "requested" }, {}, "not-open"],
    [{ state: "paid" }, {}, "not-open"],
    [{}, { isReversed: true }, "reversed"],
  ] as const)("%j, %j: %s", (given, more, reason) => {
    expect(refusePayment({ ...wish, ...given }, { ...facts, ...more })).toBe(reason);
  });
});
