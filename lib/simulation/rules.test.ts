import { describe, expect, it } from "vitest";
import { type CommuneFileInput, communeFileSchema } from "@/lib/rulebook/schema";
import { simulate } from "./rules";

const rounding = { mode: "nearest" } as const;
const rules: CommuneFileInput = {
  format: "portail-commune/1",
  commune: { id: "valmontel", name: "Valmontel" },
  calendar: { zone: "A", schoolYears: ["2026-2027"] },
  facts: [
    { id: "ulis", of: "child", label: "Élève d’ULIS" },
    { id: "unit_price_cents", of: "household", label: "Prix de l’étude" },
    { id: "cutoff_table", of: "request", label: "Dates publiées" },
    { id: "late_enrolment", of: "child", label: "Inscription tardive", default: false },
  ],
  activities: [
    { id: "cantine", name: "Cantine", kind: "canteen" },
    { id: "soir", name: "Soir", kind: "evening-care", unit: "half_hour", hours: { from: "16:30", to: "18:30" } },
    { id: "etude", name: "Étude", kind: "study" },
    { id: "centre", name: "Centre", kind: "leisure", unit: "week" },
    { id: "bus", name: "Bus", kind: "bus", unit: "year" },
    { id: "matin", name: "Matin", kind: "morning-care", slots: [{ id: "tot", from: "07:00", to: "07:30" }] },
  ],
  capacity: [{ activities: ["cantine"], byWeekday: { mon: 60 }, places: 70 }],
  quotient: { effect: "next_month" },
  scales: [
    {
      id: "qf",
      brackets: [
        { id: "t1", in: "[0,400)" },
        { id: "t2", in: "[400,inf)" },
      ],
      none: "highest",
    },
  ],
  deadlines: [
    {
      actions: ["book"],
      activities: ["cantine"],
      windows: [{ until: { kind: "days", days: 1, at: "10:00" } }],
      otherwise: "late",
    },
    {
      actions: ["book"],
      activities: ["etude"],
      windows: [{ until: { kind: "dates", published: "cutoff_table" } }],
      otherwise: "not_said",
    },
    { actions: ["cancel"], windows: [{ until: { kind: "days", days: 1 } }], otherwise: "charged" },
    {
      actions: ["enrol"],
      activities: ["bus"],
      windows: [{ until: { kind: "yearly", date: "07-31" } }, { ifPlaces: true, verdict: "late" }],
      otherwise: "refused",
    },
  ],
  prices: [
    { activities: ["cantine"], when: { ulis: true }, price: 100 },
    { activities: ["cantine"], price: { scale: "qf", amounts: [200, 400] } },
    { activities: ["soir"], price: 110 },
    { activities: ["etude"], price: { given: "unit_price_cents" } },
    { activities: ["centre"], price: 6000 },
    { activities: ["bus"], price: 2480 },
    { activities: ["bus"], per: "trip", price: 160 },
    { activities: ["matin"], when: { slot: "tot" }, price: 90 },
    { activities: ["matin"], price: 200 },
  ],
  adjustments: [
    { activities: ["cantine", "etude"], when: { booking: "late" }, add: 100, counter: { from: 3 } },
    { activities: ["bus"], to: "enrolment", when: { booking: "late" }, add: 2000 },
  ],
  latePickups: [{ activities: ["soir"], sliceMinutes: 15, price: 500 }],
  absences: {
    rules: [
      {
        reasons: ["illness"],
        notice: { kind: "days", days: 0, at: "09:00" },
        noticeCovers: "from_first_day",
        waiting: { days: 1 },
        credit: { as: "next_invoice" },
      },
    ],
    otherwise: [{ charge: { percent: "50", rounding } }],
  },
};
const file = communeFileSchema.parse(rules);

const household = { qf: 500, children: [{ ref: "A" }] };
const meal = (status: string, ...dates: string[]) => ({ child: "A", service: "cantine", status, dates });
const price = { type: "price", period: "2026-11", household };

function got(given: Record<string, unknown>): unknown {
  return simulate(file, { id: "x", ...given }).got;
}

