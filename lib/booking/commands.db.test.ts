import { describe, expect, it } from "vitest";
import { db, type Tx } from "@/lib/server/db";
import { aFamily, anActivity, asParent, aTown, type Family } from "@/prisma/testing/bookings";
import { bookDays } from "./commands";
import { type MovePlaces, movePlaces } from "./commands-places";
import { orderOf } from "./queries";
import type { BookDays } from "./schema";

const school = ["2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27", "2026-11-30"];
const cell = (family: Family, activityDayId: string, child = 0) => ({
  childId: family.childIds[child] ?? "",
  activityDayId,
});
const asking = (wish: Partial<BookDays>): BookDays => ({ add: [], remove: [], keep: [], same: null, ...wish });

function ask(family: Family, wish: Partial<BookDays>, given: { move?: MovePlaces; now?: Date } = {}) {
  const move = given.move ?? movePlaces;
  return asParent(family, (context) => bookDays(context, family.scope, { wish: asking(wish), move }), given.now);
}

async function refusalsOf(outcome: Awaited<ReturnType<typeof ask>>): Promise<string[]> {
  if (!outcome.ok) return [outcome.reason];
  const order = await db().bookingOrder.findUniqueOrThrow({ where: { reference: outcome.reference } });
  return ((order.refused ?? []) as { reason: string }[]).map((wish) => wish.reason);
}

const takenOf = async (id: string) => (await db().activityDay.findUniqueOrThrow({ where: { id } })).taken;
const liveOf = (activityDayId: string) => db().booking.count({ where: { activityDayId, state: "booked" } });

