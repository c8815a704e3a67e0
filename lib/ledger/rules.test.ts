import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assertBalanced, invoiceLines, paymentLines } from "./rules";

const debt = { invoiceId: "i", householdId: "h", payerId: "p" };

describe("an entry of the books", () => {
  it("balances for any invoice and any payment", () => {
    const sale = fc.record({
      productCode: fc.constantFrom("CANT", "GARD", "ETUD"),
      amountCents: fc.integer({ min: -5000, max: 5000 }),
    });
    fc.assert(
      fc.property(fc.array(sale, { minLength: 1 }), (sales) => {
        const lines = invoiceLines(debt, sales);
        if (lines.length > 1) assertBalanced(lines);
        else expect(lines[0]?.amountCents).toBe(0);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e8 }), (amount) => assertBalanced(paymentLines(debt, "card", amount))),
    );
  });

  it("sums the lines of a product and leaves out what comes to nothing", () => {
    const sales = [
      { productCode: "GARD", amountCents: 110 },
      { productCode: "CANT", amountCents: 280 },
      { productCode: "CANT", amountCents: 280 },
      { productCode: "ETUD", amountCents: 160 },
      { productCode: "ETUD", amountCents: -160 },
    ];
    expect(invoiceLines(debt, sales).map((line) => [line.account, line.productCode, line.amountCents])).toEqual([
      ["receivable", undefined, 670],
      ["product", "CANT", -560],
      ["product", "GARD", -110],
    ]);
  });

  it("is refused a cent off, with one line, or with half a cent", () => {
    const [first, second] = paymentLines(debt, "cash", 500);
    if (!first || !second) throw new Error("two lines expected");
    expect(() => assertBalanced([first, { ...second, amountCents: -499 }])).toThrow("off by 1 cents");
    expect(() => assertBalanced([{ ...first, amountCents: 0 }])).toThrow("two lines");
    expect(() =>
      assertBalanced([
        { ...first, amountCents: 0.5 },
        { ...second, amountCents: -0.5 },
      ]),
    ).toThrow();
  });
});
