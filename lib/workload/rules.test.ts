import { describe, expect, it } from "vitest";
import {
  type Counted,
  correctionOf,
  isOver,
  type Keys,
  periodsUntil,
  punctualityOf,
  reportOf,
  spanOf,
  timeOf,
  together,
} from "./rules";

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
    const { lists, total } = reportOf(rows, keys);
    const shown = (list: keyof Keys) => lists[list].map((cell) => cell.shown);
    expect(shown("kind")).not.toContain(3);
    expect(shown("kind").filter((one) => one === null).length).not.toBe(1);
    expect([total, ...lists.site.map(({ shown: one }) => one)]).not.toContain(3);
  });

  it("shows no total anywhere when one list must not", () => {
    const { lists, total } = reportOf(many(3), keys);
    expect(total).toBeNull();
    for (const list of Object.values(lists)) expect(list.every(({ shown }) => shown === null)).toBe(true);
  });

  it("of a year shows only what both halves show: no half can be computed from it", () => {
    const first = [...many(12), ...many(8, { kind: "absence" })];
    const second = [...many(12), ...many(2, { kind: "absence" })];
    const [one, two] = [reportOf(first, keys), reportOf(second, keys)];
    const year = together(one, two);
    for (const list of Object.keys(keys) as (keyof Keys)[])
      for (const [index, cell] of year.lists[list].entries()) {
        const halves = [one.lists[list][index]?.shown, two.lists[list][index]?.shown];
        expect(cell.shown === null).toBe(halves.includes(null));
      }
  });

  it("of a year adds the halves school by school, and hides one that opened between them", () => {
    const later = { ...keys, site: ["new", "a", "b", "none"] };
    const rows = (siteId: string) => many(10, { siteId });
    const [one, two] = [
      reportOf([...rows("a"), ...rows("b"), ...many(10, { siteId: null })], keys),
      reportOf([...rows("new"), ...rows("a"), ...rows("b"), ...many(10, { siteId: null })], later),
    ];
    const shown = Object.fromEntries(together(one, two).lists.site.map(({ key, shown: count }) => [key, count]));
    expect(shown).toEqual({ a: 20, b: 20, none: 20, new: null });
  });
});

describe("a correction", () => {
  const kept = many(20);
  const report = (rows: Counted[]) => reportOf(rows, keys);

  it.each([
    [0, "unchanged"],
    [1, "too-small"],
    [4, "too-small"],
    [5, "told"],
    [12, "told"],
  ] as const)("of %s more requests is %s", (count, expected) => {
    expect(correctionOf(report(kept), report([...kept, ...many(count)]))).toBe(expected);
    expect(correctionOf(report([...kept, ...many(count)]), report(kept))).toBe(expected);
  });

  it("that would show what was hidden, or hide what was shown, is too small to tell", () => {
    const before = [...kept, ...many(10, { kind: "absence" })];
    const after = [...kept, ...many(3, { kind: "absence" }), ...many(7)];
    expect(correctionOf(report(before), report(after))).toBe("too-small");
    expect(correctionOf(report(after), report(before))).toBe("too-small");
  });
});