describe("booking days in one go", () => {
  it("books several children and days, with price, places, order, receipt and one event each", async () => {
    const town = await aTown();
    const { id, dayIds } = await anActivity(town, { days: school, capacity: 10 });
    const family = await aFamily(town, [id], 2);
    const add = dayIds.slice(2).flatMap((day) => [cell(family, day, 0), cell(family, day, 1)]);
    const outcome = await ask(family, { add });
    expect(outcome).toMatchObject({ ok: true, added: 6, removed: 0, refused: 0 });
    expect(await Promise.all(dayIds.map(takenOf))).toEqual([0, 0, 2, 2, 2]);
    const order = await db().bookingOrder.findFirstOrThrow({ where: { householdId: family.householdId } });
    expect(order.deltaCents).toBe(6 * 280);
    const bookings = await db().booking.findMany({ where: { orderId: order.id } });
    const events = await db().auditEvent.findMany({ where: { type: "booking.created" }, select: { object: true } });
    const traced = new Set(events.map((event) => event.object));
    expect(bookings.every((booking) => traced.has(`booking/${booking.id}`))).toBe(true);
    const mail = await db().mailOutbox.findFirstOrThrow({ where: { toAddress: family.email } });
    expect(mail.subject).toContain(order.reference);
    expect(mail.text).toContain("16,80");
  });

  it("counts a flat month once, whatever the number of its days, their order and what is given up", async () => {
    const town = await aTown();
    const { id, dayIds } = await anActivity(town, {
      days: school,
      capacity: 9,
      prices: [{ per: "month", price: 4000 }],
    });
    const family = await aFamily(town, [id], 2);
    const days = (from: number, to: number, child = 0) => dayIds.slice(from, to).map((day) => cell(family, day, child));
    const deltaOf = async (wish: Partial<BookDays>) => {
      const outcome = await ask(family, wish);
      if (!outcome.ok) throw new Error(outcome.reason);
      const order = await db().bookingOrder.findUniqueOrThrow({ where: { reference: outcome.reference } });
      const told = await orderOf(db(), family.scope, outcome.reference);
      return [order.deltaCents, told?.lines.reduce((total, line) => total + line.cents, 0)];
    };
    expect(await deltaOf({ add: [...days(2, 4), ...days(2, 3, 1)] })).toEqual([8000, 8000]);
    expect(await deltaOf({ add: days(4, 5) })).toEqual([0, 0]);
    expect(await deltaOf({ remove: days(2, 3) })).toEqual([0, 0]);
    expect(await deltaOf({ add: days(2, 3), remove: days(3, 4) })).toEqual([0, 0]);
    expect(await deltaOf({ remove: [...days(2, 3), ...days(4, 5)] })).toEqual([-4000, -4000]);
    const mail = await db().mailOutbox.findFirstOrThrow({ where: { toAddress: family.email } });
    expect(mail.text).toContain("80,00");
    const live = await db().booking.findMany({ where: { householdId: family.householdId, state: "booked" } });
    expect(live.map(({ priceCents }) => priceCents)).toEqual([4000]);
  });

  it("keeps what is possible and says why for the rest", async () => {
    const town = await aTown();
    const { id, dayIds } = await anActivity(town, { days: school, capacity: 1 });
    const closed = dayIds[3] ?? "";
    await db().activityDay.update({ where: { id: closed }, data: { closedFr: "Grève", closedEn: "Strike" } });
    const [first, second] = [await aFamily(town, [id]), await aFamily(town, [id])];
    await ask(first, { add: [cell(first, dayIds[2] ?? "")] });
    const outcome = await ask(second, { add: dayIds.map((day) => cell(second, day)) });
    expect(outcome).toMatchObject({ ok: true, added: 2, refused: 3 });
    expect(await refusalsOf(outcome)).toEqual(["too-late", "full", "day-closed"]);
  });

  it("refuses on the minute of the limit, and accepts a minute before", async () => {
    const town = await aTown();
    const { id, dayIds } = await anActivity(town, { days: school, capacity: 5 });
    const family = await aFamily(town, [id]);
    const friday = cell(family, dayIds[3] ?? "");
    const late = await ask(family, { add: [friday] }, { now: new Date("2026-11-26T11:00:00.000Z") });
    expect(await refusalsOf(late)).toEqual(["too-late"]);
    const inTime = await ask(family, { add: [friday] }, { now: new Date("2026-11-26T10:59:00.000Z") });
    expect(inTime).toMatchObject({ added: 1 });
  });

  it("cancels, gives the place back, and lets the day be booked again", async () => {
    const town = await aTown();
    const { id, dayIds } = await anActivity(town, { days: school, capacity: 1 });
    const family = await aFamily(town, [id]);
    const day = cell(family, dayIds[4] ?? "");
    for (const taken of [1, 0, 1]) {
      await ask(family, taken === 1 ? { add: [day] } : { remove: [day] });
      expect([await takenOf(day.activityDayId), await liveOf(day.activityDayId)]).toEqual([taken, taken]);
    }
  });

  it("does not book twice, whatever is sent", async () => {
    const town = await aTown();
    const { id, dayIds } = await anActivity(town, { days: school, capacity: 9 });
    const family = await aFamily(town, [id]);
    const day = cell(family, dayIds[4] ?? "");
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => ask(family, { add: [day, day] })));
    expect(outcomes.map((one) => one.ok && one.added).sort()).toEqual([0, 0, 0, 0, 0, 1]);
    expect([await takenOf(day.activityDayId), await liveOf(day.activityDayId)]).toEqual([1, 1]);
  });

  it("needs an enrolment, the right class and the right week of custody", async () => {
    const town = await aTown();
    const { id, dayIds } = await anActivity(town, { days: school, capacity: 9 });
    const small = await anActivity(town, { days: school, capacity: 9, grades: ["PS"] });
    const stranger = await aFamily(town, [small.id]);
    const late = dayIds[4] ?? "";
    expect(await refusalsOf(await ask(stranger, { add: [cell(stranger, late)] }))).toEqual(["not-enrolled"]);
    const young = await ask(stranger, { add: [cell(stranger, small.dayIds[4] ?? "")] });
    expect(await refusalsOf(young)).toEqual(["not-eligible"]);
    const shared = await aFamily(town, [id]);
    const custody = { kind: "alternate-weeks", parity: "even" };
    await db().childHousehold.updateMany({ where: { householdId: shared.householdId }, data: { custody } });
    // Monday 30 November 2026 opens week 49, an odd one.
    expect(await refusalsOf(await ask(shared, { add: [cell(shared, late)] }))).toEqual(["other-household"]);
  });

  it("copies the ticked days of one child to another", async () => {
    const town = await aTown();
    const { id, dayIds } = await anActivity(town, { days: school, capacity: 9 });
    const family = await aFamily(town, [id], 2);
    const [from = "", to = ""] = family.childIds;
    const outcome = await ask(family, { add: [cell(family, dayIds[3] ?? "")], same: { from, to } });
    expect(outcome).toMatchObject({ added: 2 });
    expect(await takenOf(dayIds[3] ?? "")).toBe(2);
  });

  it("leaves no booking and no place taken when the trace fails", async () => {
    const town = await aTown();
    const { id, dayIds } = await anActivity(town, { days: school, capacity: 9 });
    const family = await aFamily(town, [id]);
    const work = asParent(family, async (context) => {
      await bookDays(context, family.scope, { wish: asking({ add: [cell(family, dayIds[4] ?? "")] }) });
      throw new Error("the journal is down");
    });
    await expect(work).rejects.toThrow("the journal is down");
    expect([await takenOf(dayIds[4] ?? ""), await liveOf(dayIds[4] ?? "")]).toEqual([0, 0]);
  });
});

/** What careless systems do: read, compare, write what was read plus one. Here to prove that the races below would see it. */
const naive: MovePlaces = async (tx: Tx, { take, give }) => {
  const had = new Map<string, number>();
  for (const id of [...new Set([...take.keys(), ...give.keys()])].sort()) {
    const { taken, capacity } = await tx.activityDay.findUniqueOrThrow({ where: { id } });
    const left = Math.max(0, taken - (give.get(id) ?? 0));
    const count = Math.min(take.get(id) ?? 0, capacity - left);
    await tx.activityDay.update({ where: { id }, data: { taken: left + count } });
    had.set(id, count);
  }
  return had;
};

