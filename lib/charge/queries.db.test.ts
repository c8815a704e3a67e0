import { describe, expect, it } from "vitest";
import { aBooking, aMark, daysOf } from "@/prisma/fixtures/billing";
import { family, type Town, town } from "@/prisma/fixtures/month";
import { aRules, communeFile } from "@/prisma/fixtures/rules";
import { billingOf } from "./queries-billing";

const file = communeFile((own) => ({
  ...own,
  latePickups: [{ activities: ["garderie"], price: 500, counter: { per: "child_year", from: 3 } }],
}));

async function lateOn(place: Town, { child, household }: Awaited<ReturnType<typeof family>>, days: readonly string[]) {
  for (const { id } of await daysOf(place.tx, place.activity.id, days)) {
    const mark = { childId: child.id, activityDayId: id };
    const booking = await aBooking(place.tx, { ...mark, householdId: household.id });
    await aMark(place.tx, { ...mark, bookingId: booking.id, departedAt: "18:45" }, "present");
  }
}

describe("the facts of a month", () => {
  it("hold the days before it when a rule counts through the year, and charge none of them", async () => {
    const place = await town();
    await aRules(place.tx, { since: "2026-10-01", label: "Retards de l’année", file });
    const own = await family(place);
    await lateOn(place, own, ["2026-10-05", "2026-10-06", "2026-11-09", "2026-11-10"]);
    const charged = async (from: string, to: string) => {
      const { billing } = await billingOf(place.tx, { regieId: place.regie.id, period: { from, to } });
      return billing.charges.map(({ day, kind, amountCents }) => [day, kind, amountCents]);
    };
    expect(await charged("2026-10-01", "2026-10-31")).toEqual([
      ["2026-10-05", "booked", 200],
      ["2026-10-06", "booked", 200],
    ]);
    expect(await charged("2026-11-01", "2026-11-30")).toEqual([
      ["2026-11-09", "booked", 200],
      ["2026-11-10", "booked", 200],
      ["2026-11-09", "late_pickup", 500],
      ["2026-11-10", "late_pickup", 500],
    ]);
  });
});
