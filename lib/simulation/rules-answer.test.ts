import { describe, expect, it } from "vitest";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { simulate } from "./rules";
import { reasonsText } from "./rules-answer";

const file = communeFileSchema.parse({
  format: "portail-commune/1",
  commune: { id: "valmontel", name: "Valmontel" },
  calendar: { zone: "A", schoolYears: ["2026-2027"] },
  facts: [{ id: "unit_price_cents", of: "household", label: "Prix de l’étude" }],
  activities: [
    { id: "cantine", name: "Cantine", kind: "canteen" },
    { id: "soir", name: "Soir", kind: "evening-care", unit: "half_hour", hours: { from: "16:30", to: "18:30" } },
    { id: "etude", name: "Étude", kind: "study" },
  ],
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
  categories: [
    {
      fact: "regularity",
      question: "regular_or_occasional",
      values: [{ value: "regular", when: { presences: ">=8" } }, { value: "occasional" }],
    },
  ],
  prices: [
    { activities: ["cantine"], price: { scale: "qf", amounts: [200, 400] } },
    { activities: ["soir"], price: 110 },
    { activities: ["etude"], price: { given: "unit_price_cents" } },
  ],
  adjustments: [{ activities: ["cantine"], when: { booking: "late" }, add: 100, counter: { from: 3 } }],
  billing: {
    due: { days: 15, from: "receipt" },
    directDebit: { receivedBefore: { day: 20 } },
    suspension: { unpaidInvoices: 2 },
    smallest: { cents: 1500, below: "carry" },
    answers: [
      { question: "invoice_by", values: [{ when: { regularity: "regular" }, value: "post" }, { value: "e-mail" }] },
    ],
  },
});

const price = { type: "price", period: "2026-11", household: { qf: 500, children: [{ ref: "A" }] } };
const meal = (status: string, ...dates: string[]) => ({ child: "A", service: "cantine", status, dates });

function got(given: Record<string, unknown>): unknown {
  return simulate(file, { id: "x", ...given }).got;
}

describe("questions", () => {
  it.each<[string, string, Record<string, unknown>, unknown]>([
    ["status", "regular_or_occasional", { presences: 8 }, "regular"],
    ["status", "regular_or_occasional", { dates: ["2026-11-02", "2026-11-03"] }, "occasional"],
    ["status", "bracket", { qf: 400 }, "t2"],
    ["count", "surcharged_sessions", { late_bookings: 5 }, 3],
    ["count", "surcharged_sessions", { use: [meal("late_present", "2026-11-02", "2026-11-03", "2026-11-05")] }, 1],
    ["count", "half_hours", { service: "soir", from: "16:30", to: "17:40" }, 3],
    ["billing", "due_date", { bill_received: "2026-12-15" }, "2026-12-30"],
    ["billing", "first_direct_debit_month", { documents_received: "2026-11-25" }, "2027-01"],
    ["billing", "suspended", { unpaid_invoices: 2 }, true],
    ["billing", "carried_over", { amount_cents: 900 }, true],
    ["billing", "invoice_by", { regularity: "regular" }, "post"],
  ])("%s: %s", (type, question, given, answer) => {
    expect(got({ type, question, given, expected: answer })).toBe(answer);
  });

  it("yes is true", () => {
    const given = { id: "x", type: "billing", question: "suspended", given: { unpaid_invoices: 3 }, expected: "yes" };
    expect(simulate(file, given).ok).toBe(true);
  });
});

describe("what cannot be expressed is said, never guessed", () => {
  it.each<[string, unknown, RegExp]>([
    ["no object", 3, /cannot be read/],
    ["an unknown type", { id: "x", type: "dream" }, /cannot be read/],
    [
      "an unknown service",
      { id: "x", ...price, use: [{ service: "piscine", dates: ["2026-11-02"] }] },
      /no activity “piscine”/,
    ],
    ["an unknown period", { id: "x", ...price, period: "soon", use: [] }, /no period/],
    ["an unknown unit", { id: "x", ...price, use: [{ service: "soir", units: 2, unit: "fortnight" }] }, /fortnight/],
    ["an unknown question", { id: "x", type: "billing", question: "colour", given: {}, expected: "red" }, /colour/],
    ["an unknown part", { id: "x", ...price, only: "tips", use: [] }, /tips/],
    ["a price that nobody told", { id: "x", ...price, use: [{ service: "etude", dates: ["2026-11-02"] }] }, /./],
    [
      "places without a limit",
      { id: "x", type: "capacity", service: "soir", for_date: "2026-11-24", already_booked: 3 },
      /limits no places/,
    ],
    ["a day that does not exist", { id: "x", ...price, use: [meal("booked_present", "2026-02-30")] }, /cannot be read/],
  ])("%s", (_, given, reason) => {
    const answer = simulate(file, given);
    expect(answer).toMatchObject({ ok: false, got: null });
    expect(reasonsText(answer.why, "en")).toMatch(reason);
  });
});
