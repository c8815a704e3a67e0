/** The public page of services, said from every example of the repository and from the demonstration: plain words, nothing empty, no code. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { communeFileSchema } from "@/lib/rulebook/schema";
import type { Reader } from "@/lib/wording/rules-phrases";
import { servicesOf } from "./rules-offer";
import { besideOf, schoolYearOf } from "./rules-offer-beside";
import { priceSpanOf } from "./rules-offer-prices";

const folder = new URL("../../docs/communes/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
const fileOf = (name: string) => communeFileSchema.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8")));
const today = "2026-11-23";
const plain = (text: string) => text.replaceAll("\u00a0", " ");

function textsOf(reader: Reader): string[] {
  const services = servicesOf(reader, today);
  const rules = besideOf(reader, today).flatMap((part) => part.rules);
  return [
    ...services.flatMap(({ name, facts, prices, limits }) => [
      name,
      ...facts,
      ...prices.sentences,
      ...prices.tables.flatMap(({ caption, head, rows, notes }) => [
        ...[caption, head, ...notes],
        ...rows.flatMap(({ bracket, price }) => [bracket, price]),
      ]),
      ...limits.flatMap(({ action, sentences }) => [action, ...sentences]),
    ]),
    ...reader.file.activities.map((activity) => priceSpanOf(reader, activity, today)),
    ...rules.flatMap(({ title, details }) => [title, ...details]),
    ...(schoolYearOf(reader, today)?.holidays.map(({ name }) => name) ?? []),
  ];
}

describe("the services of every commune of the examples", () => {
  it.each(names)("%s is said in both languages, without gap nor code", (name) => {
    const file = fileOf(name);
    for (const locale of ["fr", "en"] as const) {
      const texts = textsOf({ locale, file });
      expect(texts.filter((text) => text.trim() === "")).toEqual([]);
      expect(texts.filter((text) => /\[object|undefined|null|\{\w*\}|NaN|\.\.|, ,|\( |_/.test(text))).toEqual([]);
    }
    const said = servicesOf({ locale: "fr", file }, today);
    expect(said.map(({ id }) => id)).toEqual(file.activities.map(({ id }) => id));
    expect(said.every(({ facts }) => facts.length > 0)).toBe(true);
    expect(schoolYearOf({ locale: "fr", file }, today)?.holidays.length).toBeGreaterThan(3);
  });
});

describe("one service", () => {
  const file = communeFileSchema.parse({
    format: "portail-commune/1",
    commune: { id: "ici", name: "Ici" },
    calendar: { zone: "B", schoolYears: ["2026-2027"] },
    activities: [
      {
        ...{ id: "cantine", name: { fr: "Cantine", en: "Canteen" }, kind: "canteen" },
        ...{ open: { weekdays: ["mon", "tue"] }, hours: { from: "12:00", to: "13:30" } },
      },
    ],
    scales: [
      {
        id: "qf",
        brackets: [
          { label: "A", in: "[0,400]" },
          { label: "B", in: "(400,inf)" },
        ],
        none: "highest",
      },
    ],
    deadlines: [
      {
        actions: ["book"],
        windows: [
          { until: { kind: "weekday", weekday: "thu", at: "09:00" } },
          { until: { kind: "days", days: 1, at: "12:00" }, verdict: "late" },
        ],
        otherwise: "refused",
      },
      { actions: ["cancel"], windows: [{ until: { kind: "hours", hours: 48 } }], otherwise: "charged" },
    ],
    prices: [
      { when: { resident: false }, price: 560, label: "Extérieurs" },
      { inForce: "..2026-08-31", price: 250 },
      { inForce: "2026-09-01..", price: { scale: "qf", amounts: [100, 480] } },
    ],
  });
  const [service] = servicesOf({ locale: "fr", file }, today);

  it("says its days and hours", () => {
    expect(service?.facts.map(plain)).toEqual(["Lundi et mardi, de 12 h à 13 h 30, en période scolaire."]);
  });

  it("says its limits, what follows them, and until when one cancels", () => {
    expect(service?.limits.map(({ action, sentences }) => [action, sentences.map(plain)])).toEqual([
      [
        "Réserver",
        [
          "Réservation jusqu’au jeudi de la semaine d’avant à 9 h. Réservation tardive jusqu’à la veille à 12 h, à un autre prix. Ensuite, la réservation n’est plus possible.",
        ],
      ],
      ["Annuler", ["Annulation sans frais jusqu’à 48 heures avant l’ouverture. Ensuite, la séance reste due."]],
    ]);
  });

  it("draws a table of its brackets, by the version in force", () => {
    const [table] = service?.prices.tables ?? [];
    expect(table?.rows.map(({ bracket, price }) => [plain(bracket), plain(price)])).toEqual([
      ["A : de 0 à 400", "1,00 €"],
      ["B : plus de 400", "4,80 €"],
    ]);
    expect(table?.notes).toEqual(["Sans justificatif, le prix le plus haut s’applique."]);
    expect(service?.prices.sentences.map(plain)).toEqual(["Extérieurs (familles d’une autre commune) : 5,60 €."]);
  });

  it.each([
    ["the last day of a version", "2026-08-31", "2,50 €. Hors commune : 5,60 €."],
    [
      "the first day of the next",
      "2026-09-01",
      "De 1,00 € à 4,80 € selon votre quotient familial. Hors commune : 5,60 €.",
    ],
  ])("has its span on %s", (_, day, expected) => {
    const [activity] = file.activities;
    expect(activity && plain(priceSpanOf({ locale: "fr", file }, activity, day))).toBe(expected);
  });
});
