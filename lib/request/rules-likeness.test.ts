import { describe, expect, it } from "vitest";
import { isSameChild, likenessOf } from "./rules-likeness";

describe("the same child", () => {
  const lea = { firstName: "Léa", lastName: "Durand", birthDate: "2021-03-04" };
  it("may go by the other parent's name", () => expect(isSameChild(lea, { ...lea, lastName: "Morel" })).toBe(true));
  it("may be typed without accent", () => expect(isSameChild(lea, { ...lea, firstName: "lea" })).toBe(true));
  it("is not born another day", () => expect(isSameChild(lea, { ...lea, birthDate: "2021-03-05" })).toBe(false));
});

describe("the same adult", () => {
  const asking = { firstName: "Camille", lastName: "Durand", email: "c@example.org", phone: "06 39 98 00 01" };
  it.each([
    ["by address", { firstName: "X", lastName: "Y", email: "C@example.org", phone: null }, ["email"]],
    ["by name", { firstName: "camille", lastName: "DURAND", email: null, phone: null }, ["name"]],
    ["by telephone", { firstName: "X", lastName: "Y", email: null, phone: "06 39 98 00 01" }, ["phone"]],
    ["by nothing", { firstName: "Sacha", lastName: "Morel", email: null, phone: null }, []],
  ] as const)("%s", (_, known, expected) => expect(likenessOf(asking, known)).toEqual(expected));
});
