/** The geocoder over real HTTP: helps when it can, and is an empty list in every other case, soon. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type OutsideDouble, startOutsideDouble } from "@/scripts/outside-double/server";
import { createGeocoder } from "./geocoder";
import { addressQuerySchema, readSuggestions } from "./schema";

let double: OutsideDouble;
const NOW = 1_790_000_000_000;

beforeAll(async () => {
  double = await startOutsideDouble();
});
afterAll(() => double.close());
beforeEach(() => {
  double.behave("geocodage", "good");
  double.asked.length = 0;
});

const geocoder = () => createGeocoder(`${double.url}/geocodage`, 300);

it("gives the parts a form has, best first", async () => {
  expect(await geocoder().suggest("oliviers", NOW)).toEqual([
    {
      label: "12 Rue des Oliviers 06999 Valmontel",
      line: "12 Rue des Oliviers",
      postalCode: "06999",
      city: "Valmontel",
    },
  ]);
});

it("sends the text and nothing of the person", async () => {
  await geocoder().suggest("mairie", NOW);
  const [asked] = double.asked;
  expect([...(asked?.url.searchParams.keys() ?? [])].sort()).toEqual(["autocomplete", "index", "limit", "q"]);
  expect(asked?.headers.cookie).toBeUndefined();
  expect(asked?.headers["x-forwarded-for"]).toBeUndefined();
});

it("asks once a day for the same text", async () => {
  const one = geocoder();
  for (const at of [0, 1, 86_399_999]) await one.suggest("Fontaine", NOW + at);
  await one.suggest("fontaine", NOW + 10);
  expect(double.asked).toHaveLength(1);
  await one.suggest("fontaine", NOW + 86_400_000);
  expect(double.asked).toHaveLength(2);
});

it.each(["silent", "too-many", "broken", "nonsense", "endless"] as const)(
  "%s is an empty list, soon",
  async (behaviour) => {
    double.behave("geocodage", behaviour);
    const began = performance.now();
    expect(await geocoder().suggest("oliviers", NOW)).toEqual([]);
    expect(performance.now() - began).toBeLessThan(2_000);
  },
);

it("leaves it alone for five seconds after « too many »", async () => {
  const one = geocoder();
  double.behave("geocodage", "too-many");
  await one.suggest("oliviers", NOW);
  double.behave("geocodage", "good");
  expect(await one.suggest("oliviers", NOW + 4_999)).toEqual([]);
  expect(double.asked).toHaveLength(1);
  expect(await one.suggest("oliviers", NOW + 5_000)).toHaveLength(1);
});

it("is an empty list when nobody is there", async () => {
  expect(await createGeocoder("http://127.0.0.1:9/geocodage", 300).suggest("oliviers", NOW)).toEqual([]);
});

it.each([
  ["ab", false],
  ["abc", true],
  ["  12 rue ", true],
  ["-rue", false],
  ["a".repeat(160), true],
  ["a".repeat(161), false],
])("asks with %j: %s", (q, asks) => {
  expect(addressQuerySchema.safeParse({ q }).success).toBe(asks);
});

it.each([null, [], { features: {} }, { features: [null, { properties: { label: 1 } }] }])(
  "reads %j as nothing",
  (answer) => {
    expect(readSuggestions(answer)).toEqual([]);
  },
);
