import { describe, expect, it } from "vitest";
import * as cells from "./rules-cells";

const value = (wanted: unknown) => ({ value: wanted });
const fault = (code: string) => ({ fault: code });

describe("a cell is read as offices write it", () => {
  it.each([
    ["NGUYEN", value("Nguyen")],
    ["LE-GALL", value("Le-Gall")],
    ["LE GALL", value("Le Gall")],
    ["O’BRIEN", value("O’Brien")],
    ["MARTÍNEZ", value("Martínez")],
    ["de La Tour", value("de La Tour")],
    ["  Anne-Sophie ", value("Anne-Sophie")],
    ["", null],
    ["=HYPERLINK(1)", fault("formula")],
    ["+cmd", fault("formula")],
    ["---", fault("formula")],
    ["123", fault("unknown-word")],
  ] as const)("name %j", (cell, expected) => expect(cells.nameCell(cell)).toEqual(expected));

  it.each([
    ["23/04/2016", value("2016-04-23")],
    ["3.4.2016", value("2016-04-03")],
    ["2016-04-23", value("2016-04-23")],
    ["29/02/2020", value("2020-02-29")],
    ["31/02/2019", fault("date")],
    ["29/02/2019", fault("date")],
    ["04/23/2016", fault("date")],
    ["23/04/16", fault("date")],
    [undefined, null],
  ] as const)("date %j", (cell, expected) => expect(cells.dateCell(cell)).toEqual(expected));

  it.each([
    ["2254,44", value(225444)],
    ["1 427", value(142700)],
    ["0", value(0)],
    ["douze cents", fault("amount")],
    ["-12", fault("amount")],
  ] as const)("amount %j", (cell, expected) => expect(cells.amountCell(cell)).toEqual(expected));

  it.each([
    ["Alternée semaines impaires", value({ kind: "alternate-weeks", parity: "odd" })],
    ["Alternée semaines paires", value({ kind: "alternate-weeks", parity: "even" })],
    ["garde alternée (sem. paires)", value({ kind: "alternate-weeks", parity: "even" })],
    ["Exclusive", value({ kind: "always" })],
    ["chez la mère", fault("unknown-word")],
  ] as const)("custody %j", (cell, expected) => expect(cells.custodyCell(cell)).toEqual(expected));

  it.each([
    ["pas-un-courriel", fault("email")],
    ["Emilie.Nguyen@Example.org", value("emilie.nguyen@example.org")],
    ["a@b", fault("email")],
  ] as const)("e-mail %j", (cell, expected) => expect(cells.emailCell(cell)).toEqual(expected));

  it("postal codes keep the zero that spreadsheets drop", () => {
    expect(cells.postalCodeCell("6650")).toEqual(value("06650"));
    expect(cells.postalCodeCell("F-06650")).toEqual(fault("postal-code"));
  });

  it("words of closed lists, whatever their accents and capitals", () => {
    expect(cells.situationCell("Séparé(e)s")).toEqual(value("separated"));
    expect(cells.dietCell("VEGETARIEN")).toEqual(value("vegetarian"));
    expect(cells.dietCell("halal")).toEqual(fault("unknown-word"));
    expect(cells.gradeCell("C.P.")).toEqual(value("CP"));
    expect(cells.gradeCell("Grande section")).toEqual(value("GS"));
    expect(cells.gradeCell("6e")).toEqual(fault("unknown-grade"));
    expect(cells.answerCell("OUI")).toEqual(value(true));
  });
});

describe("a school", () => {
  const sites = [
    { id: "1", name: "Les Oliviers", grades: ["PS", "CP"] },
    { id: "2", name: "École maternelle Jules-Ferry", grades: ["PS"] },
    { id: "3", name: "École élémentaire Jules-Ferry", grades: ["CP"] },
  ];
  it.each([
    ["les oliviers", null, "1"],
    ["École Les Oliviers", null, "1"],
    ["Ecole primaire LES OLIVIERS", null, "1"],
    ["Jules Ferry", "CP", "3"],
    ["Jules Ferry", "PS", "2"],
  ] as const)("%s in %s", (cell, grade, id) => {
    expect(cells.siteCell(cell, sites, grade)).toMatchObject({ value: { id } });
  });
  it("is never the nearest one", () => {
    expect(cells.siteCell("École inconnue", sites, "CP")).toEqual(fault("unknown-school"));
    expect(cells.siteCell("École", sites, "CP")).toEqual(fault("unknown-school"));
  });
});

describe("persons allowed", () => {
  it("are a name, a tie and a telephone", () => {
    expect(cells.pickupsCell("Anaïs O’Brien (grand-parent) 06 39 98 89 83; Jo Petit")).toEqual({
      people: [
        { name: "Anaïs O’Brien", relation: "grand-parent", phone: "06 39 98 89 83" },
        { name: "Jo Petit", relation: null, phone: null },
      ],
      fault: null,
    });
  });
  it("keep their name when the telephone is unreadable, and a formula is nobody", () => {
    expect(cells.pickupsCell("Jo Petit (oncle) 06 39")).toMatchObject({
      people: [{ name: "Jo Petit", phone: null }],
      fault: "phone",
    });
    expect(cells.pickupsCell("=1+1")).toEqual({ people: [], fault: "formula" });
  });
});
