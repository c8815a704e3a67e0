import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Section, sectionOf } from "@/lib/editor/rules-sections";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { findRule, fingerprint, ruleAt, rulesIn, shortened, withMoved, withRule } from "./rules-document";

const folder = new URL("../../docs/communes/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
const read = (name: string) => communeFileSchema.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8")));
const section = (slug: string) => sectionOf(slug) as Section;

it.each(names)("%s says the same in fewer words", (name) => {
  const file = read(name);
  const short = shortened(file);
  expect(communeFileSchema.parse(short)).toEqual(file);
  expect(JSON.stringify(short).length).toBeLessThan(JSON.stringify(file).length);
});

describe("a rule of the document", () => {
  const document = shortened(read("roncq.json"));
  const prices = section("prix");
  const labels = (of: typeof document) => rulesIn(of, prices).map((rule) => (rule as { label: string }).label);

  it("is put in, at the end or in its place, and taken out", () => {
    const added = withRule(document, prices, { index: null, value: { label: "Nouveau", price: 1 } });
    expect(labels(added).at(-1)).toBe("Nouveau");
    const changed = withRule(document, prices, { index: 1, value: { label: "Changé", price: 1 } });
    expect(labels(changed)[1]).toBe("Changé");
    expect(labels(withRule(changed, prices, { index: 1, value: undefined }))).toEqual(
      labels(document).filter((_, index) => index !== 1),
    );
    expect(labels(document)).not.toContain("Nouveau");
  });

  it("moves, and not beyond the ends", () => {
    const moved = withMoved(document, prices, { from: 0, to: 1 });
    expect(labels(moved).slice(0, 2)).toEqual([...labels(document).slice(0, 2)].reverse());
    expect(withMoved(document, prices, { from: 0, to: -1 })).toBe(document);
  });

  it("is found where a colleague moved it, and not once it changed", () => {
    const base = fingerprint(rulesIn(document, prices)[0]);
    expect(findRule(document, prices, { index: 0, base })).toBe(0);
    expect(findRule(withMoved(document, prices, { from: 0, to: 2 }), prices, { index: 0, base })).toBe(2);
    const changed = withRule(document, prices, { index: 0, value: { price: 1 } });
    expect(findRule(changed, prices, { index: 0, base })).toBeNull();
  });

  it("the last rule of a list leaves no empty list", () => {
    const one = withRule(document, section("fermetures"), {
      index: null,
      value: { from: "2026-12-24", reason: "Noël" },
    });
    expect(rulesIn(one, section("fermetures"))).toHaveLength(1);
    expect(withRule(one, section("fermetures"), { index: 0, value: undefined })).toEqual(document);
  });

  it("the sheet of the years keeps the holidays, which have their own page", () => {
    const years = section("annees");
    const closed = withRule(document, section("fermetures"), {
      index: null,
      value: { from: "2026-12-24", reason: "Noël" },
    });
    expect(ruleAt(closed, years, 0)).not.toHaveProperty("closures");
    const saved = withRule(closed, years, { index: 0, value: { zone: "C", schoolYears: ["2026-2027"] } });
    expect(saved.calendar).toMatchObject({ zone: "C", closures: [{ reason: "Noël" }] });
  });
});
