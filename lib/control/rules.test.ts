/** Which difference is which, when it is only a matter of time, and what a day comes to. */
import { describe, expect, it } from "vitest";
import { type ControlFacts, daysOf, differencesOf, isWaiting, sourceKeyOf } from "./rules";

const today = "2026-11-23";
const quiet: ControlFacts = {
  ...{
    today,
    list: { since: "2026-11-01", until: "2026-11-20" },
    account: { since: "2026-11-01", until: "2026-11-20" },
  },
  ...{ online: [], transfers: [], moved: [], lines: [], doubtful: [], days: [] },
};

const codesOf = (facts: Partial<ControlFacts>) => differencesOf({ ...quiet, ...facts }).map(({ code }) => code);

describe("a receipt by card or direct debit", () => {
  const receipt = (day: string, listedOn: string | null = null) => ({
    id: "r",
    day,
    cents: 5000,
    name: "2026-000001",
    listedOn,
  });

  it.each([
    ["of yesterday, not listed", "2026-11-22", null, ["not-in-list-yet"]],
    ["of four days ago, not listed, in a list that has not come so far", "2026-11-19", null, ["not-in-list-yet"]],
    ["of five days ago, not listed", "2026-11-18", null, ["not-in-list"]],
    ["listed on its day", "2026-11-18", "2026-11-18", []],
    ["listed the day after", "2026-11-18", "2026-11-19", ["other-day"]],
    ["of before the first list", "2026-10-31", null, []],
  ])("%s", (_name, day, listedOn, expected) => {
    expect(codesOf({ online: [receipt(day, listedOn)] })).toEqual(expected);
  });

  it("that the list has passed by is missing, though it is recent", () => {
    const list = { since: "2026-11-01", until: "2026-11-22" };
    expect(codesOf({ list, online: [receipt("2026-11-20")] })).toEqual(["not-in-list"]);
  });

  it("is no difference while no list has ever come", () => {
    expect(codesOf({ list: null, online: [receipt("2026-11-10")] })).toEqual([]);
  });
});

describe("a line that nobody has decided about", () => {
  it.each([
    ["list", null, "paid-there-unknown"],
    ["list", "refdet-invoice", "paid-there-unknown"],
    ["list", "refdet-late", "paid-there-unpaid"],
    ["list", "refdet-amount-differs", "amount-differs"],
    ["list", "debit-rejected", "debit-rejected"],
    ["bank", "debit-returned", "debit-rejected"],
    ["bank", "transfer-part", "line-unexplained"],
    ["bank", null, "line-unexplained"],
  ] as const)("of kind %s found by %s", (kind, rule, expected) => {
    const line = { id: "l", kind, day: "2026-11-18", cents: 5000, name: "X", rule };
    expect(codesOf({ lines: [line] })).toEqual([expected]);
  });
});

describe("money on its way to the account", () => {
  const moved = (day: string, isOnAccount = false) => ({ id: "m", day, cents: 5000, name: "2026-000001", isOnAccount });

  it.each([
    ["ten days ago", "2026-11-13", ["in-transit"]],
    ["eleven days ago, when the statements go no further than ten days after it", "2026-11-12", ["in-transit"]],
    ["long ago", "2026-11-10", ["never-arrived"]],
    ["before the first statement", "2026-10-31", []],
  ])("of %s", (_name, day, expected) => {
    expect(codesOf({ moved: [moved(day)] })).toEqual(expected);
  });

  it("that is there is nothing", () => expect(codesOf({ moved: [moved("2026-11-10", true)] })).toEqual([]));

  it("by transfer is missing when the statement of its day does not have it", () => {
    expect(codesOf({ transfers: [moved("2026-11-18")] })).toEqual(["transfer-not-on-account"]);
    expect(codesOf({ transfers: [moved("2026-11-19")] })).toEqual(["in-transit"]);
    expect(codesOf({ transfers: [moved("2026-11-21")] })).toEqual([]);
  });
});

