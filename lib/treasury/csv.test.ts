import { describe, expect, it } from "vitest";
import { writeLot } from "./csv";
import { type LotReceipt, lotOf } from "./rules-lot";

const receipt: LotReceipt = {
  ...{
    id: "a",
    year: 2026,
    number: 12,
    day: "2026-11-23",
    means: "card",
    amountCents: 9482,
    paidCents: 9482,
    beforeCents: 0,
  },
  sales: [
    { productCode: "CANT", amountCents: 6352 },
    { productCode: "GARD", amountCents: 3130 },
  ],
  invoice: { year: 2026, number: 1187, refdet: "RAS2026001187" },
  ...{
    payer: "Camille Durand",
    chequeNumber: null,
    chequeIssuer: null,
    reference: null,
    numauto: "112233",
    idop: "0f",
    reverses: null,
  },
};

const rowsOf = (receipts: LotReceipt[]) =>
  writeLot(lotOf(receipts, { regieCode: "RAS", year: 2026, number: 3 }))
    .toString("utf8")
    .slice(1)
    .split("\r\n");

it("has a row for each receipt and product, then the totals", () => {
  expect(rowsOf([receipt])).toEqual([
    "nature;lot;regie;recu;date;moyen;produit;centimes;euros;facture;reference;redevable;cheque_numero;cheque_tireur;autorisation;operation;annule_recu;moyen_reference",
    "encaissement;2026-000003;RAS;2026-000012;2026-11-23;card;CANT;6352;63,52;2026-001187;RAS2026001187;Camille Durand;;;112233;0f;;",
    "encaissement;2026-000003;RAS;2026-000012;2026-11-23;card;GARD;3130;31,30;2026-001187;RAS2026001187;Camille Durand;;;112233;0f;;",
    "total-moyen;2026-000003;RAS;;;card;;9482;94,82;;;;;;;;;",
    "total-produit;2026-000003;RAS;;;;CANT;6352;63,52;;;;;;;;;",
    "total-produit;2026-000003;RAS;;;;GARD;3130;31,30;;;;;;;;;",
    "total;2026-000003;RAS;;;;;9482;94,82;;;;;;;;;",
    "",
  ]);
});

describe("a text that a spreadsheet would run", () => {
  it.each(["=1+1", "+33 6", "-2", "@SUM(A1)", "\tx", "\rx"])("%j gets an apostrophe first", (payer) => {
    expect(rowsOf([{ ...receipt, payer }]).join("\r\n")).toContain(`'${payer}`);
  });

  it("but an amount below zero stays a number", () => {
    const back = {
      ...receipt,
      amountCents: -9482,
      paidCents: -9482,
      beforeCents: 9482,
      reverses: { year: 2026, number: 12 },
    };
    const [, first = ""] = rowsOf([{ ...back, number: 13 }]);
    expect(first).toBe(
      "annulation;2026-000003;RAS;2026-000013;2026-11-23;card;CANT;-6352;-63,52;2026-001187;RAS2026001187;Camille Durand;;;112233;0f;2026-000012;",
    );
  });
});

it("is the same to the byte for the same receipts", () => {
  const lot = lotOf([receipt], { regieCode: "RAS", year: 2026, number: 3 });
  expect(writeLot(lot).equals(writeLot(lot))).toBe(true);
});
