import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sum } from "@/lib/kernel/money";
import { afterStep, LATE_DAYS, nextPayment, scheduleOf, standingOf } from "./rules-plan";

const nothing = { paid: 0, credited: 0, writtenOff: 0, handed: 0 };
const paidOnly = (paid: number) => ({ ...nothing, paid });
const plan = scheduleOf(10_000, { count: 3, firstOn: "2026-12-31" });

describe("the instalments of a plan", () => {
  it("fall on the same day of each month, or on its last", () => {
    expect(plan).toEqual([
      { dueOn: "2026-12-31", amountCents: 3334 },
      { dueOn: "2027-01-31", amountCents: 3333 },
      { dueOn: "2027-02-28", amountCents: 3333 },
    ]);
  });

  it("add up to what is owed, none more than a cent from another", () => {
    fc.assert(
      fc.property(fc.integer({ min: 24, max: 5_000_000 }), fc.integer({ min: 1, max: 24 }), (total, count) => {
        const amounts = scheduleOf(total, { count, firstOn: "2026-12-05" }).map((one) => one.amountCents);
        expect(sum(amounts)).toBe(total);
        expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("how a plan stands", () => {
  const states = (paidCents: number, today: string) =>
    standingOf(plan, paidOnly(paidCents), today).instalments.map(({ state }) => state);

  it("pays the first instalment first", () => {
    expect(states(0, "2026-12-10")).toEqual(["due", "waiting", "waiting"]);
    expect(states(3333, "2026-12-10")).toEqual(["due", "waiting", "waiting"]);
    expect(states(3334, "2026-12-10")).toEqual(["paid", "waiting", "waiting"]);
    expect(standingOf(plan, paidOnly(4000), "2026-12-10").instalments[1]?.cover.paid).toBe(666);
    expect(standingOf(plan, paidOnly(10_000), "2027-05-01")).toMatchObject({ isOver: true, leftCents: 0, daysLate: 0 });
  });

  it.each([
    ["2026-12-31", "due", 0, false],
    ["2027-01-01", "late", 1, false],
    ["2027-01-07", "late", LATE_DAYS - 1, false],
    ["2027-01-08", "late", LATE_DAYS, true],
    ["2027-01-09", "late", LATE_DAYS + 1, true],
  ])("on %s the first instalment is %s, %i days late", (today, state, daysLate, isLate) => {
    expect(standingOf(plan, nothing, today)).toMatchObject({ daysLate, isLate });
    expect(states(0, today)[0]).toBe(state);
  });

  it("calls paid only what was paid, and tells a credit, a gift and a hand-over apart", () => {
    const cover = { paid: 3334, credited: 3000, writtenOff: 433, handed: 100 };
    const told = standingOf(plan, cover, "2027-01-31");
    expect(told.instalments.map(({ state, leftCents }) => [state, leftCents])).toEqual([
      ["paid", 0],
      ["covered", 0],
      ["waiting", 3133],
    ]);
    expect(told.instalments[1]?.cover).toEqual({ ...nothing, credited: 3000, writtenOff: 333 });
    expect(told.instalments[2]?.cover).toEqual({ ...nothing, writtenOff: 100, handed: 100 });
    expect(told).toMatchObject({ cover, leftCents: 3133, isOver: false });
    const given = standingOf(plan, { ...nothing, writtenOff: 10_000 }, "2027-01-31");
    expect(given).toMatchObject({ isOver: true, cover: { paid: 0 }, daysLate: 0 });
    expect(given.instalments.every(({ state }) => state === "covered")).toBe(true);
  });

  it("never counts more than the plan, nor less than nothing", () => {
    expect(standingOf(plan, paidOnly(99_999), "2026-12-10")).toMatchObject({ cover: paidOnly(10_000), leftCents: 0 });
    expect(standingOf(plan, paidOnly(-5), "2026-12-10")).toMatchObject({ cover: nothing, leftCents: 10_000 });
  });
});

describe("the steps of a plan", () => {
  it.each([
    ["proposed", "agree", "agreed"],
    ["agreed", "agree", null],
    ["withdrawn", "agree", null],
    ["agreed", "break", "broken"],
    ["proposed", "break", null],
    ["broken", "withdraw", null],
    ["agreed", "withdraw", "withdrawn"],
    ["ended", "break", null],
  ] as const)("from %s, to %s: %s", (state, step, next) => {
    expect(afterStep(state, step)).toBe(next);
  });
});

describe("what is to be paid next", () => {
  const next = (paidCents: number, least = 100) =>
    nextPayment(standingOf(plan, paidOnly(paidCents), "2026-12-31"), least);

  it.each([
    [0, 3334],
    [1, 3333],
    [3234, 100],
    [3235, 99 + 3333],
    [3334, 3333],
    [9900, 100],
    [9901, 99],
    [10_000, 0],
  ])(
    "once %d cents are in is %d cents: the rest of an instalment, and the next where that is too little",
    (paid, due) => {
      expect(next(paid)).toBe(due);
    },
  );
});
