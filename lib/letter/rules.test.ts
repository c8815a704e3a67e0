import { describe, expect, it } from "vitest";
import { faultOf, fillBody, fillLine, type Values, variables } from "./rules";

const values = Object.fromEntries(variables.map((name) => [name, name.toUpperCase()])) as Values;

describe("a model", () => {
  it.each([
    ["Bonjour {personne},\n\nVotre demande {reference}.", null],
    ["Sans valeur", null],
    ["Bonjour {motdepasse}", "unknown"],
    ["{constructor}", "unknown"],
    ["{__proto__}", "unknown"],
    ["{}", "unknown"],
    ["{{personne}}", "brace"],
    ["dollar{personne} {", "brace"],
    ["a } b", "brace"],
    ["tab\tici", "control"],
    ["retour\rchariot", "control"],
    ["zéro\u0000", "control"],
    ["ligne\u2028fine", "control"],
  ])("%o is refused as %o", (text, fault) => expect(faultOf(text, { isLine: false })).toBe(fault));

  it.each(["Objet\nBcc: tous@example.org", "Objet\r\nTo: x@example.org", "Objet\u0085suite", "Objet\u2029suite"])(
    "has no second line in its heading: %o",
    (text) => expect(faultOf(text, { isLine: true })).toBe("control"),
  );
});

describe("what is put in", () => {
  it("stands where it is named, as often as it is", () =>
    expect(fillBody("{enfant}, {enfant} : {jour}", values)).toBe("ENFANT, ENFANT : JOUR"));

  it("is never read again, whatever a family typed", () => {
    const sly = { ...values, personne: "{service}", enfant: "$& {foyer} {{x}}" };
    expect(fillBody("{personne} et {enfant}", sly)).toBe("{service} et $& {foyer} {{x}}");
  });

  it("makes no second header of a mail", () => {
    const sly = { ...values, enfant: "Léa\r\nBcc: tous@example.org" };
    expect(fillLine("Pour {enfant}", sly)).toBe("Pour Léa Bcc: tous@example.org");
    expect(fillLine("{enfant}", { ...values, enfant: "x".repeat(999) })).toHaveLength(200);
  });
});