describe("eight families and one place", () => {
  const ROUNDS = 50;

  async function race(move: MovePlaces, rounds: number): Promise<{ booked: number; full: number; live: number }[]> {
    const town = await aTown();
    const plans = await Promise.all(
      Array.from({ length: Math.ceil(rounds / 5) }, () => anActivity(town, { days: school5, capacity: 1 })),
    );
    const dayIds = plans.flatMap((plan) => plan.dayIds).slice(0, rounds);
    const activityIds = plans.map((plan) => plan.id);
    const families = await Promise.all(Array.from({ length: 8 }, () => aFamily(town, activityIds)));
    const results = [];
    for (const day of dayIds) {
      const outcomes = await Promise.all(families.map((family) => ask(family, { add: [cell(family, day)] }, { move })));
      const refusals = await Promise.all(outcomes.map(refusalsOf));
      results.push({
        booked: outcomes.filter((one) => one.ok && one.added === 1).length,
        full: refusals.flat().filter((reason) => reason === "full").length,
        live: await liveOf(day),
      });
    }
    return results;
  }
  const school5 = ["2027-01-04", "2027-01-05", "2027-01-07", "2027-01-08", "2027-01-11"];

  it("give one booking and seven told that it is full, fifty times", async () => {
    expect(await race(movePlaces, ROUNDS)).toEqual(Array(ROUNDS).fill({ booked: 1, full: 7, live: 1 }));
  }, 120_000);

  it("would oversell if the places were read and then written", async () => {
    const results = await race(naive, 10);
    expect(results.some(({ live }) => live > 1)).toBe(true);
  }, 120_000);
});

describe("sixteen families, thirty days of ten places, bookings and cancellations", () => {
  async function storm(move: MovePlaces, steps: number) {
    const town = await aTown();
    const sixDays = ["2027-01-04", "2027-01-05", "2027-01-07", "2027-01-08", "2027-01-11", "2027-01-12"];
    const plans = await Promise.all(Array.from({ length: 5 }, () => anActivity(town, { days: sixDays, capacity: 10 })));
    const dayIds = plans.flatMap((plan) => plan.dayIds);
    const families = await Promise.all(
      Array.from({ length: 16 }, () =>
        aFamily(
          town,
          plans.map((plan) => plan.id),
        ),
      ),
    );
    const state = { running: true };
    const samples = sampler(dayIds, state);
    await Promise.all(families.map((family, index) => writer(family, { dayIds, move, steps, seed: index + 1 })));
    state.running = false;
    return { wrong: await samples, final: await mismatches(dayIds) };
  }

  /** Books some days and cancels others, by a fixed pseudo-random walk. */
  async function writer(family: Family, run: { dayIds: string[]; move: MovePlaces; steps: number; seed: number }) {
    let random = run.seed;
    const held = new Set<string>();
    for (let step = 0; step < run.steps; step += 1) {
      const chosen = run.dayIds.filter(() => {
        random = (random * 1103515245 + 12345) % 2147483648;
        return random % 4 === 0;
      });
      const remove = chosen.filter((day) => held.has(day));
      const add = chosen.filter((day) => !held.has(day));
      await ask(
        family,
        { add: add.map((day) => cell(family, day)), remove: remove.map((day) => cell(family, day)) },
        run,
      );
      const mine = await db().booking.findMany({
        where: { childId: { in: family.childIds }, state: "booked" },
        select: { activityDayId: true },
      });
      held.clear();
      for (const { activityDayId } of mine) held.add(activityDayId);
    }
  }

  /** Looks at all days in one statement, again and again, while the writers are at work. */
  async function sampler(dayIds: string[], state: { running: boolean }): Promise<string[]> {
    const wrong: string[] = [];
    while (state.running) wrong.push(...(await mismatches(dayIds)));
    return wrong;
  }

  async function mismatches(dayIds: string[]): Promise<string[]> {
    const rows = await db().$queryRawUnsafe<{ id: string; taken: number; capacity: number; live: bigint }[]>(
      `SELECT d.id, d.taken, d.capacity, (SELECT COUNT(*) FROM booking b WHERE b.activity_day_id = d.id AND b.state = 'booked') AS live
       FROM activity_day d WHERE d.id IN (${dayIds.map(() => "?").join(",")})`,
      ...dayIds,
    );
    return rows
      .filter((row) => Number(row.live) !== row.taken || row.taken > row.capacity)
      .map((row) => `${row.id}: taken ${row.taken}, booked ${row.live}, places ${row.capacity}`);
  }

  it("never count a place wrong", async () => {
    expect(await storm(movePlaces, 8)).toEqual({ wrong: [], final: [] });
  }, 180_000);

  it("would count wrong if the places were read and then written", async () => {
    const { wrong, final } = await storm(naive, 3);
    expect(wrong.length + final.length).toBeGreaterThan(0);
  }, 180_000);
});
