import { expect, it } from "vitest";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { firstYearOf, isTold, yearOf } from "./rules-year";

const file = communeFileSchema.parse({
  format: "portail-commune/1",
  commune: { id: "x", name: "X" },
  calendar: {
    zone: "B",
    schoolYears: ["2026-2027"],
    closures: [{ from: "2026-11-13", reason: "Travaux" }],
    openings: [{ day: "2026-11-18", reason: "Fête" }],
  },
  activities: [{ id: "cantine", name: "Cantine", kind: "canteen" }],
});
const year = yearOf(file, 2026);
const signOn = (day: string) => year.flatMap(({ days }) => days).find((one) => one.day === day)?.sign;

it.each([
  ["2026-09-01", "class"],
  ["2026-09-02", "free"],
  ["2026-10-19", "holiday"],
  ["2026-11-11", "public"],
  ["2026-11-13", "closure"],
  ["2026-11-18", "opening"],
  ["2027-08-15", "public"],
] as const)("%s is %s", (day, sign) => expect(signOn(day)).toBe(sign));

it("tells under a month what touches it", () => {
  const november = year.find(({ month }) => month === "2026-11");
  expect(november?.events.map(({ kind, from }) => `${kind} ${from}`)).toEqual([
    "holiday 2026-10-17",
    "public 2026-11-01",
    "public 2026-11-11",
    "closure 2026-11-13",
    "opening 2026-11-18",
  ]);
});

it("knows which years are told", () => {
  expect([isTold(file, 2026), isTold(file, 2040)]).toEqual([true, false]);
  expect([firstYearOf("2027-08-31"), firstYearOf("2027-09-01")]).toEqual([2026, 2027]);
});
