/** Limits and prices of a booking by the rules in force: late at another price, before the opening, at the counter, by date of effect. */
import { describe, expect, it } from "vitest";
import { contextOf } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { aFamily, anActivity, asParent, aTown, eveAtNoon, type Family, newRules } from "@/prisma/testing/bookings";
import { bookDays } from "./commands";
import { readFacts } from "./queries-facts";
import { verdictOf } from "./rules-grid";
import type { BookDays } from "./schema";

const school = ["2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27", "2026-11-30"];
const cell = (family: Family, activityDayId: string) => ({ childId: family.childIds[0] ?? "", activityDayId });
const liveOf = (activityDayId: string) => db().booking.count({ where: { activityDayId, state: "booked" } });

function ask(family: Family, wish: Partial<BookDays>, given: { now?: Date } = {}) {
  const asked = { add: [], remove: [], keep: [], same: null, ...wish };
  return asParent(family, (context) => bookDays(context, family.scope, { wish: asked }), given.now);
}

async function refusalsOf(outcome: Awaited<ReturnType<typeof ask>>): Promise<string[]> {
  if (!outcome.ok) return [outcome.reason];
  const order = await db().bookingOrder.findUniqueOrThrow({ where: { reference: outcome.reference } });
  return ((order.refused ?? []) as { reason: string }[]).map((wish) => wish.reason);
}

