import { describe, expect, it } from "vitest";
import { aDay, aMarked, facts, rules } from "@/prisma/fixtures/charge";
import { communeFile } from "@/prisma/fixtures/rules";
import { chargesOf } from "./rules";

const bookingOf = (id: string) => ({ id, householdId: "h1", priceCents: 200, timing: "in_time" as const });

describe("a rule that counts through the year", () => {
  const file = communeFile((own) => ({
    ...own,
    latePickups: [{ activities: ["garderie"], price: 500, counter: { per: "child_year", from: 3 } }],
  }));
  const late = (day: string) =>
    aDay({
      ...{ ruleCode: "garderie", startsAt: "16:30", endsAt: "18:30", day, activityDayId: day },
      ...{ booking: bookingOf(day), attendance: aMarked("present", { departedAt: "18:45" }) },
    });
  const pickups = (earlier: readonly string[], days: readonly string[]) =>
    chargesOf(facts({ rules: [{ ...rules, file }], earlier: earlier.map(late), days: days.map(late) }))
      .charges.filter(({ kind }) => kind === "late_pickup")
      .map(({ day, amountCents }) => [day, amountCents]);

  it.each([
    [[], ["2026-11-03", "2026-11-05"], []],
    [["2026-10-05"], ["2026-11-03", "2026-11-05"], [["2026-11-05", 500]]],
    [["2026-10-05", "2026-10-06", "2026-10-08"], ["2026-11-03"], [["2026-11-03", 500]]],
    [["2026-06-04", "2026-06-05"], ["2026-11-03"], []],
  ])("after %j counts %j", (earlier, days, expected) => expect(pickups(earlier, days)).toEqual(expected));

  it("charges the days before only once", () => {
    const { charges } = chargesOf(
      facts({
        rules: [{ ...rules, file }],
        earlier: ["2026-10-05", "2026-10-06"].map(late),
        days: [late("2026-11-03")],
      }),
    );
    expect(charges.map(({ day, kind }) => [day, kind])).toEqual([
      ["2026-11-03", "booked"],
      ["2026-11-03", "late_pickup"],
    ]);
  });
});
