import { describe, expect, it } from "vitest";
import { bookDays } from "@/lib/booking/commands";
import { readFacts } from "@/lib/booking/queries-facts";
import { changePlaces, closeDay, reopenDay } from "@/lib/disruption/commands-day";
import { journalOf } from "@/lib/evidence/queries";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { contextOf } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { aFamily, anActivity, asParent, aTown, bothWork, type Family, monday } from "@/prisma/testing/bookings";
import { acceptOffer, expireOffers, joinQueue, leaveQueue } from "./commands";

const days = ["2026-11-30", "2026-12-01"];
const hoursLater = (hours: number) => new Date(monday.getTime() + hours * 3_600_000);

async function aFullDay(families: number, capacity = 1) {
  const town = await aTown();
  const { id, dayIds } = await anActivity(town, { days, capacity });
  const all: Family[] = [];
  for (let index = 0; index < families; index += 1) all.push(await aFamily(town, [id]));
  const day = dayIds[0] ?? "";
  const [first] = all;
  if (first) await book(first, day);
  return { day, activityId: id, families: all, other: dayIds[1] ?? "" };
}

const cell = (family: Family, activityDayId: string) => ({ childId: family.childIds[0] ?? "", activityDayId });

function book(family: Family, day: string, change: "add" | "remove" = "add", now = monday) {
  const wish = { add: [], remove: [], keep: [], same: null, [change]: [cell(family, day)] };
  return asParent(family, (context) => bookDays(context, family.scope, { wish }), now);
}

const join = (family: Family, day: string) =>
  asParent(family, (context) => joinQueue(context, cell(family, day), family.scope));
const entryOf = (family: Family) => db().waitingEntry.findFirstOrThrow({ where: { householdId: family.householdId } });
/** The household's refused wishes to wait: its pseudonym stands in the trace. */
async function refusedWaits(family: Family): Promise<number> {
  const owners = [{ kind: "household" as const, id: family.householdId }];
  const filter = { types: ["waiting.refused" as const], skip: 0, take: 9 };
  return (await journalOf(db(), { owners, accountId: family.accountId }, filter)).total;
}
const takenOf = async (id: string) => (await db().activityDay.findUniqueOrThrow({ where: { id } })).taken;
const asOffice = <Value>(work: Parameters<typeof transaction<Value>>[0]) => transaction(work);
const office = (tx: Parameters<Parameters<typeof asOffice>[0]>[0]) =>
  contextOf(tx, monday, { actor: null, channel: "counter", net: null });

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("missing");
  return value;
}

