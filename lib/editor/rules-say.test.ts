/** Rules in sentences: the ways of saying are those of the commune, and every rule of every example is said without a code. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CommuneFile, communeFileSchema } from "@/lib/rulebook/schema";
import { sayRule } from "./rules-say";
import { rulesOf, sectionOf, sections, shapeOfSection } from "./rules-sections";

const folder = new URL("../../docs/communes/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
const fileOf = (name: string) => communeFileSchema.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8")));

function said(file: CommuneFile, slug: string, locale: "fr" | "en" = "fr") {
  const section = sectionOf(slug);
  if (!section) throw new Error(slug);
  const key = section.path.at(-1) ?? "";
  return rulesOf(file, section).map((value) => sayRule({ locale, file }, shapeOfSection(section), { key, value }));
}

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("a rule in sentences", () => {
  it("says a price with its condition", () => {
    const [, meal] = said(fileOf("roncq.json"), "prix");
    expect(meal?.title).toBe("Repas, extérieurs");
    expect(meal?.details.map(plain)).toEqual(["Pour : Cantine", "Si : habite la commune : non", "Prix : 6,50 €"]);
  });

  it("says a limit by the words of the office", () => {
    const [eve] = said(fileOf("boissy-saint-leger.json"), "delais");
    expect(eve?.details.map(plain)).toContain("Délai : accepté normalement jusqu’à cette limite : la veille à 12 h");
  });

  it("says a rate of effort with its floor, its ceiling and its rounding", () => {
    const rate = said(fileOf("fay-aux-loges.json"), "prix").at(-1);
    expect(rate?.details.map(plain)).toEqual([
      "Prix : 0,36 % du quotient, au moins 2,60 €, au plus 4,50 €, arrondi au plus près",
    ]);
  });

  it("says the kind of a combination", () => {
    const [tier] = said(fileOf("bignoux.json"), "forfaits", "en");
    expect(tier?.details[0]).toBe("From the nth presence");
  });

  it.each(names)("leaves no gap nor object in %s", (name) => {
    const file = fileOf(name);
    for (const locale of ["fr", "en"] as const) {
      const all = sections.flatMap(({ slug }) => said(file, slug, locale));
      const text = all.flatMap(({ title, details }) => [title, ...details]).join("\n");
      expect(text).not.toMatch(/\[object|undefined|\{\w+\}|: $/m);
    }
  });
});
