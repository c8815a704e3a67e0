/** What a family that nobody knows would pay: by quotient, home, rank and class, for every example of the repository. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { estimateOf } from "./rules-estimate";
import { estimateSchema } from "./schema";

const today = "2026-11-23";
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ") ?? null;
const typed = (change: Record<string, string> = {}) =>
  estimateSchema.parse({ quotient: "400", children: "2", resident: "oui", grade: "CE1", ...change });

const file = communeFileSchema.parse({
  format: "portail-commune/1",
  commune: { id: "ici", name: "Ici" },
  calendar: { zone: "B", schoolYears: ["2026-2027"] },
  activities: [
    { id: "cantine", name: "Cantine", kind: "canteen", open: {} },
    { id: "garderie", name: "Garderie", kind: "evening-care", unit: "half_hour", open: {} },
    { id: "centre", name: "Centre", kind: "leisure", open: { weekdays: ["wed"] } },
  ],
  scales: [{ id: "qf", brackets: [{ in: "[0,400]" }, { in: "(400,inf)" }], none: "highest" }],
  prices: [
    { activities: ["cantine"], when: { resident: false }, price: 560 },
    { activities: ["cantine"], when: { rank: ">=2" }, price: 90 },
    { activities: ["cantine"], price: { scale: "qf", amounts: [100, 480] } },
    { activities: ["garderie"], price: 110 },
    { activities: ["centre"], when: { regularity: "regular" }, price: 800 },
    { activities: ["centre"], when: { regularity: "occasional" }, price: 1000 },
  ],
});

const pricesOf = (service: string, change: Record<string, string>) =>
  estimateOf({ locale: "fr", file }, typed(change), today)
    .find(({ id }) => id === service)
    ?.prices.map(({ way, rank, price }) => [way, rank, plain(price)]);

describe("an estimate", () => {
  it.each([
    ["the last quotient of a bracket", { children: "1" }, [[null, null, "1,00 €"]]],
    ["the first of the next", { children: "1", quotient: "400,01" }, [[null, null, "4,80 €"]]],
    ["no quotient", { children: "1", quotient: "" }, [[null, null, "4,80 €"]]],
    ["another town", { resident: "non" }, [[null, null, "5,60 €"]]],
    [
      "two children",
      {},
      [
        [null, 1, "1,00 €"],
        [null, 2, "0,90 €"],
      ],
    ],
  ])("says the price for %s", (_, change, expected) => {
    expect(pricesOf("cantine", change)).toEqual(expected);
  });

  it("says the price of one unit where time is charged", () => {
    expect(pricesOf("garderie", {})).toEqual([[null, null, "1,10 € la demi-heure"]]);
  });

  it("says each way of coming where none is the usual one, on the next open day", () => {
    expect(pricesOf("centre", {})).toEqual([
      ["inscrits à l’année", null, "8,00 €"],
      ["occasionnels", null, "10,00 €"],
    ]);
    expect(estimateOf({ locale: "fr", file }, typed(), today)[2]?.day).toBe("2026-11-25");
  });

  it("gives reasons", () => {
    const [service] = estimateOf({ locale: "fr", file }, typed({ children: "1" }), today);
    expect(service?.prices[0]?.why.map(plain)).toEqual(expect.arrayContaining(["Votre quotient : 400."]));
  });
});

describe("what a visitor types", () => {
  it.each([
    ["a quotient that is no number", { quotient: "beaucoup" }, "quotient"],
    ["no child", { children: "0" }, "children"],
    ["more children than a form should take", { children: "9" }, "children"],
    ["no answer about the town", { resident: "" }, "resident"],
    ["a class that does not exist", { grade: "6e" }, "grade"],
  ])("is refused when it is %s", (_, change, field) => {
    const parsed = estimateSchema.safeParse({ quotient: "", children: "1", resident: "oui", grade: "CP", ...change });
    expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });
});

const folder = new URL("../../docs/communes/", import.meta.url);

describe("the estimate in every commune of the examples", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".json")))("%s has an answer for each service", (name) => {
    const own = communeFileSchema.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8")));
    for (const locale of ["fr", "en"] as const) {
      const services = estimateOf({ locale, file: own }, typed({ quotient: "642,50" }), today);
      expect(services.map(({ id }) => id)).toEqual(own.activities.map(({ id }) => id));
      for (const { prices } of services) {
        expect(prices.length).toBeGreaterThan(0);
        const texts = prices.flatMap(({ way, price, why }) => [
          ...(way ? [way] : []),
          ...(price ? [price] : []),
          ...why,
        ]);
        expect(texts.filter((text) => text.trim() === "" || /undefined|null|NaN|\{\w*\}|_/.test(text))).toEqual([]);
      }
    }
  });
});
