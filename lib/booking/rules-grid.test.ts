import { describe, expect, it } from "vitest";
import type { Facts } from "./rules-grid";
import { repeatOf } from "./rules-repeat";

const limit = { kind: "open-days-before", days: 1, time: "12:00" } as const;
const canteen = {
  ...{ id: "a1", siteName: "Les Oliviers", kind: "canteen", nameFr: "Cantine", nameEn: "Canteen" },
  ...{ startsAt: "12:00", endsAt: "13:30", grades: null, bookCutOff: limit, cancelCutOff: limit },
  ...{ isOpen: true, position: 1, calendar: [] },
  tariffs: [
    { id: "t1", label: "2026", since: "2026-09-01", until: null, rule: { kind: "fixed" as const, cents: 280 } },
  ],
};
const day = (id: string, date: string) => ({
  ...{ id, activityId: "a1", day: date, capacity: 10, taken: 0 },
  ...{ closedFr: null, closedEn: null },
});
const always = { since: "2026-01-01", until: null };

/** Tom lives with h1 and h2 in turn; the person asking is of h1, which has him in odd weeks (49, 51). */
const factsWith = (bookedBy: Record<string, string>): Facts => ({
  ...{ commune: "Valmontel", own: ["h1"], waiting: new Map() },
  children: [
    {
      ...{ id: "c1", firstName: "Tom", exceptions: [] },
      residences: [
        { householdId: "h1", custody: { kind: "alternate-weeks", parity: "odd" }, ...always },
        { householdId: "h2", custody: { kind: "alternate-weeks", parity: "even" }, ...always },
      ],
      schoolings: [{ grade: "GS", siteName: "Les Oliviers", ...always }],
      enrolments: [{ id: "e1", activityId: "a1", state: "accepted", ...always }],
    },
  ],
  activities: new Map([["a1", canteen]]),
  days: [
    ...[day("mon49", "2026-11-30"), day("tue49", "2026-12-01")],
    ...[day("mon51", "2026-12-14"), day("tue51", "2026-12-15")],
  ],
  households: new Map([["h1", { quotients: [], addresses: [] }]]),
  bookings: new Map(
    Object.entries(bookedBy).map(([id, householdId]) => [`c1.${id}`, { id, householdId, priceCents: 280 }]),
  ),
});

describe("a week that is repeated", () => {
  const again = (bookedBy: Record<string, string>) =>
    repeatOf(
      factsWith(bookedBy),
      { monday: "2026-11-30", rhythm: "every-week", until: "2026-12-18" },
      "2026-11-23T09:00",
    );

  it("copies one's own bookings, and not those of the child's other household", () => {
    expect(again({ mon49: "h1", tue49: "h2" }).add).toEqual([{ childId: "c1", activityDayId: "mon51" }]);
  });

  it("copies and tells nothing when the other household alone booked", () => {
    expect(again({ mon49: "h2", tue49: "h2" })).toMatchObject({ add: [], cents: 0, mondays: [], skipped: [] });
  });
});
