import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import fr from "@/lib/i18n/fr/why-price.json";
import { wordWhy } from "./rules-words";

/** As read, without the spaces that do not break. */
const plain = (text: string): string => text.replaceAll("\u00a0", " ");
const since = "2026-09-01";

describe("a reason of a price in words", () => {
  it.each([
    ["bracket", { number: 2, bounds: "[640,860)" }, "Tranche 2, quotient de 640 à moins de 860."],
    ["bracket", { number: 1, bounds: "[0,599]" }, "Tranche 1, quotient de 0 à 599."],
    ["bracket", { number: 8, bounds: "(1900,inf)" }, "Tranche 8, quotient de plus de 1 900."],
    ["bracket", { number: 8, bounds: "[1501,inf)" }, "Tranche 8, quotient à partir de 1 501."],
    ["bracket", { number: 2, bounds: "[308.01,500]" }, "Tranche 2, quotient de 308,01 à 500."],
    ["bracket", { number: 2, bounds: ">=500", of: "revenu" }, "Tranche 2, à partir de 500."],
    ["quotientSince", { value: 700, since }, "Votre quotient : 700, en vigueur depuis le 1er septembre 2026."],
    ["effort", { percent: "0.36", value: 1000, exact: "3.6" }, "0,36 % de 1 000 = 3,60 €."],
    ["rounded", { exact: "3.2436", amountCents: 324 }, "3,2436 € arrondis à 3,24 €."],
    ["closedAt", { time: "18:30" }, "Fermeture à 18 h 30."],
    ["startedUnits", { unit: "half_hour" }, "Durée comptée par demi-heure. Ce qui est commencé est dû."],
    ["regularity", { value: "occasional" }, "Inscription : occasionnelle."],
    ["cap", { beforeCents: 784, amountCents: 724 }, "Le total serait de 7,84 €. Il ne dépasse pas 7,24 €."],
  ])("%s %o", (code, facts, text) => {
    expect(plain(wordWhy("fr", { code, facts }))).toBe(text);
  });

  it("tells the rule in the commune's own words", () => {
    expect(plain(wordWhy("fr", { code: "rule", label: "Repas réservé la veille" }))).toBe(
      "Règle : « Repas réservé la veille »",
    );
    expect(wordWhy("en", { code: "bracket", label: "B", facts: { number: 2, bounds: "[0,1000.5)" } })).toBe(
      "Bracket B, quotient from 0 to under 1,000.5.",
    );
    expect(wordWhy("en", { code: "bracket", label: "Modest", facts: { number: 2, bounds: "[0,1000.5)" } })).toBe(
      "Bracket 2, quotient from 0 to under 1,000.5. Rule: “Modest”",
    );
  });

  it("has a sentence for each reason that a price may have", () => {
    const folders = ["lib/pricing", "lib/tally"].map((folder) =>
      readdirSync(folder).map((name) => `${folder}/${name}`),
    );
    const own = folders.flat().filter((path) => /\/rules[a-z-]*\.ts$/.test(path));
    const files = [...own, "lib/clause/rules-amounts.ts", "lib/clause/rules-scales.ts"];
    const codes = files.flatMap((path) =>
      [...readFileSync(path, "utf8").matchAll(/code: "(\w+)"/g)].map(([, code]) => code),
    );
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => code !== "rule" && !(code && code in fr.why))).toEqual([]);
  });
});