describe("prices", () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ["two meals", { use: [meal("booked_present", "2026-11-02", "2026-11-03")] }, 800],
    ["no proof", { household: { qf: null, children: [{}] }, use: [meal("booked_present", "2026-11-02")] }, 400],
    [
      "a fact of the commune",
      { household: { qf: 500, children: [{ ref: "A", ulis: true }] }, use: [meal("booked_present", "2026-11-02")] },
      100,
    ],
    [
      "the third late booking costs more",
      { use: [meal("late_present", "2026-11-02", "2026-11-03", "2026-11-05")] },
      1300,
    ],
    [
      "the surcharges alone",
      { only: "surcharges", use: [meal("late_present", "2026-11-02", "2026-11-03", "2026-11-05")] },
      100,
    ],
    [
      "a new quotient from the next month",
      {
        period: "2026-12",
        use: [meal("booked_present", "2026-12-01")],
        events: [{ type: "qf_change", new_qf: 300, received: "2026-11-12" }],
      },
      200,
    ],
    [
      "and not before",
      {
        use: [meal("booked_present", "2026-11-30")],
        events: [{ type: "qf_change", new_qf: 300, received: "2026-11-12" }],
      },
      400,
    ],
    ["several months", { period: "2026-11..2026-12", use: [meal("booked_present", "2026-11-30", "2026-12-01")] }, 800],
    ["an unexcused absence", { use: [meal("booked_absent_unexcused", "2026-11-02")] }, 200],
    [
      "an instant of booking is judged",
      {
        use: [
          {
            ...meal("booked_present", "2026-11-02", "2026-11-03", "2026-11-05"),
            booked_at: "2026-11-04T11:00:00+01:00",
          },
        ],
      },
      1300,
    ],
    [
      "a stay",
      { use: [{ child: "A", service: "soir", stays: [{ date: "2026-11-09", from: "16:30", to: "17:40" }] }] },
      330,
    ],
    [
      "late at the gate",
      { use: [{ child: "A", service: "soir", stays: [{ date: "2026-11-09", from: "16:30", to: "18:50" }] }] },
      1440,
    ],
    [
      "noted late pick-ups",
      { use: [{ child: "A", service: "soir", units: 2, unit: "half_hour", late_pickups: 2 }] },
      1220,
    ],
    [
      "attended beside booked",
      { use: [{ child: "A", service: "soir", booked_units: 4, attended_units: 3, unit: "half_hour" }] },
      330,
    ],
    [
      "an amount of its own",
      { household: { unit_price_cents: 250, children: [{}] }, use: [{ service: "etude", dates: ["2026-11-02"] }] },
      250,
    ],
    [
      "an amount by service",
      {
        household: { unit_price_cents: { etude: 250 }, children: [{}] },
        use: [{ service: "etude", dates: ["2026-11-02"] }],
      },
      250,
    ],
    ["weeks by number", { period: "2026-10", use: [{ service: "centre", weeks: 2 }] }, 12_000],
    [
      "weeks by their Mondays",
      { period: "2026-10", use: [{ service: "centre", weeks: ["2026-10-19", "2026-W44"] }] },
      12_000,
    ],
    ["trips", { use: [{ service: "bus", trips: 3 }] }, 480],
    [
      "a yearly enrolment in time",
      { period: "2026-2027", use: [{ service: "bus", enrolled_at: "2026-07-10T10:00:00+02:00" }] },
      2480,
    ],
    [
      "and too late",
      { period: "2026-2027", use: [{ service: "bus", enrolled_at: "2026-09-07T10:00:00+02:00", seats_left: 3 }] },
      4480,
    ],
    [
      "a part of the day told by its hours",
      { use: [{ service: "matin", slot: { from: "07:00", to: "07:30" }, dates: ["2026-11-02"] }] },
      90,
    ],
    [
      "told as an event",
      { period: "2026-2027", use: [{ service: "bus" }], events: [{ type: "late_enrolment" }] },
      4480,
    ],
  ])("%s", (_, given, cents) => {
    expect(got({ ...price, ...given })).toBe(cents);
  });

  it("a tolerance is allowed where the text leaves one", () => {
    const given = { id: "x", ...price, use: [meal("booked_present", "2026-11-02")], expected_total_cents: 398 };
    expect(simulate(file, given).ok).toBe(false);
    expect(simulate(file, { ...given, tolerance_cents: 2 }).ok).toBe(true);
  });
});

describe("decisions and places", () => {
  const booked = { type: "decision", service: "cantine", action: "book", for_date: "2026-11-24" };
  it.each<[string, Record<string, unknown>, unknown]>([
    ["in time, in another zone", { ...booked, at: "2026-11-23T08:59:00Z" }, "accepted"],
    ["a minute late", { ...booked, at: "2026-11-23T10:00:00+01:00" }, "accepted_at_higher_price"],
    [
      "a published table",
      {
        ...booked,
        service: "etude",
        at: "2026-10-27T10:00:00+01:00",
        context: { cutoff_table: { "2026-11": "2026-10-27" } },
      },
      "accepted",
    ],
    [
      "after its day",
      {
        ...booked,
        service: "etude",
        at: "2026-10-28T00:00:00+01:00",
        context: { cutoff_table: { "2026-11": "2026-10-27" } },
      },
      "out_of_time",
    ],
    [
      "no place left",
      { ...booked, service: "bus", action: "enrol", at: "2026-09-07T10:00:00+02:00", context: { seats_left: 0 } },
      "refused",
    ],
    ["a late cancellation", { ...booked, action: "cancel", at: "2026-11-24T08:00:00+01:00" }, "charged"],
    [
      "the last place",
      { type: "capacity", service: "cantine", for_date: "2026-11-23", already_booked: 59 },
      "accepted",
    ],
    ["full on Mondays", { type: "capacity", service: "cantine", for_date: "2026-11-23", already_booked: 60 }, "full"],
  ])("%s", (_, given, answer) => {
    expect(got(given)).toBe(answer);
  });

  it("« out of time » is met by anything but a plain acceptance", () => {
    const late = { id: "x", ...booked, at: "2026-11-23T10:10:00+01:00", expected: "out_of_time" };
    expect(simulate(file, late)).toMatchObject({ ok: true, got: "accepted_at_higher_price" });
    expect(simulate(file, { ...late, at: "2026-11-23T09:50:00+01:00" }).ok).toBe(false);
  });
});

describe("absences", () => {
  const week = ["2026-11-23", "2026-11-24", "2026-11-26"];
  const ill = { type: "absence", service: "cantine", booked_dates: week, absent_dates: week, evidence: ["illness"] };

  it("the first day stays due", () => {
    expect(got({ ...ill, notified_at: "2026-11-23T08:30:00+01:00" })).toEqual(["2026-11-23"]);
  });

  it("told too late, all are due in part", () => {
    const late = { ...ill, notified_at: "2026-11-23T09:30:00+01:00", household, expected_total_cents: 600 };
    expect(simulate(file, { id: "x", ...late, expected_charged_dates: week })).toMatchObject({
      ok: true,
      got: { charged_dates: week, total_cents: 600 },
    });
  });

  it("the month of the credit", () => {
    const given = { id: "x", ...ill, notified_at: "2026-11-23T08:30:00+01:00", expected_credit_month: "2026-12" };
    expect(simulate(file, given).ok).toBe(true);
  });
});
