import { beforeEach, describe, expect, it } from "vitest";
import { bookDays } from "@/lib/booking/commands";
import { journalOf } from "@/lib/evidence/queries";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { type Context, contextOf, systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import {
  aFamily,
  anActivity,
  asParent,
  aTown,
  bothWork,
  type Family,
  monday,
  type Town,
} from "@/prisma/testing/bookings";
import { cancelDraw, openDraw } from "./commands";
import { runDraw, runDraws } from "./commands-run";
import { makeWish, withdrawWish } from "./commands-wish";
import { publicDraw } from "./queries";
import { faultsOf } from "./rules-published";

const days = ["2026-12-07", "2026-12-08"];
const later = (hours: number) => new Date(monday.getTime() + hours * 3_600_000);
const closing = later(30);
const input = { label: "Décembre", firstDay: "2026-12-07", lastDay: "2026-12-11" };
const window = { opensAt: "2026-11-23T08:00", closesAt: "2026-11-24T14:00" };

let town: Town;
let activity: Awaited<ReturnType<typeof anActivity>>;
const priorities = [{ when: { [bothWork]: true }, label: "Deux parents qui travaillent" }];

beforeEach(async () => {
  town = await aTown();
  activity = await anActivity(town, { days, capacity: 2, priorities });
});

const asOffice = <Value>(work: (context: Context) => Promise<Value>, now = monday) =>
  transaction((tx) => work(contextOf(tx, now, { actor: null, channel: "portal", net: null })));
const open = (more: object = {}) =>
  asOffice((context) => openDraw(context, { activityId: activity.id, ...input, ...window, ...more }));
const drawId = async () => (await db().draw.findFirstOrThrow({ where: { activityId: activity.id } })).id;
const families = (count: number) => Promise.all(Array.from({ length: count }, () => aFamily(town, [activity.id])));
const wish = async (family: Family, asked: string[] = days, now = monday) => {
  const wanted = { drawId: await drawId(), childId: family.childIds[0] ?? "", days: asked };
  return asParent(family, (context) => makeWish(context, wanted, family.scope), now);
};
const book = (family: Family, day: string) => {
  const add = [{ childId: family.childIds[0] ?? "", activityDayId: day }];
  return asParent(family, (context) =>
    bookDays(context, family.scope, { wish: { add, remove: [], keep: [], same: null } }),
  );
};
const eventsOf = async (family: Family, type: "draw.wished" | "draw.refused" | "draw.answered") => {
  const owners = [{ kind: "household" as const, id: family.householdId }];
  return (await journalOf(db(), { owners, accountId: family.accountId }, { types: [type], skip: 0, take: 50 })).total;
};
const booked = (activityDayId: string) => db().booking.count({ where: { activityDayId, state: "booked" } });
const takenOf = async (id: string) => (await db().activityDay.findUniqueOrThrow({ where: { id } })).taken;
const published = async () => (await publicDraw(db(), await drawId(), "2026-11-25T08:00"))?.published ?? null;

describe("an open draw", () => {
  it("keeps its days from being booked, and says so", async () => {
    const [family] = await families(1);
    if (!family) throw new Error("a family");
    expect(await open()).toMatchObject({ ok: true, days: 2 });
    expect(await book(family, activity.dayIds[0] ?? "")).toMatchObject({ added: 0, refused: 1 });
    const order = await db().bookingOrder.findFirstOrThrow({ where: { householdId: family.householdId } });
    expect(order.refused).toMatchObject([{ reason: "by-draw" }]);
  });

  it("is not opened twice for a day, nor after the limit of its days, nor without days", async () => {
    await open();
    expect(await open()).toEqual({ ok: false, reason: "overlap" });
    const past = { opensAt: "2026-11-20T08:00", closesAt: "2026-11-20T09:00" };
    expect(await open(past)).toEqual({ ok: false, reason: "closing-past" });
    expect(await open({ firstDay: "2027-05-01", lastDay: "2027-05-02" })).toEqual({ ok: false, reason: "no-days" });
    await asOffice(async (context) => cancelDraw(context, { drawId: await drawId(), activityId: activity.id }));
    expect(await open({ closesAt: "2026-12-06T18:00" })).toEqual({ ok: false, reason: "after-limit" });
  });

  it("gives a wish a number, keeps it when the days change, and takes no wish outside its window", async () => {
    const [first, second] = await families(2);
    if (!first || !second) throw new Error("two families");
    await open();
    expect(await wish(first)).toMatchObject({ ticket: "0001" });
    expect(await wish(second)).toMatchObject({ ticket: "0002" });
    expect(await wish(first, ["2026-12-08"])).toMatchObject({ ticket: "0001" });
    expect(await wish(second, ["2026-12-09"])).toEqual({ ok: false, reason: "cannot" });
    expect(await wish(second, days, closing)).toEqual({ ok: false, reason: "not-open" });
    expect([await eventsOf(first, "draw.wished"), await eventsOf(second, "draw.refused")]).toEqual([2, 2]);
  });

  it("gives no number twice to families who wish at the same time", async () => {
    await open();
    const all = await families(8);
    const answers = await Promise.all(all.map((family) => wish(family)));
    const tickets = answers.map((answer) => (answer.ok ? answer.ticket : "refused")).sort();
    expect(tickets).toEqual(["0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008"]);
  });

  it("takes a wish for one's own child only, and lets nobody else withdraw it", async () => {
    const [first, second] = await families(2);
    if (!first || !second) throw new Error("two families");
    await open();
    await wish(first);
    const row = await db().drawWish.findFirstOrThrow({ where: { householdId: first.householdId } });
    const stolen = asParent(second, (context) =>
      withdrawWish(context, { drawId: row.drawId, wishId: row.id }, second.scope),
    );
    await expect(stolen).rejects.toThrow();
    const own = await asParent(first, (context) =>
      withdrawWish(context, { drawId: row.drawId, wishId: row.id }, first.scope),
    );
    expect(own).toMatchObject({ ok: true });
    expect(await wish(first)).toMatchObject({ ticket: "0002" });
  });
});

describe("a draw that is run", () => {
  it("waits for the closing, then gives each place once, and the queue in the order of the call", async () => {
    await open();
    const all = await families(5);
    for (const family of all) await wish(family);
    const id = await drawId();
    const early = await asOffice((context) => runDraw(context, { drawId: id, activityId: activity.id }));
    expect(early).toEqual({ ok: false, reason: "not-closed" });
    const runs = await Promise.all([runDraws(db(), closing), runDraws(db(), closing), runDraws(db(), closing)]);
    expect(Math.max(...runs)).toBeGreaterThan(0);
    while ((await runDraws(db(), closing)) > 0);
    const result = await published();
    expect(result && faultsOf(result)).toEqual([]);
    for (const day of activity.dayIds) {
      expect([await booked(day), await takenOf(day)]).toEqual([2, 2]);
      const queue = await db().waitingEntry.findMany({
        where: { activityDayId: day, state: "waiting" },
        orderBy: [{ priority: "asc" }, { createdAt: "asc" }],
      });
      const wishes = await db().drawWish.findMany({ where: { drawId: id } });
      const tickets = queue.map((entry) => wishes.find(({ childId }) => childId === entry.childId)?.ticket);
      expect(tickets).toEqual(result?.result.filter(({ waiting }) => waiting.length > 0).map(({ ticket }) => ticket));
    }
    for (const family of all) {
      expect(await eventsOf(family, "draw.answered")).toBe(1);
      const where = { toAddress: family.email, subject: { contains: "Résultat du tirage" } };
      expect(await db().mailOutbox.count({ where })).toBe(1);
    }
    expect(await db().booking.findFirstOrThrow({ where: { activityDayId: activity.dayIds[0] ?? "" } })).toMatchObject({
      priceCents: 280,
      timing: "in_time",
    });
  });

  it("calls a priority first, whoever wished first", async () => {
    await open();
    const all = await families(5);
    const last = all.at(-1);
    const favoured = all[3];
    if (!last || !favoured) throw new Error("five families");
    for (const { householdId } of [last, favoured]) {
      const since = toColumn("2026-09-01");
      const row = { id: newId(), householdId, fact: bothWork, value: true, since };
      await db().declaredFact.create({ data: { ...row, recordedAt: monday } });
    }
    for (const family of all) await wish(family);
    while ((await runDraws(db(), closing)) > 0);
    const rows = await db().booking.findMany({ where: { activityDayId: activity.dayIds[0] ?? "" } });
    expect(rows.map((row) => row.householdId).sort()).toEqual([last.householdId, favoured.householdId].sort());
  });

  it("gives the place of a child who has left to the next in the queue", async () => {
    await open();
    const all = await families(3);
    for (const family of all) await wish(family, [days[0] ?? ""]);
    const id = await drawId();
    await transaction((tx) => runDraw(systemContext(tx, closing), { drawId: id, activityId: activity.id }));
    const [winner] = (await published())?.result ?? [];
    const row = await db().drawWish.findFirstOrThrow({ where: { drawId: id, ticket: winner?.ticket ?? "" } });
    await db().enrolment.updateMany({ where: { childId: row.childId }, data: { state: "ended" } });
    while ((await runDraws(db(), closing)) > 0);
    const day = activity.dayIds[0] ?? "";
    expect([await booked(day), await takenOf(day)]).toEqual([1, 2]);
    expect(await db().waitingEntry.count({ where: { activityDayId: day, state: "offered" } })).toBe(1);
  });
});
