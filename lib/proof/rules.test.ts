import { describe, expect, it } from "vitest";
import { type Audited, faultsOf, isSound, type Numbered, seriesOf, totalsOf } from "./rules";

const rows = (...numbers: number[]): Numbered[] => numbers.map((number) => ({ number, inMonth: number > 2 }));

describe("the numbers of a year", () => {
  it("are sound without hole or double, with the counter where it should be", () => {
    const series = seriesOf("invoice", rows(3, 1, 2, 4), 4);
    expect(series).toMatchObject({ count: 4, last: 4, month: { first: 3, last: 4, count: 2 }, holes: [], doubles: [] });
    expect(isSound(series)).toBe(true);
    expect(isSound(seriesOf("refund", [], null))).toBe(true);
  });

  it.each([
    ["a hole at the start", rows(2, 3), 3, [{ first: 1, last: 1 }], []],
    [
      "holes in between",
      rows(1, 3, 7),
      7,
      [
        { first: 2, last: 2 },
        { first: 4, last: 6 },
      ],
      [],
    ],
    ["a double", rows(1, 2, 2, 3), 3, [], [2]],
  ])("show %s", (_, given, counter, holes, doubles) => {
    const series = seriesOf("receipt", given, counter);
    expect(series).toMatchObject({ holes, doubles });
    expect(isSound(series)).toBe(false);
  });

  it.each([
    [3, 2, 2],
    [3, 4, 4],
    [3, null, 0],
    [3, 3, null],
  ])("whose last is %i with a counter at %s tell it", (last, counter, told) => {
    const numbers = Array.from({ length: last }, (_, index) => index + 1);
    expect(seriesOf("lot", rows(...numbers), counter).counter).toBe(told);
  });
});

const invoice: Audited = {
  ...{ id: "i", number: "2026-000012", totalCents: 900, linesCents: 900, claimCents: 0 },
  moves: { "invoice.issued": 900, "payment.received": -500, "credit.issued": -300, "credit.used": -100 },
  ...{ receiptsCents: 550, bookedReceiptsCents: 550, notesCents: 300, bookedNotesCents: 300 },
};

describe("an invoice against the books", () => {
  it("has no fault when all agree, and its columns add up", () => {
    expect(faultsOf(invoice)).toEqual([]);
    const totals = totalsOf([
      invoice,
      { ...invoice, moves: { "invoice.issued": 900, "claim.handed": -900 }, claimCents: 900 },
    ]);
    const { issuedCents, paidCents, creditedCents, usedCents, handedCents, writtenOffCents, dueCents } = totals;
    expect(issuedCents - paidCents - creditedCents - usedCents - handedCents - writtenOffCents).toBe(dueCents);
    expect(totals).toMatchObject({ invoices: 2, issuedCents: 1800, handedCents: 900, dueCents: 0 });
  });

  it.each<[string, Partial<Audited>]>([
    ["lines", { linesCents: 899 }],
    ["issued", { moves: { "invoice.issued": 901 } }],
    ["payments", { bookedReceiptsCents: 500 }],
    ["credits", { notesCents: 0 }],
    ["beyond", { moves: { ...invoice.moves, "payment.received": -501 } }],
    ["beyond", { claimCents: -1 }],
  ])("tells a cent of difference in its %s", (code, change) => {
    expect(faultsOf({ ...invoice, ...change }).map((fault) => fault.code)).toEqual([code]);
  });
});