describe("the queue of a full day", () => {
  it("offers a freed place to the first in line, who accepts it", async () => {
    const { day, families } = await aFullDay(3);
    const [first, second, third] = [must(families[0]), must(families[1]), must(families[2])];
    for (const family of [second, third]) expect(await join(family, day)).toEqual({ ok: true });
    expect(await join(third, day)).toEqual({ ok: false, reason: "already-waiting" });
    await book(first, day, "remove");
    expect([(await entryOf(second)).state, (await entryOf(third)).state]).toEqual(["offered", "waiting"]);
    expect(await takenOf(day)).toBe(1);
    expect(await book(third, day)).toMatchObject({ added: 0, refused: 1 });
    const mail = await db().mailOutbox.findFirstOrThrow({ where: { toAddress: second.email } });
    expect(mail.subject).toContain("Une place se libère pour Léa");
    const entryId = (await entryOf(second)).id;
    const accepted = await asParent(
      second,
      (context) => acceptOffer(context, { entryId }, second.scope),
      hoursLater(23),
    );
    expect(accepted).toMatchObject({ ok: true });
    expect(await takenOf(day)).toBe(1);
    expect(await db().booking.count({ where: { activityDayId: day, state: "booked" } })).toBe(1);
  });

  it("passes an offer on when it is declined, and gives the place back after the last", async () => {
    const { day, families } = await aFullDay(3);
    const [first, second, third] = [must(families[0]), must(families[1]), must(families[2])];
    await join(second, day);
    await join(third, day);
    await book(first, day, "remove");
    for (const family of [second, third]) {
      const entryId = (await entryOf(family)).id;
      await asParent(family, (context) => leaveQueue(context, { entryId }, family.scope));
    }
    expect([(await entryOf(second)).state, (await entryOf(third)).state]).toEqual(["left", "left"]);
    expect(await takenOf(day)).toBe(0);
  });

  it("passes an offer on when nobody answered in a day", async () => {
    const { day, families } = await aFullDay(3);
    const [first, second, third] = [must(families[0]), must(families[1]), must(families[2])];
    await join(second, day);
    await join(third, day);
    await book(first, day, "remove");
    await expireOffers(db(), hoursLater(23));
    expect((await entryOf(second)).state).toBe("offered");
    await expireOffers(db(), hoursLater(24));
    expect([(await entryOf(second)).state, (await entryOf(third)).state]).toEqual(["expired", "offered"]);
    const entryId = (await entryOf(second)).id;
    const late = await asParent(second, (context) => acceptOffer(context, { entryId }, second.scope), hoursLater(25));
    expect(late).toEqual({ ok: false, reason: "expired" });
    expect(await refusedWaits(second)).toBe(1);
    expect(await takenOf(day)).toBe(1);
  });

  it("is not for days with places, nor for days of somebody else", async () => {
    const { day, families, other } = await aFullDay(2);
    const [first, second] = [must(families[0]), must(families[1])];
    expect(await join(second, other)).toEqual({ ok: false, reason: "not-full" });
    expect(await refusedWaits(second)).toBe(1);
    await join(second, day);
    const entryId = (await entryOf(second)).id;
    const stolen = asParent(first, (context) => leaveQueue(context, { entryId }, first.scope));
    await expect(stolen).rejects.toThrow();
    expect((await entryOf(second)).state).toBe("waiting");
  });
});

describe("a queue with priorities", () => {
  const priorities = [{ when: { [bothWork]: true }, label: "Deux parents qui travaillent" }];
  const ranksOf = async (family: Family, day: string) => {
    const { waiting } = await readFacts(db(), {
      ...{ own: [family.householdId], childIds: family.childIds },
      period: { from: days[0] ?? "", to: days[1] ?? "" },
    });
    return waiting.get(`${family.childIds[0]}.${day}`)?.rank;
  };

  it("puts a priority before the time, equals by time, shows that rank, and offers in that order", async () => {
    const town = await aTown();
    const { id, dayIds } = await anActivity(town, { days, capacity: 1, priorities });
    const day = dayIds[0] ?? "";
    const all: Family[] = [];
    for (let index = 0; index < 4; index += 1) all.push(await aFamily(town, [id]));
    const [booked, early, late, favoured] = [must(all[0]), must(all[1]), must(all[2]), must(all[3])];
    const since = toColumn("2026-09-01");
    const fact = { id: newId(), householdId: favoured.householdId, fact: bothWork, value: true, since };
    await db().declaredFact.create({ data: { ...fact, recordedAt: monday } });
    await book(booked, day);
    for (const [index, family] of [early, late, favoured].entries()) {
      await asParent(family, (context) => joinQueue(context, cell(family, day), family.scope), hoursLater(index / 10));
    }
    expect((await entryOf(favoured)).priority).toBe(1);
    expect([await ranksOf(favoured, day), await ranksOf(early, day), await ranksOf(late, day)]).toEqual([1, 2, 3]);
    await book(booked, day, "remove", hoursLater(1));
    const states = async () => [
      (await entryOf(favoured)).state,
      (await entryOf(early)).state,
      (await entryOf(late)).state,
    ];
    expect(await states()).toEqual(["offered", "waiting", "waiting"]);
    const entryId = (await entryOf(favoured)).id;
    await asParent(favoured, (context) => leaveQueue(context, { entryId }, favoured.scope), hoursLater(2));
    expect(await states()).toEqual(["left", "offered", "waiting"]);
    await expireOffers(db(), hoursLater(27));
    expect(await states()).toEqual(["left", "expired", "offered"]);
    expect(await takenOf(day)).toBe(1);
  });
});