describe("a day", () => {
  const totals = (given: object = {}) => ({
    ...{ day: "2026-11-18", booksCents: 5000, receiptsCents: 5000, payfipCents: 5000, listCents: 5000, explained: [] },
    ...given,
  });
  const empty = totals({ booksCents: 0, receiptsCents: 0, payfipCents: 0, listCents: 0 });
  const stateOf = (facts: Partial<ControlFacts>, explained = false) => {
    const all = { ...quiet, ...facts };
    return daysOf(all, differencesOf(all), () => (explained ? "vu avec PayFiP" : null)).map(
      ({ state, treasuryCents, differences }) => [state, treasuryCents, differences],
    );
  };

  it("is equal when the three sources are", () => expect(stateOf({ days: [totals()] })).toEqual([["equal", 5000, 0]]));

  it.each([
    ["books a cent off the receipts", { booksCents: 5001 }],
    ["PayFiP a cent off the receipts", { payfipCents: 4999 }],
  ])("with %s differs", (_name, given) => {
    expect(stateOf({ days: [totals(given)] })).toEqual([["differs", 5000, 1]]);
  });

  it("waits for its list, and is not called equal before", () => {
    expect(stateOf({ days: [totals({ day: "2026-11-21" })] })).toEqual([["waiting", null, 0]]);
  });

  it.each([
    ["when no list has ever come", { list: null }],
    ["before the first list", { days: [totals({ day: "2026-10-31" })] }],
    ["after the last list, without money", { days: [{ ...empty, day: "2026-11-21" }] }],
  ])("is unchecked %s, and never equal", (_name, facts) => {
    expect(stateOf({ days: [totals()], ...facts })).toEqual([["unchecked", null, 0]]);
  });

  it("is equal without money when a list tells of it, and unchecked though somebody explained it when none does", () => {
    expect(stateOf({ days: [{ ...empty, listCents: 0 }] })).toEqual([["equal", 0, 0]]);
    expect(stateOf({ list: null, days: [totals({ payfipCents: 1 })] }, true)).toEqual([["unchecked", null, 0]]);
  });

  const aside = { kind: "set-aside" as const, cents: 1234, gapCents: 1234, name: "X", reason: "autre service" };

  it("of which the list has more than the books by a line set aside is explained, never equal", () => {
    expect(stateOf({ days: [totals({ listCents: 6234, explained: [aside] })] })).toEqual([["explained", 6234, 0]]);
  });

  it.each([
    ["a cent more", 6235, 1],
    ["a cent less", 6233, -1],
  ])("whose list has %s than the books and what is explained differs", (_name, listCents, cents) => {
    const facts = { days: [totals({ listCents, explained: [aside] })] };
    expect(stateOf(facts)).toEqual([["differs", listCents, 1]]);
    expect(differencesOf({ ...quiet, ...facts })).toMatchObject([{ code: "list-differs", cents }]);
  });

  it("that no list tells of has no total to compare", () => {
    expect(codesOf({ days: [totals({ day: "2026-10-31", listCents: 0 })] })).toEqual([]);
    expect(codesOf({ days: [totals({ day: "2026-11-01", listCents: 0 })] })).toEqual(["list-differs"]);
    expect(codesOf({ days: [totals({ day: "2026-11-20", listCents: 0 })] })).toEqual(["list-differs"]);
    expect(codesOf({ days: [totals({ day: "2026-11-21", listCents: 0 })] })).toEqual([]);
  });

  it("with a payment that the list has the day after is explained on both days, and waits for nothing", () => {
    const shift = (gapCents: number) => ({ kind: "other-day" as const, cents: 5000, gapCents, name: "X", reason: "" });
    const receipt = { id: "r", day: "2026-11-18", cents: 5000, name: "X", listedOn: "2026-11-19" };
    const days = [
      totals({ listCents: 0, explained: [shift(-5000)] }),
      { ...totals({ day: "2026-11-19", explained: [shift(5000)] }), booksCents: 0, receiptsCents: 0, payfipCents: 0 },
    ];
    expect(stateOf({ online: [receipt], days })).toEqual([
      ["explained", 0, 0],
      ["explained", 5000, 0],
    ]);
  });

  it("whose difference somebody explained says so with their reason", () => {
    const facts = { ...quiet, days: [totals({ payfipCents: 1 })] };
    expect(stateOf({ days: facts.days }, true)).toEqual([["explained", 5000, 0]]);
    const [day] = daysOf(facts, differencesOf(facts), () => "vu avec PayFiP");
    expect(day?.explained).toMatchObject([{ kind: "told", cents: -4999, reason: "vu avec PayFiP" }]);
  });
});

it("names a difference the same tomorrow", () => {
  const facts = { ...quiet, online: [{ id: "r", day: "2026-11-10", cents: 1, name: "n", listedOn: null }] };
  const [[now], [later]] = [differencesOf(facts), differencesOf({ ...facts, today: "2026-11-24" })];
  if (!now || !later) throw new Error("a difference expected");
  expect(sourceKeyOf("g", now)).toBe(sourceKeyOf("g", later));
  expect(isWaiting(now)).toBe(false);
});
