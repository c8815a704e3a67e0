import { describe, expect, it } from "vitest";
import { invoiceDocument } from "@/lib/invoice/rules-document";
import { anInvoice } from "@/prisma/fixtures/invoice";
import { documentOf } from "./rules-document";

const invoice = anInvoice();
const note = {
  ...invoice,
  ...{ kind: "credit_note" as const, reason: "Sortie annulée", number: 7, refdet: null, dueOn: null },
  head: { ...invoice.head, corrects: { number: "2026-001187", issuedOn: "2026-11-05" } },
};

describe("a credit note in words", () => {
  it("says what it corrects, why, and what becomes of it, and never how to pay", () => {
    const content = documentOf(note, "fr");
    expect(content.title).toBe("Avoir");
    expect(content.facts.map(({ value }) => value)).toEqual(expect.arrayContaining(["2026-000007", "2026-001187"]));
    expect(content.mentions[0]).toBe("Motif\u00a0: Sortie annulée");
    expect(content.total.label).toBe("Montant de l’avoir");
    const said = JSON.stringify(content);
    for (const words of ["payfip", "Par chèque", "au plus tard", "titre de recettes"])
      expect(said).not.toContain(words);
    expect(content.pay.lines.join(" ")).toContain("2026-001187");
  });

  it("has the lines of any invoice, in both languages", () => {
    for (const locale of ["fr", "en"] as const) {
      expect(documentOf(note, locale).groups).toEqual(invoiceDocument(note, locale).groups);
      const { foot, ...content } = documentOf(note, locale);
      expect(JSON.stringify([content, foot.identity])).not.toMatch(/\{\w+\}/);
    }
  });

  it("leaves an invoice as it is", () => {
    expect(documentOf(invoice, "fr")).toEqual(invoiceDocument(invoice, "fr"));
  });
});
