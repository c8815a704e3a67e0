import { describe, expect, it } from "vitest";
import { debtorOf } from "./rules-debtor";
import { capitals, cut, freeText } from "./rules-text";

describe("capitals without accents", () => {
  it.each([
    ["Noël Lœuillet-Çelik", "NOEL LOEUILLET-CELIK"],
    ["L’Haÿ-les-Roses", "L'HAY-LES-ROSES"],
    ["12 € – “cœur” n° 3…", '12 EUR - "COEUR" N° 3...'],
    ["Straße\u00a0\u202f5\t\n bis", "STRASSE 5 BIS"],
    ["Łukasz Đorđević", "LUKASZ DORDEVIC"],
  ])("%s becomes %s", (given, written) => {
    expect(capitals(given)).toEqual({ text: written, lost: false });
  });

  it.each(["Щербак", "李", "Ωmega"])("%s loses a letter, and says so", (given) => {
    expect(capitals(given).lost).toBe(true);
  });

  it("a smile is no letter", () => {
    expect(capitals("Léa 😀")).toEqual({ text: "LEA", lost: false });
  });
});

it.each(["", "0", "0000", ".", "  "])("%j is no text of the schema", (text) => {
  expect(freeText(text, 38)).toBeNull();
});

describe("a text that is too long", () => {
  it.each([
    ["A".repeat(38), "A".repeat(38), ""],
    [`${"A".repeat(38)} B`, "A".repeat(38), "B"],
    [`${"A".repeat(30)} ${"B".repeat(8)}`, "A".repeat(30), "B".repeat(8)],
    ["A".repeat(40), "A".repeat(38), "AA"],
  ])("%s is cut between words where it can be", (text, first, rest) => {
    expect(cut(text, 38)).toEqual([first, rest]);
  });
});

const facts = {
  ...{
    id: "0190f4a2-0000-7000-8000-0000000000ab",
    kind: "guardian" as const,
    lastName: "Durand",
    firstName: "Camille",
  },
  civility: "MME",
  address: { line: "1 rue Haute", more: null, postalCode: "06650", city: "Valmontel", countryCode: null },
};
const place = (change: Partial<typeof facts.address> | { countryCode: string; postalCode: string }) =>
  debtorOf({ ...facts, address: { ...facts.address, ...change } });

describe("a debtor", () => {
  it("is a person with civility, name and postal address", () => {
    expect(debtorOf(facts)).toMatchObject({
      reference: "P0000000000AB",
      civility: "MME",
      name: "DURAND",
      moreName: null,
    });
  });

  it("abroad has the schema's postal code, the real one before the town, and a country", () => {
    expect(place({ countryCode: "131", postalCode: "B-1000" })).toMatchObject({
      address: { postalCode: "99999", city: "B-1000 VALMONTEL", countryCode: "131" },
    });
  });

  it.each([
    ["nobody's civility", { ...facts, civility: "Mlle" }, ["civility"]],
    ["no first name", { ...facts, firstName: " " }, ["name"]],
    ["a name of other letters", { ...facts, lastName: "Щербак" }, ["name-unwritable"]],
    ["a body", { ...facts, kind: "organisation" as const }, ["organisation"]],
    ["no address", { ...facts, address: null }, ["address"]],
  ])("with %s is refused by name", (_, given, findings) => {
    expect(debtorOf(given)).toEqual(findings);
  });

  it("with a postal code of four or six digits is refused", () => {
    expect(place({ postalCode: "0665" })).toEqual(["postal-code"]);
    expect(place({ postalCode: "066500" })).toEqual(["postal-code"]);
    expect(place({ postalCode: "06 650" })).toMatchObject({ address: { postalCode: "06650" } });
  });

  it("loses nothing of a long address: two lines hold 76 signs, more is refused", () => {
    const two = `${"A".repeat(38)} ${"B".repeat(38)}`;
    expect(place({ line: two })).toMatchObject({ address: { street: "A".repeat(38), place: "B".repeat(38) } });
    expect(place({ line: `${two}B` })).toEqual(["address-too-long"]);
  });

  it("with a long name goes on in the second line", () => {
    const long = debtorOf({ ...facts, lastName: "De la Tour du Pin Chambly de la Charce Verclause" });
    expect(long).toMatchObject({ name: "DE LA TOUR DU PIN CHAMBLY DE LA CHARCE", moreName: "VERCLAUSE" });
  });
});
