import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as ledger from "@/lib/ledger/rules";
import { type Entry, statementOf } from "./rules-statement";

const debt = { invoiceId: "i1", householdId: "h", payerId: "p" };
const credit = { creditId: "n1", householdId: "h", payerId: "p" };
const sales = [{ productCode: "GARD", amountCents: 5000 }];
let count = 0;
const entry = (kind: Entry["kind"], lines: readonly ledger.LedgerLine[], day = "2026-11-05"): Entry => ({
  ...{ id: `e${++count}`, kind, day, sourceId: `s${count}` },
  lines: lines.map(({ account, amountCents, invoiceId = null }) => ({ account, amountCents, invoiceId })),
});
const told = (...entries: Entry[]) =>
  statementOf(0, entries).lines.map((line) => [
    line.kind,
    line.chargedCents,
    line.paidCents,
    line.balanceCents,
    line.amountCents,
  ]);

describe("an account statement", () => {
  it("runs from an invoice to its payment by card, too much, credited and given back", () => {
    expect(
      told(
        entry("invoice.issued", ledger.invoiceLines(debt, sales)),
        entry("payment.received", ledger.paymentLines(debt, "card", 5000)),
        entry("payment.received", ledger.overpaymentLines(credit, "card", 700)),
        entry("refund.ordered", ledger.refundOrderedLines(credit, 700)),
        entry("refund.paid", ledger.refundPaidLines(credit, "transfer", 700)),
      ),
    ).toEqual([
      ["invoice.issued", 5000, 0, 5000, 5000],
      ["payment.received", 0, 5000, 0, 5000],
      ["payment.received", 0, 700, -700, 700],
      ["refund.ordered", 0, 0, -700, 700],
      ["refund.paid", 700, 0, 0, 700],
    ]);
  });

  it("shows a credit note, the use of its rest, a claim and a debt given up", () => {
    const other = { ...debt, invoiceId: "i2" };
    expect(
      told(
        entry("invoice.issued", ledger.invoiceLines(debt, sales)),
        entry("credit.issued", ledger.creditNoteLines({ debt, creditId: "n1", dueCents: 3000 }, sales)),
        entry("invoice.issued", ledger.invoiceLines(other, sales)),
        entry("credit.used", ledger.creditUseLines(other, [{ creditId: "n1", amountCents: 2000 }])),
        entry("claim.handed", ledger.claimLines(other, 1000)),
        entry("claim.collected", ledger.claimCollectedLines(other, 1000)),
        entry("debt.written-off", ledger.writeOffLines(other, 500)),
      ),
    ).toEqual([
      ["invoice.issued", 5000, 0, 5000, 5000],
      ["credit.issued", 0, 5000, 0, 5000],
      ["invoice.issued", 5000, 0, 5000, 5000],
      ["credit.used", 0, 0, 5000, 2000],
      ["claim.handed", 0, 1000, 4000, 1000],
      ["claim.collected", 0, 0, 4000, 1000],
      ["debt.written-off", 0, 500, 3500, 500],
    ]);
  });

  it("begins with what was before and ends with the sum of all", () => {
    const cents = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: -5000, max: 5000 }),
        fc.array(cents),
        fc.array(cents),
        (opening, charged, received) => {
          const entries = [
            ...charged.map((amountCents) =>
              entry("invoice.issued", ledger.invoiceLines(debt, [{ productCode: "GARD", amountCents }])),
            ),
            ...received.map((amountCents) => entry("payment.received", ledger.paymentLines(debt, "cash", amountCents))),
          ];
          const { closingCents, lines } = statementOf(opening, entries);
          const sum = (amounts: number[]) => amounts.reduce((all, one) => all + one, 0);
          expect(closingCents).toBe(opening + sum(charged) - sum(received));
          expect(lines.at(-1)?.balanceCents ?? opening).toBe(closingCents);
          expect(opening + sum(lines.map((line) => line.chargedCents - line.paidCents))).toBe(closingCents);
        },
      ),
    );
  });

  it("names the means and the invoice, and a credit note by itself", () => {
    const [payment, note] = statementOf(0, [
      entry("payment.received", ledger.paymentLines(debt, "cheque", 100)),
      entry("credit.issued", ledger.creditNoteLines({ debt, creditId: "n1", dueCents: 0 }, sales)),
    ]).lines;
    expect(payment).toMatchObject({ means: "cheque", invoiceId: "i1" });
    expect(note?.invoiceId).toMatch(/^s\d+$/);
  });
});