describe("limits and prices by the rules in force", () => {
  const eve = (verdict: "accepted" | "late", days: number) => ({
    until: { kind: "days" as const, days, at: "12:00" },
    verdict,
  });
  /** In time until two days before at noon; late, and dearer, until the eve. */
  const lateDeadlines = [
    { actions: ["book" as const], windows: [eve("accepted", 2), eve("late", 1)], otherwise: "refused" as const },
  ];
  const lateTown = async () => {
    const town = await aTown();
    const plan = { days: school, capacity: 5, deadlines: lateDeadlines };
    const prices = [{ when: { booking: "late" }, price: 380 }, { price: 280 }];
    const { id, dayIds } = await anActivity(town, { ...plan, prices });
    return { family: await aFamily(town, [id]), day: dayIds[4] ?? "" };
  };

  it.each([
    ["in time a minute before the limit", "2026-11-28T10:59:00.000Z", { timing: "in_time", priceCents: 280 }],
    [
      "late on the minute, at the price of a late booking",
      "2026-11-28T11:00:00.000Z",
      { timing: "late", priceCents: 380 },
    ],
    ["late a minute before the last limit", "2026-11-29T10:59:00.000Z", { timing: "late", priceCents: 380 }],
  ])("keeps a booking %s, and charges it so", async (_, now, expected) => {
    const { family, day } = await lateTown();
    const outcome = await ask(family, { add: [cell(family, day)] }, { now: new Date(now) });
    expect(outcome).toMatchObject({ added: 1, refused: 0 });
    expect(await db().booking.findFirstOrThrow({ where: { activityDayId: day } })).toMatchObject(expected);
    const order = await db().bookingOrder.findFirstOrThrow({ where: { householdId: family.householdId } });
    expect(order.deltaCents).toBe(expected.priceCents);
    // Given up later, it costs what it was booked at.
    const cancelled = await ask(family, { remove: [cell(family, day)] }, { now: new Date(now) });
    expect(cancelled).toMatchObject({ removed: 1 });
  });

  it("refuses once the last window has closed", async () => {
    const { family, day } = await lateTown();
    const late = await ask(family, { add: [cell(family, day)] }, { now: new Date("2026-11-29T11:00:00.000Z") });
    expect(await refusalsOf(late)).toEqual(["too-late"]);
    expect(await liveOf(day)).toBe(0);
  });

  it("refuses before the opening, and accepts on its minute", async () => {
    const town = await aTown();
    const windows = [{ from: { kind: "month_day" as const, day: 25, months: 1 }, until: eveAtNoon }];
    const deadlines = [{ actions: ["book" as const], windows, otherwise: "refused" as const }];
    const { id, dayIds } = await anActivity(town, { days: ["2026-12-03"], capacity: 5, deadlines });
    const family = await aFamily(town, [id]);
    const day = cell(family, dayIds[0] ?? "");
    const early = await ask(family, { add: [day] }, { now: new Date("2026-11-24T22:59:00.000Z") });
    expect(await refusalsOf(early)).toEqual(["not-yet"]);
    const open = await ask(family, { add: [day] }, { now: new Date("2026-11-24T23:00:00.000Z") });
    expect(open).toMatchObject({ added: 1 });
  });

  it("reads another limit at the counter than on the portal", async () => {
    const town = await aTown();
    const limit = (days: number) => [{ until: { kind: "days" as const, days, at: "12:00" } }];
    const deadlines = [
      { actions: ["book" as const], when: { channel: "counter" }, windows: limit(0), otherwise: "refused" as const },
      { actions: ["book" as const], windows: limit(2), otherwise: "refused" as const },
    ];
    const { id, dayIds } = await anActivity(town, { days: school, capacity: 5, deadlines });
    const family = await aFamily(town, [id]);
    const asked = { own: [family.householdId], childIds: family.childIds, activityIds: [id] };
    const period = { from: "2026-11-30", to: "2026-11-30" };
    const refusalBy = async (channel: "portal" | "counter") => {
      const facts = await readFacts(db(), { ...asked, period, channel });
      const [child, day] = [facts.children[0], facts.days.find((one) => one.id === dayIds[4])];
      if (!child || !day) throw new Error("missing");
      return verdictOf(facts, child, day, "2026-11-30T08:00").refusal;
    };
    expect([await refusalBy("portal"), await refusalBy("counter")]).toEqual(["too-late", null]);
    const now = new Date("2026-11-30T07:00:00.000Z");
    const wish = { add: [cell(family, dayIds[4] ?? "")], remove: [], keep: [], same: null };
    expect(await ask(family, wish, { now })).toMatchObject({ added: 0, refused: 1 });
    const atCounter = await transaction((tx) =>
      bookDays(contextOf(tx, now, { actor: null, channel: "counter", net: null }), family.scope, { wish }),
    );
    expect(atCounter).toMatchObject({ added: 1, refused: 0 });
  });

  it("takes the price and the limit of the version in force on the day of service", async () => {
    const town = await aTown();
    const days = ["2026-11-30", "2026-12-01"];
    const { id, dayIds, ruleCode } = await anActivity(town, { days, capacity: 5 });
    await newRules(ruleCode, "2026-12-01", { price: 300 });
    const family = await aFamily(town, [id]);
    await ask(family, { add: dayIds.map((day) => cell(family, day)) });
    const rows = await db().booking.findMany({
      where: { activityDayId: { in: dayIds } },
      orderBy: { activityDay: { day: "asc" } },
    });
    expect(rows.map((row) => row.priceCents)).toEqual([280, 300]);
  });

  it("counts the family's other bookings of the month and its other children, whatever is asked for now", async () => {
    const town = await aTown();
    const prices = [
      { when: { nth: ">=2" }, price: 200 },
      { when: { childrenPresent: ">=2" }, price: 250 },
      { price: 280 },
    ];
    const { id, dayIds } = await anActivity(town, { days: ["2026-12-01", "2026-12-15"], capacity: 5, prices });
    const family = await aFamily(town, [id], 2);
    const [first = "", second = ""] = dayIds;
    const priceOf = async (activityDayId: string, childId: string) =>
      (await db().booking.findFirstOrThrow({ where: { activityDayId, childId } })).priceCents;
    const [one = "", other = ""] = family.childIds;
    await ask(family, { add: [{ childId: one, activityDayId: first }] });
    await ask(family, { add: [{ childId: other, activityDayId: first }] });
    await ask(family, { add: [{ childId: one, activityDayId: second }] });
    expect([await priceOf(first, one), await priceOf(first, other), await priceOf(second, one)]).toEqual([
      280, 250, 200,
    ]);
  });
});
