import { describe, expect, it } from "vitest";
import { type Criterion, initialOf, takersOf } from "./rules";

const any: Criterion = { kind: null, siteId: null, from: null, to: null, teamId: null, accountId: null };
const takes = (criterion: Partial<Criterion>, householdName = "Durand", siteId: string | null = "oliviers") =>
  takersOf([{ ...any, ...criterion }], { kind: "question", siteId, householdName }).length === 1;

describe("a criterion", () => {
  it.each([
    [{}, true],
    [{ kind: "question" as const }, true],
    [{ kind: "absence" as const }, false],
    [{ siteId: "oliviers" }, true],
    [{ siteId: "fontaine" }, false],
    [{ from: "D", to: "D" }, true],
    [{ from: "A", to: "C" }, false],
    [{ from: "E", to: "Z" }, false],
    [{ from: "D" }, true],
    [{ to: "D" }, true],
    [{ to: "C" }, false],
  ])("%o takes the question of the Durand household: %s", (criterion, expected) =>
    expect(takes(criterion)).toBe(expected),
  );

  it("of a school does not take what has no school, and one by letter not a name without any", () => {
    expect(takes({ siteId: "oliviers" }, "Durand", null)).toBe(false);
    expect(takes({ from: "A", to: "Z" }, "李")).toBe(false);
    expect(takes({}, "李")).toBe(true);
  });

  it("comes in the order of the settings", () => {
    const list = [
      { ...any, teamId: "first" },
      { ...any, kind: "absence" as const },
      { ...any, teamId: "second" },
    ];
    const found = takersOf(list, { kind: "question", siteId: null, householdName: "Durand" });
    expect(found.map(({ teamId }) => teamId)).toEqual(["first", "second"]);
  });
});

it.each([
  ["Élise", "E"],
  ["d’Ormesson", "D"],
  ["Ñuñez", "N"],
  ["Øst", "S"],
  ["", ""],
  ["42", ""],
])("the initial of %o is %o", (name, initial) => expect(initialOf(name)).toBe(initial));
