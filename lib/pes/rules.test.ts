import { describe, expect, it } from "vitest";
import { regieSettingsSchema } from "@/lib/commune/schema-regie";
import { owed, settings, values, written } from "@/prisma/fixtures/pes";
import { faultOf, type PesHead, type PesPiece } from "./rules";
import { missingSettings } from "./rules-role";

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
