import { describe, expect, it } from "vitest";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { valueOn } from "@/lib/tally/rules-month";
import { type ChildFile, type HouseholdFile, isResident, pricedHousehold } from "./rules";
import { factsAbout, readAnswer } from "./rules-facts";

const home: HouseholdFile = { quotients: [], addresses: [{ city: "Valmontel", since: "2026-09-01" }], declared: [] };
const child: ChildFile = {
  id: "c1",
  birthDate: "2019-03-01",
  schoolings: [
    { grade: "GS", school: "OLI", since: "2025-09-01", until: "2026-08-31" },
    { grade: "CP", school: "FON", since: "2026-09-01", until: null },
  ],
  pai: { until: "2026-11-15" },
  declared: [],
};
const on = (day: string, given = home, one = child) => {
  const household = pricedHousehold("Valmontel", given, [one]);
  const own = household.children[0];
  return { ...valueOn(household.facts, day), ...(own && valueOn(own.facts, day)) };
};

describe("a household as the rules price it", () => {
  it("has the class and the school of the day", () => {
    expect(on("2026-08-31")).toMatchObject({ grade: "GS", school: "oli" });
    expect(on("2026-09-01")).toMatchObject({ grade: "CP", school: "fon" });
  });

  it.each([
    ["2026-11-15", true],
    ["2026-11-16", false],
  ])("has a PAI until its last day: %s", (day, pai) => expect(on(day).pai).toBe(pai));

  it("lives where it lived on the day; an address nobody gave is not held against it", () => {
    const moved = { ...home, addresses: [...home.addresses, { city: "Nice", since: "2026-11-04" }] };
    expect(["2026-01-01", "2026-11-03", "2026-11-04"].map((day) => on(day, moved).resident)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("answers the commune's own facts from their day, the child's before the household's", () => {
    const since = "2026-11-10";
    const told = { ...home, declared: [{ fact: "ccas", value: true, since, until: null }] };
    const own = { ...child, declared: [{ fact: "ccas", value: false, since: "2026-11-12", until: "2026-11-12" }] };
    const days = ["2026-11-09", "2026-11-10", "2026-11-12", "2026-11-13"];
    expect(days.map((day) => on(day, told, own).ccas)).toEqual([undefined, true, false, true]);
  });

  it("keeps quotients to the cent, of one day the last that was recorded", () => {
    const quotient = (valueCents: number, recorded: string) => ({
      valueCents,
      since: "2026-09-01",
      until: null,
      recordedAt: new Date(recorded),
    });
    const quotients = [quotient(30_801, "2026-10-02"), quotient(50_000, "2026-10-01")];
    const { quotients: priced } = pricedHousehold("Valmontel", { ...home, quotients }, []);
    expect(priced.map(({ value }) => value)).toEqual([500, 308.01]);
  });
});

describe("residence", () => {
  it.each([
    ["VALMONTEL", true],
    ["Valmontel Cedex 2", true],
    ["Val-Montel", false],
    [null, true],
  ])("%s", (city, expected) => expect(isResident(city, "Valmontel")).toBe(expected));
});

describe("facts of the commune's own", () => {
  const file = communeFileSchema.parse({
    format: "portail-commune/1",
    commune: { id: "ici", name: "Ici" },
    calendar: { zone: "B", schoolYears: ["2026-2027"] },
    facts: [
      { id: "complet", of: "household", label: "Complet ?", default: true },
      { id: "aide", of: "household", label: "Aide ?" },
      { id: "revenu", of: "household", label: "Revenu ?" },
      { id: "statut", of: "household", label: "Statut ?" },
      { id: "ulis", of: "child", label: "ULIS ?" },
    ],
    activities: [{ id: "cantine", name: "Cantine", kind: "canteen" }],
    prices: [
      { when: { aide: true }, price: 100 },
      { when: { revenu: "[0,1000)" }, price: 200 },
      { when: { statut: ["agent", "enseignant"] }, price: 300 },
    ],
  });

  it("take the answer that the rules look for", () => {
    expect(factsAbout(file, "household").map(({ id, kind }) => [id, kind])).toEqual([
      ["complet", "yes-no"],
      ["aide", "yes-no"],
      ["revenu", "number"],
      ["statut", "text"],
    ]);
    expect(factsAbout(file, "child").map(({ id }) => id)).toEqual(["ulis"]);
  });

  it.each([
    ["yes-no", "oui", true],
    ["yes-no", "non", false],
    ["yes-no", "peut-être", null],
    ["number", "1 200,50", 1200.5],
    ["number", "beaucoup", null],
    ["text", "agent", "agent"],
  ] as const)("%s: %s", (kind, text, value) => expect(readAnswer(kind, text)).toBe(value));
});
