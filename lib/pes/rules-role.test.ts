/** The files against the treasury's own schemas, kept beside the repository where they may be; never a copy of them in here. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { formatPlain } from "@/lib/kernel/money";
import { owed, values, written } from "@/prisma/fixtures/pes";
import { faultOf, totalsOf } from "./rules";
import { dueParts, type Owed } from "./rules-role";

const schemas = resolve(import.meta.dirname, "../../../shared/pes-xsd");

describe.skipIf(!existsSync(schemas))("a file, against the treasury's schema 5.17 (../shared/pes-xsd)", () => {
  let refusalOf: (file: Buffer) => string | null;

  beforeAll(async () => {
    const { XmlDocument, XsdValidator, xmlRegisterInputProvider } = await import("libxml2-wasm");
    const { fsInputProviders } = await import("libxml2-wasm/lib/nodejs.mjs");
    xmlRegisterInputProvider(fsInputProviders);
    const file = resolve(schemas, "v5.17/PES_V2/Rev0/PES_Aller.xsd");
    const schema = XmlDocument.fromBuffer(readFileSync(file), { url: pathToFileURL(file).href });
    const validator = XsdValidator.fromDoc(schema);
    refusalOf = (bytes) => {
      const document = XmlDocument.fromBuffer(bytes);
      try {
        validator.validate(document);
        return null;
      } catch (error) {
        return String(error);
      } finally {
        document.dispose();
      }
    };
  });

  const bytesOf = (text: string) => Buffer.from(text, "latin1");

  it("knows a good file from a bad one", () => {
    expect(refusalOf(readFileSync(resolve(schemas, "samples/ok-pesormc.xml")))).toBeNull();
    expect(refusalOf(readFileSync(resolve(schemas, "samples/bad-zero-amount.xml")))).not.toBeNull();
  });

  it("is valid as role and as titles, and would not be with 5.30's flag or an empty tag", () => {
    for (const kind of ["role", "title"] as const)
      expect(refusalOf(bytesOf(written([owed], { wish: { kind } }).text))).toBeNull();
    const flagged = written([owed], {
      wish: { kind: "title" },
      settings: { billing: "regie", pesVersion: "5.30" },
    }).text;
    expect(refusalOf(bytesOf(flagged))).not.toBeNull();
    expect(refusalOf(bytesOf(flagged.replace('<ImpayeRegie V="1"/>', "")))).toBeNull();
    expect(refusalOf(bytesOf(written([owed]).text.replace(/<Adr1 V="[^"]*"/, '<Adr1 V=""')))).not.toBeNull();
  });

  const odd = fc.constantFrom(
    "é",
    "œ",
    "€",
    "’",
    '"',
    "'",
    "&",
    "<",
    ">",
    "°",
    "«",
    "0",
    ".",
    " ",
    "n",
    "c",
    "Ł",
    "ß",
    "\t",
    "\n",
    "😀",
    "Щ",
    "中",
  );
  const text = (maxLength: number) =>
    fc.oneof(
      fc.string({ maxLength }),
      fc.array(odd, { maxLength }).map((signs) => signs.join("")),
      fc.lorem({ maxCount: 12 }),
    );
  const anOwed = fc.record({
    invoiceId: fc.uuid(),
    year: fc.constant(2026),
    number: fc.integer({ min: 1, max: 999_999 }),
    sales: fc.array(
      fc.record({
        productCode: fc.constantFrom("CANT", "GARD", "E1", "B"),
        amountCents: fc.integer({ min: -4000, max: 90_000 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    credited: fc.array(
      fc.record({ productCode: fc.constantFrom("CANT", "GARD"), amountCents: fc.integer({ min: 1, max: 40_000 }) }),
      { maxLength: 2 },
    ),
    paidPercent: fc.integer({ min: 0, max: 99 }),
    subject: text(200),
    debtor: fc.record({
      id: fc.uuid(),
      kind: fc.constant("guardian" as const),
      lastName: fc.oneof(text(120), fc.constant("Durand")),
      firstName: fc.oneof(text(80), fc.constant("Zoé")),
      civility: fc.constantFrom("M", "MME"),
      address: fc.record({
        line: fc.oneof(text(90), fc.constant("3 chemin des Œillets")),
        more: fc.option(text(60)),
        postalCode: fc.constantFrom("06650", "97150", "B-1000", "SW1A 1AA"),
        city: fc.oneof(text(80), fc.constant("L’Haÿ-les-Roses")),
        countryCode: fc.constantFrom(null, null, "131", "132"),
      }),
    }),
  });
  const dueOf = ({ paidPercent, ...row }: { paidPercent: number; sales: Owed["sales"] }) => {
    const totalCents = row.sales.reduce((total, sale) => total + sale.amountCents, 0);
    return {
      totalCents,
      dueCents: totalCents > 0 ? Math.max(1, Math.floor((totalCents * (100 - paidPercent)) / 100)) : 0,
    };
  };

  it("is valid for random roles, whatever the families are called and live", () => {
    let articles = 0;
    fc.assert(
      fc.property(
        fc.array(anOwed, { minLength: 1, maxLength: 12 }),
        fc.constantFrom("role" as const, "title" as const),
        fc.record({ postName: text(60), budgetName: text(60) }),
        text(200),
        (rows, kind, labels, subject) => {
          const list = rows.map((row) => ({ ...row, ...dueOf(row) }));
          const { head, pieces, text: xml } = written(list, { wish: { kind, subject }, settings: labels });
          if (pieces.length === 0) return;
          const whole = pieces.map(({ invoiceNumber }) => invoiceNumber).length;
          articles += whole;
          expect(faultOf(head, pieces, totalsOf(pieces))).toBeNull();
          expect(refusalOf(bytesOf(xml))).toBeNull();
          expect(bytesOf(xml).toString("latin1")).toBe(xml);
          expect(values(xml, "MtBordHt")).toEqual([formatPlain(totalsOf(pieces).cents)]);
        },
      ),
      { numRuns: 150 },
    );
    expect(articles).toBeGreaterThan(150);
  });

  it("asks each family for exactly what is left of its invoice", () => {
    fc.assert(
      fc.property(anOwed, (row) => {
        const due = dueOf(row);
        const { pieces } = written([{ ...row, ...due, debtor: owed.debtor }]);
        expect(pieces.map((piece) => totalsOf([piece]).cents)).toEqual(due.dueCents > 0 ? [due.dueCents] : []);
      }),
    );
  });
});

describe("what is left of canteen 80 € and garderie 20 €", () => {
  const sale = (productCode: string, amountCents: number) => ({ productCode, amountCents });
  const sales = [sale("CANT", 8000), sale("GARD", 2000)];

  it.each([
    ["is asked for as billed", [], 10_000, sales],
    ["is spread when a half was paid", [], 5000, [sale("CANT", 4000), sale("GARD", 1000)]],
    ["has no garderie once that was credited", [sale("GARD", 2000)], 8000, [sale("CANT", 8000)]],
    ["has no garderie either when a part was paid", [sale("GARD", 2000)], 3000, [sale("CANT", 3000)]],
    ["has less garderie when a half of it was credited", [sale("GARD", 1000)], 9000, [sales[0], sale("GARD", 1000)]],
    ["is as billed when all was credited and the payment bounced", sales, 10_000, sales],
  ])("%s", (_, credited, dueCents, parts) => {
    expect(dueParts({ sales, credited, dueCents })).toEqual(parts);
  });
});
