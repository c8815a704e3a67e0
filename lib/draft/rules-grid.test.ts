import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { shortened } from "./rules-document";
import { gridsOf, withPrices } from "./rules-grid";

const read = (name: string) =>
  communeFileSchema.parse(
    JSON.parse(readFileSync(new URL(`../../docs/communes/${name}.json`, import.meta.url), "utf8")),
  );
const file = read("roncq");
const document = shortened(file);
const [first] = gridsOf(file, document, "2026-11-23");
const column = first?.columns.find(({ rule }) => rule.label === "Repas");
const mark = column?.mark ?? "";
const amounts = column?.amounts ?? [];
const reread = (next: unknown) => communeFileSchema.parse(next).prices.filter(({ label }) => label === "Repas");

describe("the grid of prices", () => {
  it("has a grid a scale and one of fixed prices", () => {
    const grids = gridsOf(file, document, "2026-11-23");
    expect(grids.map(({ scale }) => scale)).toEqual(["roncquois", "exterieurs", null]);
    expect(first?.brackets).toHaveLength(8);
    expect(amounts).toEqual([126, 175, 235, 305, 355, 405, 460, 490]);
  });

  it("changes one cell and leaves what a colleague changed in another", () => {
    const before = { [mark]: amounts };
    const mine = { [mark]: amounts.with(0, 130) };
    const theirs = withPrices(document, { before, after: { [mark]: amounts.with(7, 500) }, since: null });
    const both = withPrices(typeof theirs === "string" ? {} : theirs, { before, after: mine, since: null });
    expect(reread(both)[0]?.price).toMatchObject({ amounts: [130, 175, 235, 305, 355, 405, 460, 500] });
  });

  it("closes the old price the day before the new one", () => {
    const next = withPrices(document, {
      before: { [mark]: amounts },
      after: { [mark]: amounts.with(0, 130) },
      since: "2027-01-01",
    });
    expect(reread(next).map(({ inForce }) => inForce)).toEqual(["..2026-12-31", "2027-01-01.."]);
    expect(reread(next).map(({ price }) => (price as { amounts: number[] }).amounts[0])).toEqual([126, 130]);
  });

  it("says that nothing changed, and that a price is gone", () => {
    const same = { [mark]: amounts };
    expect(withPrices(document, { before: same, after: same, since: null })).toBe(document);
    expect(withPrices({ ...document, prices: [] }, { before: same, after: { [mark]: [1] }, since: null })).toBe("gone");
  });

  it("opens no new price where the old one is over before", () => {
    const closed = { ...document, prices: [{ price: 100, inForce: "..2026-12-31" }] };
    const [grid] = gridsOf({ ...file, prices: communeFileSchema.parse(closed).prices }, closed, "2026-11-23");
    const key = grid?.columns[0]?.mark ?? "";
    const change = { before: { [key]: [100] }, after: { [key]: [110] }, since: "2027-01-04" };
    expect(withPrices(closed, change)).toBe("over");
    expect(withPrices(closed, { ...change, since: null })).toMatchObject({ prices: [{ price: 110 }] });
  });
});
