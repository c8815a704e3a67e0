import { describe, expect, it } from "vitest";
import { type Counted, isOver, type Keys, periodsUntil, punctualityOf, reportOf, spanOf, timeOf } from "./rules";

const request = (given: Partial<Counted> = {}): Counted => ({
  ...{ kind: "question", siteId: "a", outcome: "answered" },
  ...{ receivedOn: "2026-01-05", decidedOn: "2026-01-12", dueOn: "2026-01-19", ...given },
});
const keys: Keys = {
  kind: ["question", "absence"],
  site: ["a", "b", "none"],
  outcome: ["answered", "refused", "open"],
  time: ["week", "fortnight", "month", "longer", "open"],
  punctuality: ["in-time", "late", "open"],
};
const many = (count: number, given: Partial<Counted> = {}) => Array.from({ length: count }, () => request(given));

describe("a period", () => {
  it("is reported once it is over, not on its last day", () => {
    expect(spanOf({ year: 2026, half: 1 })).toEqual({ from: "2026-01-01", to: "2026-06-30" });
    expect(isOver({ year: 2026, half: 1 }, "2026-06-30")).toBe(false);
    expect(isOver({ year: 2026, half: 1 }, "2026-07-01")).toBe(true);
    expect(isOver({ year: 2026, half: null }, "2026-12-31")).toBe(false);
    expect(isOver({ year: 2026, half: null }, "2027-01-01")).toBe(true);
    expect(periodsUntil("2026-11-23")[0]).toEqual({ year: 2026, half: 1 });
  });
});

describe("the time of an answer", () => {
  it.each([
    ["2026-01-05", "week"],
    ["2026-01-12", "week"],
    ["2026-01-13", "fortnight"],
    ["2026-01-19", "fortnight"],
    ["2026-01-20", "month"],
    ["2026-02-05", "month"],
    ["2026-02-06", "longer"],
    [null, "open"],
  ] as const)("on %s is %s", (decidedOn, expected) => expect(timeOf(request({ decidedOn }))).toBe(expected));

  it.each([
    ["2026-01-18", "in-time"],
    ["2026-01-19", "in-time"],
    ["2026-01-20", "late"],
    [null, "open"],
  ] as const)("due on the 19th and given on %s is %s", (decidedOn, expected) =>
    expect(punctualityOf(request({ decidedOn }))).toBe(expected),
  );
});

describe("a report", () => {
  it("hides what is under five in each list, and enough more that subtracting tells nothing", () => {
    const rows = [...many(20), ...many(3, { kind: "absence", siteId: "b" })];
    const { lists, total } = reportOf([rows], keys);
    const shown = (list: keyof Keys) => lists[list].map((cell) => cell.shown);
    expect(shown("kind")).not.toContain(3);
    expect(shown("kind").filter((one) => one === null).length).not.toBe(1);
    expect([total, ...lists.site.map(({ shown: one }) => one)]).not.toContain(3);
  });

  it("shows no total anywhere when one list must not", () => {
    const { lists, total } = reportOf([many(3)], keys);
    expect(total).toBeNull();
    for (const list of Object.values(lists)) expect(list.every(({ shown }) => shown === null)).toBe(true);
  });

  it("of a year shows only what both halves show: no half can be computed from it", () => {
    const first = [...many(12), ...many(8, { kind: "absence" })];
    const second = [...many(12), ...many(2, { kind: "absence" })];
    const [year, one, two] = [reportOf([first, second], keys), reportOf([first], keys), reportOf([second], keys)];
    for (const list of Object.keys(keys) as (keyof Keys)[])
      for (const [index, cell] of year.lists[list].entries()) {
        const halves = [one.lists[list][index]?.shown, two.lists[list][index]?.shown];
        expect(cell.shown === null).toBe(halves.includes(null));
      }
  });
});
