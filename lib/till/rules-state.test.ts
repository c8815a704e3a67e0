import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sum } from "@/lib/kernel/money";
import {
  depositedLeft,
  differences,
  heldOf,
  overCeiling,
  refuseAcceptance,
  refuseRemittance,
  remittanceDue,
  tillLines,
} from "./rules-state";

describe("an overdue remittance", () => {
  const facts = { since: "2026-10-24", everyDays: 30, inHandCents: 1 };
  it.each([
    ["2026-11-22", false],
    ["2026-11-23", false],
    ["2026-11-24", true],
  ])("30 days after 24 October, on %s: late %s", (today, isOverdue) => {
    expect(remittanceDue({ ...facts, today })).toEqual({ dueOn: "2026-11-23", isOverdue });
  });

  it("is never asked for with nothing in hand, no interval, or nothing ever received", () => {
    const today = "2027-11-24";
    expect(remittanceDue({ ...facts, today, inHandCents: 0 })).toBeNull();
    expect(remittanceDue({ ...facts, today, inHandCents: -1 })).toBeNull();
    expect(remittanceDue({ ...facts, today, everyDays: 0 })).toBeNull();
    expect(remittanceDue({ ...facts, today, since: null })).toBeNull();
  });
});

describe("the ceiling of cash", () => {
  it.each([
    [121_999, 122_000, 0],
    [122_000, 122_000, 0],
    [122_001, 122_000, 1],
    [999_999, 0, 0],
  ])("%i cents under a ceiling of %i: %i over", (cash, ceiling, over) => {
    expect(overCeiling(cash, ceiling)).toBe(over);
  });
});

describe("a remittance", () => {
  const facts = { inHand: { cash: 5000, cheque: -300, card: 9482 }, today: "2026-11-23" };
  const remit = (amounts: Record<string, number>, remittedOn = "2026-11-23") =>
    refuseRemittance({ amounts, remittedOn }, facts);
  it.each([
    [{ cash: 4999 }, null],
    [{ cash: 5000, card: 9482 }, null],
    [{ cash: 5001 }, "more-than-in-hand"],
    [{ cash: 100, transfer: 1 }, "more-than-in-hand"],
    [{ cash: 100, cheque: 1 }, "more-than-in-hand"],
    [{}, "nothing"],
    [{ cash: 0 }, "nothing"],
  ])("of %j: %s", (amounts, reason) => {
    expect(remit(amounts)).toBe(reason);
  });

  it("is made today or before, not tomorrow", () => {
    expect(remit({ cash: 1 }, "2026-11-24")).toBe("future");
  });
});

describe("the lines of a till", () => {
  it("counts what is at the bank as in hand until it is paid over, the deposited first", () => {
    const given = { inHand: { cash: 200, cheque: 7000 }, since: { cheque: 7000 }, deposited: { cheque: 9000 } };
    const lines = tillLines({ ...given, remitted: { cheque: 4000 } });
    expect(lines).toEqual([
      { means: "cash", inHandCents: 200, sinceCents: 0, depositedCents: 0 },
      { means: "cheque", inHandCents: 7000, sinceCents: 7000, depositedCents: 5000 },
    ]);
    expect(heldOf(lines)).toEqual({ cash: 200, cheque: 2000, cesu: 0, voucher: 0 });
  });

  it("never say more is at the bank than is in hand, nor less than nothing", () => {
    const amount = fc.integer({ min: -50_000, max: 50_000 });
    fc.assert(
      fc.property(amount, amount, amount, (depositedCents, remittedCents, inHandCents) => {
        const left = depositedLeft({ depositedCents, remittedCents, inHandCents });
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(Math.max(0, inHandCents));
      }),
    );
  });

  it("add up to what is in hand", () => {
    const amounts = fc.record({ cash: fc.nat(), cheque: fc.nat(), cesu: fc.nat(), card: fc.nat() });
    fc.assert(
      fc.property(amounts, (inHand) => {
        const lines = tillLines({ inHand, since: {}, deposited: {}, remitted: {} });
        expect(sum(lines.map((line) => line.inHandCents))).toBe(sum(Object.values(inHand)));
      }),
    );
  });
});

describe("a handover", () => {
  const booked = { cash: 5000, cheque: 2000, cesu: 0, voucher: 0 };
  it("names each means that differs, and only those", () => {
    expect(differences(booked, { ...booked, cash: 4999, voucher: 1 })).toEqual([
      { means: "cash", cents: -1 },
      { means: "voucher", cents: 1 },
    ]);
    expect(differences(booked, booked)).toEqual([]);
  });

  const handover = { toId: "b", isLatest: true, isAccepted: false, booked };
  it.each([
    [{}, "b", booked, null],
    [{}, "a", booked, "not-yours"],
    [{ isAccepted: true }, "b", booked, "accepted"],
    [{ isLatest: false }, "b", booked, "superseded"],
    [{}, "b", { ...booked, cash: 5001 }, "moved"],
  ] as const)("%j, accepted by %s: %4$s", (given, accountId, held, reason) => {
    expect(refuseAcceptance({ ...handover, ...given }, { accountId, held })).toBe(reason);
  });
});
