import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cleanObjet,
  isIdop,
  isMel,
  isObjet,
  isRefdet,
  isReturnAddress,
  needsHttps,
  objetOf,
  parseMontant,
  refuseAmount,
} from "./rules-request";

describe("a reference", () => {
  it.each([
    ["ABCDE", false],
    ["ABCDEF", true],
    ["A".repeat(30), true],
    ["A".repeat(31), false],
    ["2026-000123", false],
    ["réf000123", false],
    ["FACT 00123", false],
    ["FACT000123\n", false],
  ])("%j is accepted: %s", (text, expected) => {
    expect(isRefdet(text)).toBe(expected);
  });
});

describe("the subject of a payment", () => {
  it.each([
    ["Garderie d’été – n°12", "Garderie dete n12"],
    ["18/09/2020  Établissement attestation hors-sol n#1234", "18092020 Etablissement attestation hors sol n1234"],
    ["  l'étude   surveillée ", "l etude surveillee"],
    ["Œuvre ½ ² ﬁn", "uvre 12 2 fin"],
    ["ligne\tune\nautre", "ligneuneautre"],
    ["un\u00a0deux", "un deux"],
    ["a".repeat(101), "a".repeat(100)],
    ["’–…", null],
    ["", null],
    ["学校", null],
    ["\ud83c\udf92 \ud800", null],
  ])("%j is cleaned to %j", (text, expected) => {
    expect(cleanObjet(text)).toBe(expected);
  });

  it("keeps words apart in what the portal itself sends", () => {
    expect(objetOf("Garderie d’été – n°12")).toBe("Garderie d ete n12");
    expect(objetOf(`${"a".repeat(99)} b`)).toBe("a".repeat(99));
    expect(objetOf(" ’ ")).toBeNull();
  });

  it("is always acceptable once cleaned", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const cleaned = [cleanObjet(text), objetOf(text)];
        for (const objet of cleaned) expect(objet === null || (objet !== "" && isObjet(objet))).toBe(true);
      }),
    );
  });
});

describe("an e-mail for the ticket", () => {
  it.each([
    ["a@b.f", false],
    ["a@b.fr", true],
    [`${"a".repeat(73)}@b.test`, true],
    [`${"a".repeat(74)}@b.test`, false],
    ["john.doeexample.com", false],
    ["john@@example.org", false],
    ["john doe@example.org", false],
    ["john@example.org\n", false],
    ["@example.org", false],
    ["prenom@ecole-été.fr", true],
  ])("%j is accepted: %s", (text, expected) => {
    expect(isMel(text)).toBe(expected);
  });
});

describe("an amount", () => {
  it.each([
    [99, "too-small"],
    [100, null],
    [9_999_999, null],
    [10_000_000, "too-big"],
    [0, "too-small"],
    [-100, "too-small"],
    [19.99, "not-cents"],
    [Number.NaN, "not-cents"],
    [Number.POSITIVE_INFINITY, "not-cents"],
  ])("of %d cents is refused: %s", (amount, expected) => {
    expect(refuseAmount(amount)).toBe(expected);
  });

  it("follows the régie's own limits", () => {
    expect(refuseAmount(1499, { minCents: 1500, maxCents: 2000 })).toBe("too-small");
    expect(refuseAmount(2001, { minCents: 1500, maxCents: 2000 })).toBe("too-big");
  });

  it.each([
    ["4250", 4250],
    ["-4250", null],
    ["42,50", null],
    ["42.50", null],
    ["4250 ", null],
    ["", null],
    ["1e3", null],
    ["٤٢", null],
    ["9".repeat(13), null],
  ])("written %j is %d cents", (text, expected) => {
    expect(parseMontant(text)).toBe(expected);
  });
});

describe("an address to come back to", () => {
  it.each([
    ["https://portail.example.org/paiement/retour?a=1&b=2", true],
    ["http://127.0.0.1:3000/api/payfip/notification", true],
    ["ftp://example.org/", false],
    ["javascript:alert(1)", false],
    ["/paiement/retour", false],
    ["https://user:secret@example.org/", false],
    ["https://example.org/a b", false],
    ["https://example.org/\u0000", false],
    [`https://example.org/${"a".repeat(230)}`, true],
    [`https://example.org/${"a".repeat(231)}`, false],
  ])("%j is accepted: %s", (text, expected) => {
    expect(isReturnAddress(text)).toBe(expected);
  });
});

it("an operation id is what may safely stand in an address", () => {
  expect(isIdop("cc0cb210-1cd4-11ea-8cca-0213ad91a103")).toBe(true);
  expect(isIdop("a".repeat(64))).toBe(true);
  for (const text of ["", "a".repeat(65), "../x", "a&b", "a b", "é", "a\n"]) expect(isIdop(text)).toBe(false);
});

it("modes that move real money ask for https", () => {
  expect((["T", "X", "W", "A", "M"] as const).map(needsHttps)).toEqual([false, false, true, true, true]);
});
