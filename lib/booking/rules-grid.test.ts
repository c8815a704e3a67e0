import { describe, expect, it } from "vitest";
import { type CommuneFileInput, communeFileSchema } from "@/lib/rulebook/schema";
import { type Facts, type Verdict, verdictOf } from "./rules-grid";
import { repeatOf } from "./rules-repeat";

const canteen = {
  ...{ id: "a1", siteName: "Les Oliviers", kind: "canteen", nameFr: "Cantine", nameEn: "Canteen" },
  ...{ startsAt: "12:00", endsAt: "13:30", grades: null, ruleCode: "cantine", isOpen: true, position: 1 },
};
const day = (id: string, date: string) => ({
  ...{ id, activityId: "a1", day: date, capacity: 10, taken: 0 },
  ...{ closedFr: null, closedEn: null },
});
const always = { since: "2026-01-01", until: null };
const eve = { kind: "days", days: 1, at: "12:00" } as const;

function fileOf(rules: Partial<CommuneFileInput> = {}) {
  return communeFileSchema.parse({
    format: "portail-commune/1",
    commune: { id: "ici", name: "Ici" },
    calendar: { zone: "B", schoolYears: ["2026-2027"] },
    activities: [{ id: "cantine", name: "Cantine", kind: "canteen", open: {} }],
    deadlines: [
      { actions: ["book"], windows: [{ until: eve }], otherwise: "refused" },
      { actions: ["cancel"], windows: [{ until: eve }], otherwise: "charged" },
    ],
    prices: [{ price: 280 }],
    ...rules,
  });
}

const versionOf = (id: string, since: string, rules?: Partial<CommuneFileInput>) => {
  return { id, label: id, since, file: fileOf(rules) };
};

/** Tom lives with h1 and h2 in turn; the person asking is of h1, which has him in odd weeks (49, 51). */
const factsWith = (bookedBy: Record<string, string>, change: Partial<Facts> = {}): Facts => ({
  ...{ channel: "portal", own: ["h1"], waiting: new Map(), uses: new Map(), draws: [] },
  rules: [versionOf("2026-2027", "2026-09-01")],
  children: [
    {
      ...{ id: "c1", firstName: "Tom", exceptions: [] },
      residences: [
        { householdId: "h1", custody: { kind: "alternate-weeks", parity: "odd" }, ...always },
        { householdId: "h2", custody: { kind: "alternate-weeks", parity: "even" }, ...always },
      ],
      schoolings: [{ grade: "GS", siteName: "Les Oliviers", ...always }],
      enrolments: [{ id: "e1", activityId: "a1", state: "accepted", regularity: null, ...always }],
    },
  ],
  activities: new Map([["a1", canteen]]),
  days: [
    ...[day("mon49", "2026-11-30"), day("tue49", "2026-12-01")],
    ...[day("mon51", "2026-12-14"), day("tue51", "2026-12-15")],
  ],
  households: new Map([["h1", { facts: [], quotients: [], children: [{ id: "c1", facts: [] }] }]]),
  bookings: new Map(
    Object.entries(bookedBy).map(([id, householdId]) => [
      `c1.${id}`,
      { id, householdId, priceCents: 280, timing: "in_time" },
    ]),
  ),
  ...change,
});

function verdictAt(now: string, facts: Facts, dayId = "mon51"): Verdict {
  const [child] = facts.children;
  const found = facts.days.find(({ id }) => id === dayId);
  if (!child || !found) throw new Error("missing");
  return verdictOf(facts, child, found, now);
}

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

describe("a day at another price after its limit", () => {
  const rules = [
    versionOf("2026-2027", "2026-09-01", {
      deadlines: [{ actions: ["book"], windows: [{ until: eve }], otherwise: "late" }],
      adjustments: [{ when: { booking: "late" }, add: 100, label: "Hors délai" }],
    }),
  ];

  it.each([
    ["a minute before", "2026-12-13T11:59", { refusal: null, timing: "in_time", price: 280, inTime: null }],
    ["on the minute", "2026-12-13T12:00", { refusal: null, timing: "late", price: 380, inTime: 280 }],
  ] as const)("is told with both prices, %s", (_, now, expected) => {
    const { refusal, timing, price, inTimePrice } = verdictAt(now, factsWith({}, { rules }));
    expect({ refusal, timing, price: price?.cents, inTime: inTimePrice?.cents ?? null }).toEqual(expected);
  });

  it("keeps the price of a booking that was made in time", () => {
    const verdict = verdictAt("2026-12-13T18:00", factsWith({ mon51: "h1" }, { rules }));
    expect([verdict.price?.cents, verdict.inTimePrice]).toEqual([280, null]);
  });

  it("tells the usual price of a day that is refused", () => {
    const verdict = verdictAt("2026-12-14T09:00", factsWith({}));
    expect([verdict.refusal, verdict.price?.cents, verdict.inTimePrice]).toEqual(["too-late", 280, null]);
  });
});

describe("versions of the rules", () => {
  const rules = [
    versionOf("before", "2026-09-01"),
    versionOf("after", "2026-12-15", {
      deadlines: [
        { actions: ["book"], windows: [{ until: { kind: "days", days: 3, at: "12:00" } }], otherwise: "refused" },
      ],
      prices: [{ price: 300 }],
    }),
  ];

  it("hold by the day of service: the last day of one and the first of the next", () => {
    const [last, first] = ["mon51", "tue51"].map((id) => verdictAt("2026-12-01T09:00", factsWith({}, { rules }), id));
    expect([last?.closesAt, last?.price?.cents, last?.price?.rules.id]).toEqual(["2026-12-13T12:00", 280, "before"]);
    expect([first?.closesAt, first?.price?.cents, first?.price?.rules.id]).toEqual(["2026-12-12T12:00", 300, "after"]);
  });

  it("are none before the first: nothing has a price", () => {
    const late = [versionOf("after", "2026-12-15")];
    expect(verdictAt("2026-12-01T09:00", factsWith({}, { rules: late })).refusal).toBe("no-tariff");
  });
});

describe("where time is charged", () => {
  it("tells the price of one unit, since nobody knows yet how long the child will stay", () => {
    const activities = [
      { id: "cantine", name: "Garderie", kind: "evening-care" as const, unit: "half_hour" as const, open: {} },
    ];
    const rules = [versionOf("2026-2027", "2026-09-01", { activities, prices: [{ price: 110 }] })];
    const { price, refusal } = verdictAt("2026-12-01T09:00", factsWith({}, { rules }));
    expect([refusal, price?.cents, price?.unit]).toEqual([null, 110, "half_hour"]);
  });
});
