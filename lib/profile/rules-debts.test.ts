import { describe, expect, it } from "vitest";
import { type Debt, unpaidFor } from "./rules-debts";

const debt = (change: Partial<Debt> = {}): Debt => ({
  ...{ invoiceId: "i", dueOn: "2026-11-05", dueCents: 2000, childIds: ["lea", "tom"] },
  ...change,
});
const nothing = { cents: 0, invoices: 0, daysLate: 0 };

describe("what is unpaid for a child", () => {
  it.each([
    ["2026-11-04", nothing],
    ["2026-11-05", nothing],
    ["2026-11-06", { cents: 2000, invoices: 1, daysLate: 1 }],
  ])("on %s, of an invoice to be paid by the fifth: %o", (today, unpaid) => {
    expect(unpaidFor([debt()], "lea", today)).toEqual(unpaid);
  });

  it("is counted by child: one whose invoices are paid owes nothing for another", () => {
    const debts = [debt({ childIds: ["tom"] }), debt({ childIds: ["tom", null], dueOn: "2026-10-05" })];
    expect(unpaidFor(debts, "lea", "2026-12-01")).toEqual(nothing);
    expect(unpaidFor(debts, "tom", "2026-12-01")).toEqual({ cents: 4000, invoices: 2, daysLate: 57 });
  });

  it("is every child's when an invoice is about the family alone", () => {
    expect(unpaidFor([debt({ childIds: [null] })], "lea", "2026-11-06").invoices).toBe(1);
  });

  it("leaves out what is paid", () => {
    expect(unpaidFor([debt({ dueCents: 0 })], "lea", "2026-12-01")).toEqual(nothing);
  });
});
