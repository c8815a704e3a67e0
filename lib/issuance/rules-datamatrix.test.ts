import { describe, expect, it } from "vitest";
import {
  type DatamatrixSettings,
  datamatrixText,
  debtorKey,
  missingForDatamatrix,
  rankKey,
  revenueKey,
} from "./rules-datamatrix";

const settings: DatamatrixSettings = {
  datamatrix: "sum",
  establishmentCode: "123",
  datamatrixCode: "456",
  postCode: "006035",
};
const invoice = { year: 2026, number: 1187, month: "2026-11", amountCents: 12_345 };

/*
 * By hand, invoice 1187 of 2026 for November, 123,45 €.
 * 65–75 establishment 123, period 1 (November ends in 1), revenue 456, 00, year 26: 12314560026.
 *       Alternating sum from the right 6−2+0−0+6−5+4−1+3−2+1 = 10, so the rest by 11 is 10 and key 5 is 11 − 10 = 1.
 * 77–86 940033 0001: from the right 1·1 + 3·5 + 3·6 + 4·9 + 9·10 = 160, key 3 is 60.
 * 94–108 the debt: 00, 2026, 123, 001187.
 * 92–93 sum: 26 + 1 + 2026123001187 = 2026123001214 = 23 · 88092304400 + 14, so 15.
 *       digits: 26 1 00 2026123001187 = 261002026123001187 = 23 · 11347914179260921 + 4, so 05.
 * 92–116 15 002026123001187 006035 49: 9+8+15+12+0+36+0+0+63+80+11+12+0+0+45+32+17+108+38+0+42+0+0+120+25 = 673, key 2 is 73.
 * 119–121 and 123–130: 806, three spaces as 0, 12345: 5·1+4·2+3·3+2·4+1·5 + 6·9+0·10+8·11 = 177, key 1 is 77.
 */
const parts = [
  ...[" ".repeat(64), "123", "1", "456", "00", "26", "1", "940033", "0001", "60", " "],
  ...["73", "15", "002026123001187", "006035", "4", "9", "77", "8", "06", " ", "   12345"],
];

describe("the datamatrix of the treasury", () => {
  it("is the worked example, place by place", () => {
    const text = datamatrixText(settings, invoice) ?? "";
    expect(text).toBe(parts.join(""));
    expect(text).toHaveLength(130);
    const at = (from: number, to = from) => text.slice(from - 1, to);
    expect([at(65, 67), at(68), at(69, 71), at(74, 75), at(76)]).toEqual(["123", "1", "456", "26", "1"]);
    expect([at(87, 88), at(90, 91), at(92, 93), at(117, 118)]).toEqual(["60", "73", "15", "77"]);
    expect([at(94, 108), at(109, 114), at(123, 130)]).toEqual(["002026123001187", "006035", "   12345"]);
  });

  it("has another key of the debtor when the digits stand side by side", () => {
    const text = datamatrixText({ ...settings, datamatrix: "digits" }, invoice) ?? "";
    // 05 002026123001187 006035 49: the 1 of 15, of rank 25, is a 0: 673 − 25 = 648.
    expect([text.slice(91, 93), text.slice(89, 91)]).toEqual(["05", "48"]);
  });

  it.each([
    ["12314560026", "1"],
    ["00000000000", "1"],
    ["00000000001", "0"],
    ["00000000002", "9"],
  ])("key 5 of %s is %s", (digits, key) => {
    expect(revenueKey(digits)).toBe(key);
  });

  it.each([
    ["9400330001", "60"],
    ["806   12345", "77"],
    ["806       1", "43"],
    ["1", "01"],
    ["", "00"],
  ])("the key by rank of %j is %s", (digits, key) => {
    expect(rankKey(digits)).toBe(key);
  });

  it("goes from 1 to 23 for the debtor", () => {
    const keyOf = (debt: string) => debtorKey("sum", { shortYear: "00", period: "0", debt });
    expect([keyOf("0"), keyOf("22"), keyOf("23")]).toEqual(["01", "23", "01"]);
  });

  it("is off by default, and says which code is missing once it is on", () => {
    const none = { datamatrix: "off", establishmentCode: "", datamatrixCode: "", postCode: "" } as const;
    expect([datamatrixText(none, invoice), missingForDatamatrix(none)]).toEqual([null, []]);
    const on = { ...none, datamatrix: "sum" } as const;
    expect(missingForDatamatrix(on)).toEqual(["establishmentCode", "datamatrixCode", "postCode"]);
    expect(missingForDatamatrix({ ...settings, postCode: "02A035" })).toEqual(["postCode"]);
    expect(datamatrixText({ ...settings, datamatrixCode: "" }, invoice)).toBeNull();
  });

  it.each([
    [0, false],
    [1, true],
    [99_999_999, true],
    [100_000_000, false],
  ])("holds %i cents: %s", (amountCents, holds) => {
    expect(datamatrixText(settings, { ...invoice, amountCents }) !== null).toBe(holds);
  });
});
