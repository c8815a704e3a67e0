import { expect, it } from "vitest";
import { seriesOf } from "./rules";
import { proofPaper } from "./rules-paper";

const totals = {
  ...{ invoices: 2, issuedCents: 1800, paidCents: 500, creditedCents: 300, usedCents: 100 },
  ...{ handedCents: 0, writtenOffCents: 0, dueCents: 900 },
};
const given = (numbers: number[], counter: number) => ({
  ...{ town: "Valmontel", month: "2026-11", moment: "2026-11-23T09:00" },
  proofs: [
    {
      regie: { id: "r", name: "Régie périscolaire" },
      series: [
        seriesOf(
          "invoice",
          numbers.map((number) => ({ number, inMonth: number > 1 })),
          counter,
        ),
      ],
      ...{ totals, faults: [] },
    },
  ],
});

it("reads as complete when it is, with columns that add up", () => {
  const [regie] = proofPaper(given([1, 2, 3], 3), "fr").regies;
  expect(regie).toMatchObject({ isSound: true, verdict: "Aucun trou, aucun double, aucun écart." });
  expect(regie?.series.rows).toEqual([["Factures", "2–3 (2)", "1–3 (3)", "aucun", "aucun", "Complète"]]);
  expect(regie?.totals.terms.at(-1)).toEqual({ term: "Reste dû à la régie", value: "9,00\u00a0€", isTotal: true });
});

it("names each hole, and a counter that is ahead", () => {
  const [regie] = proofPaper(given([1, 3, 6], 8), "fr").regies;
  expect(regie?.isSound).toBe(false);
  expect(regie?.series.rows[0]?.slice(3)).toEqual(["2, 4–5", "aucun", "À vérifier. Le compteur est à 8."]);
});

it("leaves no word unfilled in either language", () => {
  for (const locale of ["fr", "en"] as const) {
    expect(JSON.stringify(proofPaper(given([1, 3], 4), locale))).not.toMatch(/\{\w+\}/);
  }
});
