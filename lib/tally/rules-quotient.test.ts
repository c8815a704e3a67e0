import { describe, expect, it } from "vitest";
import { type CommuneFileInput, communeFileSchema } from "@/lib/rulebook/schema";
import { quotientOn } from "./rules-quotient";
import type { Quotient } from "./schema";

function fileWith(quotient: CommuneFileInput["quotient"]) {
  return communeFileSchema.parse({
    format: "portail-commune/1",
    commune: { id: "essai", name: "Essai" },
    calendar: { zone: "A", schoolYears: ["2026-2027"] },
    activities: [{ id: "cantine", name: "Cantine", kind: "canteen" }],
    quotient,
  });
}

function onDay(quotient: CommuneFileInput["quotient"], quotients: Quotient[], day: string) {
  const found = quotientOn(fileWith(quotient), { facts: [], quotients, children: [] }, day);
  return found.state === "none" ? "none" : found.state === "known" ? found.value : `expired ${found.until}`;
}

const first = { value: 1000, receivedOn: null };

describe("the quotient in force", () => {
  it.each([
    ["day", {}, "2026-11-12", "2026-11-11", "2026-11-12"],
    ["same_month", {}, "2026-11-12", "2026-10-31", "2026-11-01"],
    ["same_month", { receivedBy: 12 }, "2026-11-12", "2026-10-31", "2026-11-01"],
    ["same_month", { receivedBy: 11 }, "2026-11-12", "2026-11-30", "2026-12-01"],
    ["next_month", {}, "2026-11-12", "2026-11-30", "2026-12-01"],
    ["next_month", {}, "2026-12-31", "2026-12-31", "2027-01-01"],
    ["next_month", { receivedBy: 10 }, "2026-11-12", "2026-12-31", "2027-01-01"],
    ["next_year", {}, "2026-11-12", "2026-12-31", "2027-01-01"],
    ["next_school_year", {}, "2026-11-12", "2027-08-31", "2027-09-01"],
  ] as const)("with %s %o, received on %s, changes between %s and %s", (effect, more, receivedOn, before, after) => {
    const quotients = [first, { value: 800, receivedOn }];
    expect(onDay({ effect, ...more }, quotients, before)).toBe(1000);
    expect(onDay({ effect, ...more }, quotients, after)).toBe(800);
  });

  it("with next_period, holds from the first day after the period in which it came", () => {
    const quotients = [first, { value: 800, receivedOn: "2026-11-12" }];
    expect(onDay({ effect: "next_period" }, quotients, "2026-12-18")).toBe(1000);
    expect(onDay({ effect: "next_period" }, quotients, "2027-01-04")).toBe(800);
  });

  it.each([
    ["2026-12-31", 800],
    ["2027-01-01", "expired 2026-12-31"],
  ])("expires each year: on %s it is %s", (day, expected) => {
    expect(onDay({ expires: "12-31" }, [{ value: 800, receivedOn: "2026-03-01" }], day)).toBe(expected);
  });

  it("ends on its own last day, if that comes first", () => {
    const quotients = [{ value: 800, receivedOn: "2026-03-01", until: "2026-11-15" }];
    expect(onDay({ expires: "12-31" }, quotients, "2026-11-15")).toBe(800);
    expect(onDay({ expires: "12-31" }, quotients, "2026-11-16")).toBe("expired 2026-11-15");
  });

  it("is none before the first one holds, and whatever order they came in", () => {
    const quotients = [
      { value: 700, receivedOn: "2026-10-05" },
      { value: 900, receivedOn: "2026-09-01" },
    ];
    expect(onDay({}, quotients, "2026-08-31")).toBe("none");
    expect(onDay({}, quotients, "2026-10-04")).toBe(900);
    expect(onDay({}, [...quotients].reverse(), "2026-10-05")).toBe(700);
  });
});
