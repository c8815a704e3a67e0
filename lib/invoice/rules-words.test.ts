import { describe, expect, it } from "vitest";
import { labelOf } from "./rules-words";

const NBSP = "\u00a0";

describe("what a line is called", () => {
  const activity = "Garderie du soir";
  it.each([
    ["booked", "Tarif de juin", activity, activity],
    ["absence", null, activity, activity],
    ["flat", "Au mois", activity, activity],
    ["late_pickup", "Retard du soir", activity, `Garderie du soir${NBSP}: Retard du soir`],
    ["late_pickup", null, activity, `Garderie du soir${NBSP}: retard au départ`],
    ["combination", "Plafond du mois", null, "Plafond du mois"],
    ["fee", null, null, "Frais d’inscription"],
    ["aid", "Aide du CCAS", activity, `Garderie du soir${NBSP}: Aide du CCAS`],
    ["correction", "Tarif de juin", activity, `Garderie du soir${NBSP}: correction`],
  ] as const)("%s", (kind, label, service, expected) => {
    expect(labelOf({ kind, label, activity: service }, "fr")).toBe(expected);
  });

  it("fits its column", () => {
    const long = labelOf({ kind: "fee", label: "x".repeat(160), activity: "y".repeat(80) }, "en");
    expect([long.length, long.endsWith("…")]).toEqual([200, true]);
  });
});
