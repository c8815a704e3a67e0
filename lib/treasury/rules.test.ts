import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sum } from "@/lib/kernel/money";
import { agrees, compareTotals, lotFileName, productParts, salesOf, totalsBy } from "./rules";

const sales = [
  { productCode: "CANT", amountCents: 6352 },
  { productCode: "GARD", amountCents: 3130 },
];

/** Invoices with positive totals, discounts included. */
const anInvoice = fc
  .array(
    fc.record({
      productCode: fc.constantFrom("CANT", "GARD", "ETUD", "BUS"),
      amountCents: fc.integer({ min: -3000, max: 20_000 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map(salesOf)
  .filter((lines) => lines.length > 0 && sum(lines.map((line) => line.amountCents)) > 0);

describe("the products of a receipt", () => {
  it("are those of the invoice when it is paid at once", () => {
    expect(productParts(sales, 0, 9482)).toEqual(sales);
  });

  it("add up to the receipt, and to what was billed once all is paid, in whatever parts it was paid", () => {
    fc.assert(
      fc.property(anInvoice, fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 6 }), (lines, wishes) => {
        const whole = sum(lines.map((line) => line.amountCents));
        const received = new Map<string, number>();
        let before = 0;
        for (const wish of [...wishes, whole]) {
          const amount = Math.min(wish, whole - before);
          if (amount === 0) continue;
          const parts = productParts(lines, before, amount);
          expect(sum(parts.map((part) => part.amountCents))).toBe(amount);
          for (const part of parts) {
            received.set(part.productCode, (received.get(part.productCode) ?? 0) + part.amountCents);
          }
          before += amount;
        }
        for (const { productCode, amountCents } of lines) expect(received.get(productCode)).toBe(amountCents);
      }),
    );
  });

  it("of a receipt that takes another back are the same, below zero", () => {
    const paid = productParts(sales, 1000, 2500);
    const back = productParts(sales, 3500, -2500);
    expect(back).toEqual(paid.map(({ productCode, amountCents }) => ({ productCode, amountCents: -amountCents })));
  });

  it("leave out what comes to nothing, in the order of their codes", () => {
    const lines = [...sales, { productCode: "ETUD", amountCents: 200 }, { productCode: "ETUD", amountCents: -200 }];
    expect(salesOf(lines.reverse())).toEqual(sales);
  });
});

it("totals by a key count the entries too", () => {
  const entries = [
    { key: "cash", amountCents: 200 },
    { key: "card", amountCents: 500 },
    { key: "cash", amountCents: -50 },
  ];
  expect(totalsBy(entries)).toEqual([
    { key: "card", count: 1, amountCents: 500 },
    { key: "cash", count: 2, amountCents: 150 },
  ]);
});

it("the name of a lot's file says its régie, its number, and that it is a copy", () => {
  const lot = { regieCode: "RAS", year: 2026, number: 3 };
  expect(lotFileName(lot, false)).toBe("lot-RAS-2026-000003.csv");
  expect(lotFileName(lot, true)).toBe("lot-RAS-2026-000003-copie.csv");
});

describe("the control of a period", () => {
  it("agrees when books, receipts and PayFiP say the same", () => {
    expect(compareTotals({ card: 500, cash: 20 }, { card: 500, cash: 20 }, { card: 500 }).every(agrees)).toBe(true);
  });

  it.each([
    ["books", { card: 499 }, { card: 500 }, { card: 500 }, "card"],
    ["receipts", { card: 500 }, {}, { card: 500 }, "card"],
    ["PayFiP", { debit: 500 }, { debit: 500 }, {}, "debit"],
    ["the till", { cash: 500 }, { cash: 501 }, {}, "cash"],
  ] as const)("finds the means where %s differ", (_, ledger, receipts, provider, means) => {
    const gaps = compareTotals(ledger, receipts, provider).filter((gap) => !agrees(gap));
    expect(gaps.map((gap) => gap.means)).toEqual([means]);
  });

  it("asks PayFiP nothing about cash, cheques and transfers", () => {
    const gaps = compareTotals({}, {}, {});
    expect(gaps.filter((gap) => gap.providerCents === null).map((gap) => gap.means)).toEqual([
      "cash",
      "cheque",
      "transfer",
      "cesu",
      "voucher",
      "sepa",
    ]);
  });
});
