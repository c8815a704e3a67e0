import { describe, expect, it } from "vitest";
import { anInvoice, anInvoiceLine } from "@/prisma/fixtures/invoice";
import { invoiceDocument } from "./rules-document";

const NBSP = "\u00a0";

describe("an invoice in words", () => {
  it("carries the mentions a régie's invoice owes", () => {
    const content = invoiceDocument(anInvoice(), "fr");
    expect(content.title).toBe(`Facture d’octobre${NBSP}2026`);
    expect(content.facts.map(({ value }) => value)).toEqual([
      "2026-001187",
      `5${NBSP}novembre${NBSP}2026`,
      `5${NBSP}décembre${NBSP}2026`,
    ]);
    expect(content.mentions).toEqual([
      "Foyer F-0217.",
      `Quotient familial 642 (CAF, depuis le 1er${NBSP}septembre${NBSP}2026).`,
      "TVA non applicable.",
      `SIRET 210${NBSP}699${NBSP}990${NBSP}00012.`,
    ]);
    const said = [...content.pay.lines, ...content.question.lines].join(" ");
    for (const owed of ["012345", "RAS2026001187", "titre de recettes", "Tribunal administratif", "guichet"])
      expect(said).toContain(owed);
  });

  it("totals each child and the whole", () => {
    const content = invoiceDocument(anInvoice(), "fr");
    expect(content.groups.map((group) => [group.totalLabel, group.total])).toEqual([
      ["Léa Durand, en tout", `9,40${NBSP}€`],
      ["Tom Durand, en tout", `1${NBSP}221,90${NBSP}€`],
    ]);
    expect(content.total.amount).toBe(`1${NBSP}231,30${NBSP}€`);
  });

  it("explains a line step by step, to the multiplication", () => {
    const [canteen] = invoiceDocument(anInvoice(), "fr").groups[0]?.rows ?? [];
    expect(canteen?.steps).toEqual([
      `Votre quotient familial est 642. Il vient de la source «${NBSP}CAF${NBSP}» et compte depuis le 1er${NBSP}septembre${NBSP}2026.`,
      `C’est la tranche B${NBSP}: 2,80${NBSP}€.`,
      `Jours comptés${NBSP}: lundi${NBSP}5 et mardi${NBSP}6${NBSP}octobre.`,
      `2 × 2,80${NBSP}€ = 5,60${NBSP}€.`,
    ]);
    expect(canteen?.note).toBe(`1 absence justifiée retirée${NBSP}: jeudi${NBSP}8${NBSP}octobre. Tranche B.`);
  });

  it("does not tell another household's income", () => {
    const lines = [anInvoiceLine("Tom", { why: { quotient: null, source: null, bracket: null } })];
    const [row] = invoiceDocument(anInvoice({ lines }), "fr").groups[0]?.rows ?? [];
    expect(row?.steps[0]).toBe(`Le prix suit le quotient du foyer${NBSP}: 2,80${NBSP}€.`);
    expect(row?.note).toBeNull();
  });

  it.each([
    ["Antibes", "Commune d’Antibes"],
    ["Valmontel", "Commune de Valmontel"],
    ["Èze", "Commune d’Èze"],
  ])("names %s as French does", (commune, town) => {
    const { head } = anInvoice();
    const content = invoiceDocument(anInvoice({ head: { ...head, issuer: { ...head.issuer, commune } } }), "fr");
    expect(content.issuer.town).toBe(town);
  });

  it("says the same amounts in English", () => {
    const content = invoiceDocument(anInvoice(), "en");
    expect(content.total.amount).toBe("€1,231.30");
    expect(content.groups).toHaveLength(2);
  });

  it("says a draft is not issued, and promises no date", () => {
    const content = invoiceDocument(
      anInvoice({ number: null, year: null, refdet: null, issuedOn: null, dueOn: null }),
      "fr",
    );
    expect(content.facts).toEqual([{ term: "Numéro", value: "Pas encore émise" }]);
    expect(content.title).toContain("Projet");
    expect(content.question.lines.join()).not.toContain("titre de recettes");
  });
});
