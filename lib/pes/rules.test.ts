/** The files against the treasury's own schemas, kept beside the repository where they may be; never a copy of them in here. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type RegieSettings, regieSettingsSchema } from "@/lib/commune/schema-regie";
import { formatPlain } from "@/lib/kernel/money";
import { faultOf, type PesHead, type PesPiece, pesText, totalsOf } from "./rules";
import { headOf, missingSettings, type Owed, piecesOf, type SlipWish } from "./rules-role";

const settings: RegieSettings["treasury"] = regieSettingsSchema.parse({
  treasury: {
    ...{ billing: "role", postCode: "006099", postName: "Trésorerie de l’Œuvre", siret: "21060999900019" },
    ...{ collectivityCode: "123", budgetCode: "00", budgetName: "Valmontel", nature: "7067", withKeys: true },
  },
}).treasury;

const wish: SlipWish = {
  ...{ kind: "role", day: "2026-11-23", exer: 2026, bordereau: 12, firstPiece: 1 },
  ...{ noticeOn: "2026-11-30", subject: "Périscolaire, octobre 2026" },
};

const owed: Owed = {
  ...{ invoiceId: "0190f4a2-0000-7000-8000-000000000001", year: 2026, number: 101, totalCents: 9482, dueCents: 9482 },
  sales: [
    { productCode: "CANT", amountCents: 6352 },
    { productCode: "GARD", amountCents: 3130 },
  ],
  subject: "Facture 2026-000101, octobre 2026",
  debtor: {
    ...{ id: "0190f4a2-0000-7000-8000-0000000000ab", kind: "guardian", lastName: "Müller-O’Brien" },
    ...{ firstName: "Zoé", civility: "MME" },
    address: {
      ...{ line: "12 bis, rue de l’Église & du grand « Cœur »", more: "Bât. <B>", postalCode: "06650" },
      ...{ city: "Valmontel", countryCode: null },
    },
  },
};

const names = new Map([
  ["CANT", "Cantine"],
  ["GARD", "Garderie du soir"],
]);

function written(
  list: readonly Owed[],
  changes: { settings?: Partial<typeof settings>; wish?: Partial<SlipWish> } = {},
) {
  const used = { ...settings, ...changes.settings };
  const asked = { ...wish, ...changes.wish };
  const { pieces, findings } = piecesOf(used, asked, { owed: list, names });
  const head = headOf(used, asked);
  return { head, pieces, findings, text: [...pesText(head, totalsOf(pieces), pieces)].join("") };
}

const values = (text: string, name: string) =>
  [...text.matchAll(new RegExp(`<${name} V="([^"]*)"/>`, "g"))].map((m) => m[1]);

describe("a role", () => {
  it("has one article a family, in capitals without accents, its totals and both numbers", () => {
    const { text } = written([owed]);
    expect(values(text, "TypFic")).toEqual(["PESORMC"]);
    expect([values(text, "TypBord"), values(text, "TypPce"), values(text, "NatPce")]).toEqual([["06"], ["15"], ["01"]]);
    expect([values(text, "Nom"), values(text, "Prenom")]).toEqual([
      ["MULLER-O&apos;BRIEN", "MULLER-O&apos;BRIEN"],
      ["ZOE", "ZOE"],
    ]);
    expect(values(text, "Adr2")[0]).toBe("12 BIS, RUE DE L&apos;EGLISE &amp; DU GRAND «");
    expect(values(text, "Adr3")[0]).toBe("COEUR »");
    expect([values(text, "MtHT"), values(text, "MtBordHt"), values(text, "NbrPce")]).toEqual([
      ["63.52", "31.30"],
      ["94.82"],
      ["1"],
    ]);
    expect([values(text, "NumDette"), values(text, "Per"), values(text, "NumeroFacture")]).toEqual([
      ["2026000101"],
      ["2"],
      ["2026-000101"],
    ]);
  });

  it("has the debtor's key where the comptable asks for keys, the article's key only with the comptable's code", () => {
    const { text } = written([owed]);
    expect([values(text, "Cle1").length, values(text, "Cle2").length]).toEqual([0, 1]);
    expect(values(written([owed], { settings: { revenueCode: "12" } }).text, "Cle1")).toHaveLength(1);
    expect(written([owed], { settings: { withKeys: false, revenueCode: "12" } }).text).not.toMatch(/Cle[12]/);
  });

  it("leaves an optional tag out rather than empty", () => {
    const { text } = written([{ ...owed, subject: "…" }], {
      settings: { postName: "", budgetName: "000" },
      wish: { subject: "", noticeOn: null },
    });
    expect(text).not.toMatch(/V=""|LibellePoste|LibelleColBud|<Objet|DteAsp/);
  });
});

describe("a slip of titles", () => {
  const title = { wish: { kind: "title" as const, firstPiece: 31 } };

  it("has its own codes, and nothing of a role", () => {
    const { text } = written([owed], title);
    expect([values(text, "TypFic"), values(text, "TypBord"), values(text, "TypPce"), values(text, "IdPce")]).toEqual([
      ["PESALR1"],
      ["01"],
      ["01"],
      ["31"],
    ]);
    expect(text).not.toMatch(/NumDette|<Per|Cle2|DteAsp|<Objet/);
  });

  it("says in version 5.30 that it comes from an unpaid invoice of a régie, and only there", () => {
    const unpaid = { billing: "regie", pesVersion: "5.30" } as const;
    expect(written([owed], { ...title, settings: unpaid }).text).toContain(
      '<Edition V="04"/><ImpayeRegie V="1"/><ObjPce',
    );
    expect(written([owed], { ...title, settings: { ...unpaid, pesVersion: "5.17" } }).text).not.toContain(
      "ImpayeRegie",
    );
    expect(written([owed], { ...title, settings: { ...unpaid, billing: "title" } }).text).not.toContain("ImpayeRegie");
    expect(written([owed], { settings: unpaid }).text).not.toContain("ImpayeRegie");
  });
});

describe("before anything is written", () => {
  const { head, pieces } = written([owed, { ...owed, number: 102 }]);
  const expected = { pieces: 2, cents: 18_964 };
  const [first, second] = pieces as [PesPiece, PesPiece];
  const fault = (list: readonly PesPiece[], totals = expected, given: PesHead = head) => faultOf(given, list, totals);

  it("the totals are checked to the cent and to the article", () => {
    expect(fault(pieces)).toBeNull();
    expect(fault(pieces, { ...expected, cents: 18_963 })).toBe("total");
    expect(fault(pieces, { ...expected, cents: 18_965 })).toBe("total");
    expect(fault(pieces, { pieces: 3, cents: 18_964 })).toBe("total");
  });

  it("an empty role, a number twice, a line of nothing and a notice before its day are refused", () => {
    expect(fault([])).toBe("empty");
    expect(fault([first, { ...second, piece: first.piece }])).toBe("piece-number");
    expect(fault([first, { ...second, piece: 0 }])).toBe("piece-number");
    expect(fault([first, { ...second, piece: 100_000_000 }])).toBe("piece-number");
    expect(fault([first, { ...second, lines: [] }])).toBe("no-line");
    expect(
      fault([first, { ...second, lines: [{ ...(second.lines[0] as PesPiece["lines"][number]), cents: 0 }] }]),
    ).toBe("amount");
    expect(fault(pieces, expected, { ...head, noticeOn: "2026-11-22" })).toBe("notice-day");
    expect(fault(pieces, expected, { ...head, noticeOn: "2026-11-23" })).toBeNull();
  });

  it("each missing setting is named", () => {
    expect(missingSettings(settings)).toEqual([]);
    expect(missingSettings(regieSettingsSchema.parse({}).treasury)).toEqual([
      ...["post-code", "siret", "collectivity-code", "budget-code", "nature"],
    ]);
    expect(missingSettings({ ...settings, function: "2A" })).toEqual(["function"]);
  });

  it("each invoice says what it lacks, and the others keep their numbers in a row", () => {
    const nobody = { ...owed.debtor, civility: null, lastName: "", address: null };
    const { pieces: left, findings } = written([owed, { ...owed, debtor: nobody, dueCents: 0 }, owed]);
    expect(left.map(({ piece }) => piece)).toEqual([1, 2]);
    expect(findings).toEqual([{ invoiceId: owed.invoiceId, findings: ["civility", "name", "address", "nothing-due"] }]);
  });
});

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
