import { describe, expect, it } from "vitest";
import { type CounterFacts, type CounterWish, type ReceiptFacts, refuseCounter, refuseReversal, takeOf } from "./rules";

const FACTS: CounterFacts = {
  ...{ dueCents: 9482, claimCents: 0, issuedOn: "2026-11-05", today: "2026-11-23" },
  accepted: { cesu: true, voucher: true },
};
const wish = (given: Partial<CounterWish> = {}): CounterWish => ({
  ...{ means: "cash", amount: 9482, receivedOn: "2026-11-23", keepSurplus: false },
  ...given,
});

describe("money at the counter", () => {
  it.each([
    ["cash", 9481, false, null],
    ["cash", 9482, false, null],
    ["cash", 9483, false, "too-much"],
    ["cash", 9483, true, "too-much"],
    ["cheque", 9483, false, "surplus"],
    ["cheque", 9483, true, null],
    ["transfer", 9483, false, "surplus"],
    ["transfer", 9483, true, null],
    ["cesu", 9482, false, null],
    ["cesu", 9483, false, "no-change"],
    ["voucher", 9483, false, "no-change"],
    ["voucher", 9483, true, null],
  ] as const)("%s of %i cents for 94,82 € due, surplus kept %s: %s", (means, amount, keepSurplus, reason) => {
    expect(refuseCounter(wish({ means, amount, keepSurplus }), FACTS)).toBe(reason);
  });

  it.each([
    ["2026-11-04", "before-invoice"],
    ["2026-11-05", null],
    ["2026-11-23", null],
    ["2026-11-24", "future"],
  ])("received on %s: %s", (receivedOn, reason) => {
    expect(refuseCounter(wish({ receivedOn }), FACTS)).toBe(reason);
  });

  it("is refused for an invoice that the comptable collects, even where something is due to the régie", () => {
    expect(refuseCounter(wish(), { ...FACTS, claimCents: 1 })).toBe("handed");
    expect(refuseCounter(wish(), { ...FACTS, claimCents: 9482, dueCents: 0 })).toBe("handed");
  });

  it("is refused when nothing is due", () => {
    expect(refuseCounter(wish({ amount: 1 }), { ...FACTS, dueCents: 1 })).toBeNull();
    expect(refuseCounter(wish({ amount: 1 }), { ...FACTS, dueCents: 0 })).toBe("nothing-due");
    expect(refuseCounter(wish({ amount: 1 }), { ...FACTS, dueCents: -5 })).toBe("nothing-due");
  });

  it("takes the titles that the régie's settings accept", () => {
    const accepted = { cesu: true, voucher: false };
    expect(refuseCounter(wish({ means: "cesu" }), { ...FACTS, accepted })).toBeNull();
    expect(refuseCounter(wish({ means: "voucher" }), { ...FACTS, accepted })).toBe("not-accepted");
    expect(refuseCounter(wish(), { ...FACTS, accepted: { cesu: false, voucher: false } })).toBeNull();
  });
});

describe("what is too much", () => {
  it.each([
    ["cheque", 10_000, { amountCents: 10_000, surplusCents: 518, lostCents: 0 }],
    ["transfer", 9482, { amountCents: 9482, surplusCents: 0, lostCents: 0 }],
    ["cesu", 10_000, { amountCents: 9482, surplusCents: 0, lostCents: 518 }],
    ["voucher", 9000, { amountCents: 9000, surplusCents: 0, lostCents: 0 }],
  ] as const)("of a %s of %i cents", (means, amount, take) => {
    expect(takeOf(wish({ means, amount }), 9482)).toEqual(take);
  });
});

describe("a receipt taken back", () => {
  const RECEIPT: ReceiptFacts = {
    ...{ means: "cheque", isReversed: false, isReversal: false, inLot: false, isDeposited: false },
    ...{ amountCents: 5000, inHandCents: 5000, refundedCents: 0, surplusCents: 0, surplusLeftCents: 0 },
  };
  it.each([
    ["mistake", {}, null],
    ["mistake", { isReversed: true }, "already"],
    ["mistake", { isReversal: true }, "already"],
    ["mistake", { means: "card" }, "not-counter"],
    ["mistake", { means: "sepa" }, "not-counter"],
    ["mistake", { isDeposited: true }, "locked"],
    ["mistake", { inLot: true }, "locked"],
    ["mistake", { inHandCents: 4999 }, "remitted"],
    ["mistake", { refundedCents: 1 }, "refunded"],
    ["mistake", { surplusCents: 500, surplusLeftCents: 500 }, null],
    ["mistake", { surplusCents: 500, surplusLeftCents: 499 }, "credit-used"],
    ["bounced", {}, "not-deposited"],
    ["bounced", { isDeposited: true, inHandCents: 0 }, null],
    ["bounced", { inLot: true }, null],
    ["bounced", { isDeposited: true, surplusCents: 500, surplusLeftCents: 0 }, null],
    ["bounced", { isDeposited: true, refundedCents: 500, surplusCents: 500, surplusLeftCents: 500 }, null],
    ["bounced", { means: "cash", isDeposited: true }, "not-cheque"],
    ["bounced", { isDeposited: true, isReversed: true }, "already"],
  ] as const)("%s, %j: %s", (kind, given, reason) => {
    expect(refuseReversal(kind, { ...RECEIPT, ...given })).toBe(reason);
  });
});
