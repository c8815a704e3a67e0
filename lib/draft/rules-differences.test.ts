import { describe, expect, it } from "vitest";
import { checkFile } from "@/lib/check/rules";
import { type CommuneFileInput, communeFileSchema } from "@/lib/rulebook/schema";
import { differences } from "./rules-differences";
import { faultLines } from "./rules-faults";

const input: CommuneFileInput = {
  format: "portail-commune/1",
  commune: { id: "x", name: "X" },
  calendar: { zone: "B", schoolYears: ["2026-2027"] },
  activities: [{ id: "cantine", name: "Cantine", kind: "canteen" }],
  prices: [
    { when: { resident: false }, price: 500, label: "Autre commune" },
    { when: { person: "adult" }, price: 600, label: "Adulte" },
    { price: 350, label: "Repas" },
  ],
};
const file = communeFileSchema.parse(input);
const [outside, adult, meal] = input.prices ?? [];
const told = (prices: CommuneFileInput["prices"]) =>
  differences(file, communeFileSchema.parse({ ...input, prices }), "fr").flatMap(({ changes }) =>
    changes.map((change) => `${change.kind} ${change.kind === "changed" ? change.title : change.said.title}`),
  );

describe("what changes between two versions", () => {
  it("is nothing between a version and itself", () => {
    expect(differences(file, file, "fr")).toEqual([]);
  });

  it("is a rule added, removed, changed, or in another order", () => {
    expect(told([...(input.prices ?? []), { price: 1, label: "Goûter" }])).toEqual(["added Goûter"]);
    expect(told([outside, meal].flatMap((one) => one ?? []))).toEqual(["removed Adulte"]);
    expect(told([outside, adult, { price: 360, label: "Repas" }].flatMap((one) => one ?? []))).toEqual([
      "changed Repas",
    ]);
    expect(told([adult, outside, meal].flatMap((one) => one ?? []))).toEqual(["moved Adulte"]);
  });

  it("says the amount before and after", () => {
    const after = communeFileSchema.parse({ ...input, prices: [outside, adult, { price: 360, label: "Repas" }] });
    const [change] = differences(file, after, "fr")[0]?.changes ?? [];
    expect(change).toMatchObject({ before: ["Prix\u00a0: 3,50\u00a0€"], after: ["Prix\u00a0: 3,60\u00a0€"] });
  });
});

describe("a fault as the office reads it", () => {
  it("names the rule and the answer to give, and no key of the file", () => {
    const unreachable = communeFileSchema.parse({ ...input, prices: [meal, outside].flatMap((one) => one ?? []) });
    const [line] = faultLines(unreachable, checkFile(unreachable), "fr");
    expect(line).toMatchObject({ slug: "prix", index: 1, where: "Prix\u00a0: Autre commune" });
    expect(`${line?.say} ${line?.write}`).not.toMatch(/[{"[]|when/);
  });
});
