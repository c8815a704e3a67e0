import { describe, expect, it } from "vitest";
import { articleKey, debtNumberOf, debtorKey, periodOfRole } from "./rules-keys";

const role = { exer: 2026, period: "1" };

describe("the debtor's key", () => {
  it.each([
    ["2026000101", "R"],
    ["2026000102", "S"],
  ])("of debt %s is %s", (debtNumber, key) => {
    expect(debtorKey({ ...role, debtNumber })).toBe(key);
  });

  it("goes through the whole alphabet without I, O and Z, and begins again", () => {
    const keys = Array.from({ length: 24 }, (_, place) =>
      debtorKey({ ...role, debtNumber: String(2026000101 + place) }),
    );
    expect(new Set(keys)).toEqual(new Set("ABCDEFGHJKLMNPQRSTUVWXY"));
    expect(keys[23]).toBe(keys[0]);
  });
});

describe("the article's key", () => {
  it.each([
    ["2026000101", "4"],
    ["2026000102", "2"],
  ])("of debt %s under code 12 is %s", (debtNumber, key) => {
    expect(articleKey({ ...role, debtNumber, collectivityCode: "123", natureCode: "12" })).toBe(key);
  });

  it("is always one digit, never 0", () => {
    for (let place = 0; place < 60; place += 1) {
      const numbers = { ...role, debtNumber: String(2026000101 + place) };
      expect(articleKey({ ...numbers, collectivityCode: "123", natureCode: "12" })).toMatch(/^[1-9]$/);
    }
  });
});

it("a debt's number is the invoice's, thirteen digits at most", () => {
  expect(debtNumberOf({ year: 2026, number: 101 }, "")).toBe("2026000101");
  expect(debtNumberOf({ year: 2026, number: 999_999 }, "417")).toBe("2026417999999");
});

it("the digit of a role is the same for all its articles and another for the next role", () => {
  expect([1, 9, 10, 11].map(periodOfRole)).toEqual(["1", "9", "0", "1"]);
});