describe("an offer for a day that is no longer the household's", () => {
  it("is not taken in its name", async () => {
    const { day, families } = await aFullDay(2);
    const [first, second] = [must(families[0]), must(families[1])];
    await join(second, day);
    await book(first, day, "remove");
    const other = { id: newId(), name: "Autre", createdAt: monday };
    await db().household.create({ data: other });
    const [childId = ""] = second.childIds;
    const since = toColumn("2026-11-29");
    await db().childHousehold.updateMany({ where: { childId }, data: { until: toColumn("2026-11-28") } });
    await db().childHousehold.create({ data: { id: newId(), childId, householdId: other.id, since } });
    const both = { ...second.scope, householdIds: [second.householdId, other.id] } as typeof second.scope;
    const entryId = (await entryOf(second)).id;
    const outcome = await asParent(second, (context) => acceptOffer(context, { entryId }, both), hoursLater(1));
    expect(outcome).toEqual({ ok: false, reason: "cannot" });
    expect(await db().booking.count({ where: { activityDayId: day, state: "booked" } })).toBe(0);
  });
});

describe("the office and one day", () => {
  it("is closed once, by two who close it at the same time", async () => {
    const { day, activityId } = await aFullDay(1);
    const close = () =>
      asOffice((tx) => closeDay(office(tx), { activityId, activityDayId: day, reasonFr: "Grève", reasonEn: "Strike" }));
    const both = await Promise.all([close(), close()]);
    expect(both.filter((one) => one.ok)).toEqual([{ ok: true, cancelled: 1 }]);
    expect(both.find((one) => !one.ok)).toEqual({ ok: false, reason: "already-closed" });
    const told = await db().auditEvent.findMany({ where: { object: `activity-day/${day}` }, select: { type: true } });
    expect(told.map((one) => one.type)).toEqual(
      expect.arrayContaining(["activity.day-changed", "activity.day-refused"]),
    );
    expect(await takenOf(day)).toBe(0);
  });

  it("closes it with a reason: bookings are cancelled with their trace, families are told, and nobody books it again", async () => {
    const { day, activityId, families } = await aFullDay(3, 2);
    const [first, second] = [must(families[0]), must(families[1])];
    await book(second, day);
    const closed = await asOffice((tx) =>
      closeDay(office(tx), { activityId, activityDayId: day, reasonFr: "Grève", reasonEn: "Strike" }),
    );
    expect(closed).toEqual({ ok: true, cancelled: 2 });
    expect(await takenOf(day)).toBe(0);
    for (const family of [first, second]) {
      const mails = await db().mailOutbox.findMany({ where: { toAddress: family.email } });
      expect(mails.some((mail) => mail.text.includes("Grève"))).toBe(true);
    }
    expect(await book(first, day)).toMatchObject({ added: 0, refused: 1 });
    expect(await asOffice((tx) => reopenDay(office(tx), { activityId, activityDayId: day }))).toEqual({ ok: true });
    expect(await book(first, day)).toMatchObject({ added: 1 });
  });

  it("never makes it smaller than what is taken, and offers new places to the queue", async () => {
    const { day, activityId, families } = await aFullDay(3);
    const second = must(families[1]);
    await join(second, day);
    const resize = (capacity: number) =>
      asOffice((tx) => changePlaces(office(tx), { activityId, activityDayId: day, capacity }));
    expect(await resize(0)).toEqual({ ok: false, reason: "below-taken" });
    expect(await resize(3)).toEqual({ ok: true });
    expect((await entryOf(second)).state).toBe("offered");
    expect(await takenOf(day)).toBe(2);
  });
});
