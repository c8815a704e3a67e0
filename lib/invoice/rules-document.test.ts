import { describe, expect, it } from "vitest";
import type { Locale } from "@/lib/i18n/locale";
import { wordWhy } from "@/lib/pricing/rules-words";
import { aFamilyLine, anInvoice, anInvoiceLine } from "@/prisma/fixtures/invoice";
import { invoiceDocument } from "./rules-document";

const NBSP = "\u00a0";

/** The reasons of the rules, as every other page words them. */
const reasonsIn = (locale: Locale) =>
  anInvoiceLine("Léa")
    .detail.why.reasons.map((why) => wordWhy(locale, why))
    .filter(Boolean);

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

  it("says what a credit has paid and what is left, or that nothing is", () => {
    const without = invoiceDocument(anInvoice(), "fr");
    const { totalCents } = anInvoice();
    expect([without.credit, without.total.label]).toEqual([null, "Total à payer"]);
    const part = invoiceDocument({ ...anInvoice(), creditCents: totalCents - 1 }, "fr");
    expect(part.credit?.left).toEqual({ label: "Reste à payer", amount: `0,01${NBSP}€` });
    expect(part.facts).toHaveLength(3);
    const whole = invoiceDocument({ ...anInvoice(), creditCents: totalCents }, "fr");
    expect(whole.credit?.left.amount).toBe(`0,00${NBSP}€`);
    expect(whole.pay.lines).toEqual([`Rien à payer${NBSP}: votre avoir règle toute la facture.`]);
    expect(whole.facts.map(({ term }) => term)).toEqual(["Numéro", "Émise le"]);
    expect(whole.question.lines.join(" ")).not.toContain("titre de recettes");
  });

  it("totals each child and the whole", () => {
    const content = invoiceDocument(anInvoice(), "fr");
    expect(content.groups.map((group) => [group.totalLabel, group.total])).toEqual([
      ["Léa Durand, en tout", `9,40${NBSP}€`],
      ["Tom Durand, en tout", `1${NBSP}221,90${NBSP}€`],
    ]);
    expect(content.total.amount).toBe(`1${NBSP}231,30${NBSP}€`);
  });

  it("explains a line reason by reason, to the multiplication", () => {
    const [canteen] = invoiceDocument(anInvoice(), "fr").groups[0]?.rows ?? [];
    expect(canteen?.steps).toEqual([
      ...reasonsIn("fr").toSpliced(3, 0, `Ce quotient vient de la source «${NBSP}CAF${NBSP}».`),
      `Jours comptés${NBSP}: lundi${NBSP}5 et mardi${NBSP}6${NBSP}octobre.`,
      `2 × 2,80${NBSP}€ = 5,60${NBSP}€.`,
    ]);
    expect(canteen?.steps.join(" ")).toContain(`642, en vigueur depuis le 1er${NBSP}septembre${NBSP}2026`);
    expect(canteen?.note).toBe(`1 absence justifiée retirée${NBSP}: jeudi${NBSP}8${NBSP}octobre. Tranche B.`);
    expect(canteen?.tariff).toBe(
      `Règles «${NBSP}Délibération de juin 2026${NBSP}», en vigueur depuis le 1er${NBSP}septembre${NBSP}2026.`,
    );
  });

  it("says the same reasons in English", () => {
    const [canteen] = invoiceDocument(anInvoice(), "en").groups[0]?.rows ?? [];
    expect(canteen?.steps).toEqual([
      ...reasonsIn("en").toSpliced(3, 0, "This quotient comes from the source “CAF”."),
      `Days counted: Monday${NBSP}5 and Tuesday${NBSP}6${NBSP}October.`,
      "2 × €2.80 = €5.60.",
    ]);
  });

  it("says the part of one who shares, and that another price was shown when booking", () => {
    const leisure = invoiceDocument(anInvoice(), "fr").groups[1]?.rows[1];
    expect(leisure?.steps).toContain(`Vous payez 50${NBSP}% de ce prix, soit 608,00${NBSP}€.`);
    expect(leisure?.steps.join(" ")).toContain(`Le prix affiché à la réservation était 1${NBSP}200,00${NBSP}€.`);
    expect(leisure?.note).toContain(`Votre part${NBSP}: 50${NBSP}% de 1${NBSP}216,00${NBSP}€.`);
  });

  it("does not tell another household's income", () => {
    const lines = [anInvoiceLine("Tom", { why: { reasons: [], source: null, label: null } })];
    const [row] = invoiceDocument(anInvoice({ lines }), "fr").groups[0]?.rows ?? [];
    expect(row?.steps[0]).toBe(`Le prix suit les règles et la situation du foyer${NBSP}: 2,80${NBSP}€.`);
    expect(row?.note).toBeNull();
  });

  it("gathers what is for the family as a whole last, under its own name", () => {
    const lines = [aFamilyLine(), anInvoiceLine("Léa"), anInvoiceLine("Tom")];
    const { groups } = invoiceDocument(anInvoice({ lines }), "fr");
    expect(groups.map(({ title, detail, totalLabel, total }) => [title, detail, totalLabel, total])).toEqual([
      ["Léa Durand", "grande section, Les Oliviers", "Léa Durand, en tout", `5,60${NBSP}€`],
      ["Tom Durand", "grande section, Les Oliviers", "Tom Durand, en tout", `5,60${NBSP}€`],
      ["Famille", null, "Famille, en tout", `−5,00${NBSP}€`],
    ]);
  });

  it.each([
    ["session", "canteen", `2${NBSP}repas`, `2${NBSP}meals`],
    ["day", "leisure", `2${NBSP}journées`, `2${NBSP}full${NBSP}days`],
    ["half_day", "leisure", `2${NBSP}demi-journées`, `2${NBSP}half-days`],
    ["half_hour", "evening-care", `2${NBSP}demi-heures`, `2${NBSP}half-hours`],
    ["quarter_hour", "evening-care", `2${NBSP}quarts${NBSP}d’heure`, `2${NBSP}quarters${NBSP}of${NBSP}an${NBSP}hour`],
    ["week", "leisure", `2${NBSP}semaines`, `2${NBSP}weeks`],
    ["month", "study", `2${NBSP}mois`, `2${NBSP}months`],
    ["trip", "bus", `2${NBSP}trajets`, `2${NBSP}trips`],
  ] as const)("counts in the unit of the price: %s", (unit, activityKind, french, english) => {
    const lines = [anInvoiceLine("Léa", { activityKind, why: { unit } })];
    const quantity = (locale: "fr" | "en") =>
      invoiceDocument(anInvoice({ lines }), locale).groups[0]?.rows[0]?.quantity;
    expect([quantity("fr"), quantity("en")]).toEqual([french, english]);
  });

  it("says what was billed and what is right on a correction", () => {
    const corrects = { billedCents: 281, cents: 150 };
    const lines = [anInvoiceLine("Léa", { kind: "correction", days: ["2026-10-05"], cents: -131, why: { corrects } })];
    const [row] = invoiceDocument(anInvoice({ lines }), "fr").groups[0]?.rows ?? [];
    expect(row?.note).toBe(`Correction d’un jour déjà facturé${NBSP}: lundi${NBSP}5${NBSP}octobre.`);
    expect(row?.steps.slice(0, 2)).toEqual([
      `Déjà facturé${NBSP}: 2,81${NBSP}€.`,
      `Montant juste${NBSP}: 1,50${NBSP}€.`,
    ]);
    expect([row?.quantity, row?.amount]).toEqual([`1${NBSP}fois`, `−1,31${NBSP}€`]);
  });

  it("says how to get a lower price to whoever gave no quotient", () => {
    const lines = [anInvoiceLine("Léa", { why: { reasons: [{ code: "noQuotientBracket" }] } })];
    const said = (given: Parameters<typeof anInvoice>[0]) =>
      invoiceDocument(anInvoice(given), "fr").question.lines.join();
    expect(said({ lines })).toContain("Sans quotient familial");
    expect(said({})).not.toContain("Sans quotient familial");
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
