import { describe, expect, it } from "vitest";
import type { Facts } from "@/lib/booking/rules-grid";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { byChild, choicesOf, periodOf, pressing, weekOf, weekShown } from "./rules-home";

const canteen = {
  id: "a1",
  siteName: "Les Oliviers",
  kind: "canteen",
  nameFr: "Cantine",
  nameEn: "Canteen",
  startsAt: "12:00",
  endsAt: "13:30",
  grades: null,
  ruleCode: "cantine",
  isOpen: true,
  position: 1,
};

const until = { kind: "weekday", weekday: "thu", at: "23:00" } as const;
const file = communeFileSchema.parse({
  format: "portail-commune/1",
  commune: { id: "valmontel", name: "Valmontel" },
  calendar: { zone: "B", schoolYears: ["2026-2027"] },
  activities: [{ id: "cantine", name: "Cantine", kind: "canteen" }],
  deadlines: [
    { actions: ["book"], windows: [{ until }], otherwise: "refused" },
    { actions: ["cancel"], windows: [{ until }], otherwise: "charged" },
  ],
  prices: [{ price: 280 }],
});

const day = (id: string, date: string) => ({
  id,
  activityId: "a1",
  day: date,
  capacity: 10,
  taken: 0,
  closedFr: null,
  closedEn: null,
});

/** Monday 23 November 2026; Léa always lives with h1, and is enrolled in the canteen. */
const factsWith = (booked: readonly string[]): Facts => ({
  rules: [{ id: "r1", label: "2026-2027", since: "2026-09-01", file }],
  channel: "portal",
  own: ["h1"],
  children: [
    {
      id: "c1",
      firstName: "Léa",
      residences: [{ householdId: "h1", custody: null, since: "2026-01-01", until: null }],
      exceptions: [],
      schoolings: [{ grade: "GS", siteName: "Les Oliviers", since: "2026-09-01", until: null }],
      enrolments: [
        { id: "e1", activityId: "a1", state: "accepted", regularity: null, since: "2026-09-01", until: null },
      ],
    },
  ],
  activities: new Map([["a1", canteen]]),
  days: [day("d24", "2026-11-24"), day("d30", "2026-11-30"), day("d01", "2026-12-01")],
  households: new Map([["h1", { facts: [], quotients: [], children: [{ id: "c1", facts: [] }] }]]),
  bookings: new Map(booked.map((id) => [`c1.${id}`, { id, householdId: "h1", priceCents: 280, timing: "in_time" }])),
  waiting: new Map(),
  uses: new Map(),
  draws: [],
});

describe("the week of the home page", () => {
  it.each([
    ["on a Monday", "2026-11-23", "2026-11-23"],
    ["on a Friday", "2026-11-27", "2026-11-23"],
    ["from Saturday on, the next one", "2026-11-28", "2026-11-30"],
    ["on a Sunday, the next one", "2026-11-29", "2026-11-30"],
  ])("is the one people have in mind %s", (_, today, monday) => {
    expect(weekShown(today)).toBe(monday);
  });

  it("reads two weeks", () => {
    expect(periodOf("2026-11-25")).toEqual({ from: "2026-11-23", to: "2026-12-06" });
  });

  it("has five days, and shows only one's own bookings", () => {
    const week = weekOf(factsWith(["d24"]), "2026-11-23");
    expect(week.map(({ cells }) => cells[0]?.booked.length)).toEqual([0, 1, 0, 0, 0]);
  });
});

describe("what is worth choosing", () => {
  const waits = (booked: string[], now: string) => pressing(choicesOf(factsWith(booked), "2026-11-23", now), now);

  it("is a habit of this week with nothing for the next one", () => {
    const [choice] = byChild(waits(["d24"], "2026-11-23T09:00"));
    expect(choice).toMatchObject({ firstName: "Léa", monday: "2026-11-30" });
    expect(choice?.activities.map((one) => one.closesAt)).toEqual(["2026-11-26T23:00"]);
  });

  it.each([
    ["never what the family does not use", [], "2026-11-23T09:00"],
    ["nothing once a day is booked", ["d24", "d30"], "2026-11-23T09:00"],
    ["nothing after the limit", ["d24"], "2026-11-26T23:00"],
  ])("is %s", (_, booked, now) => {
    expect(waits([...booked], now)).toEqual([]);
  });
});
