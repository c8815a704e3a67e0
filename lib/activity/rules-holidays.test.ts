import { describe, expect, it } from "vitest";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { holidayOn, holidaysBetween } from "./rules-holidays";
import { openDaysUnder } from "./rules-opening";

const file = communeFileSchema.parse({
  format: "portail-commune/1",
  commune: { id: "valmontel", name: "Valmontel" },
  calendar: { zone: "B", schoolYears: ["2026-2027"] },
  activities: [{ id: "cantine", name: "Cantine", kind: "canteen", open: {} }],
});
const year = holidaysBetween(file, { from: "2026-09-01", to: "2027-07-02" });

describe("holidays", () => {
  it.each([
    ["the last school day before the holidays is open", "2027-02-19", null],
    ["the first day of the holidays of the zone is not", "2027-02-20", "Vacances d’hiver"],
    ["holidays of another zone close nothing", "2027-02-15", null],
    ["the last day of the holidays", "2027-03-07", "Vacances d’hiver"],
    ["back to school", "2027-03-08", null],
    ["a public holiday inside school holidays has its own name", "2026-12-25", "Noël"],
  ] as const)("%s", (_, day, name) => expect(holidayOn(day, year)?.nameFr ?? null).toBe(name));

  it("are told whole when a period touches them, each once", () => {
    const names = holidaysBetween(file, { from: "2026-10-30", to: "2026-11-12" }).map(({ since, nameFr }) => [
      since,
      nameFr,
    ]);
    expect(names).toEqual([
      ["2026-10-17", "Vacances d’automne"],
      ["2026-11-01", "Toussaint"],
      ["2026-11-11", "Armistice de 1918"],
    ]);
  });
});

describe("open days", () => {
  const week = { from: "2026-11-09", to: "2026-11-16" };
  it("skip week-ends, Wednesdays without service and public holidays", () => {
    const history = [{ id: "v1", label: "", since: "2026-09-01", file }];
    const days = ["2026-11-09", "2026-11-10", "2026-11-12", "2026-11-13", "2026-11-16"];
    expect(openDaysUnder(history, "cantine", week)).toEqual(days);
  });

  it("follow the version in force on each day", () => {
    const mondays = communeFileSchema.parse({
      ...file,
      activities: [{ id: "cantine", name: "Cantine", kind: "canteen", open: { weekdays: ["mon"] } }],
    });
    const history = [
      { id: "v1", label: "", since: "2026-09-01", file },
      { id: "v2", label: "", since: "2026-11-12", file: mondays },
    ];
    expect(openDaysUnder(history, "cantine", week)).toEqual(["2026-11-09", "2026-11-10", "2026-11-16"]);
  });

  it("are none before the first version, and for an activity that the rules do not offer", () => {
    const history = [{ id: "v1", label: "", since: "2026-11-13", file }];
    expect(openDaysUnder(history, "cantine", week)).toEqual(["2026-11-13", "2026-11-16"]);
    expect(openDaysUnder(history, "bus", week)).toEqual([]);
  });
});
