import { beforeEach, describe, expect, it } from "vitest";
import { mintOfficeScope, type OfficeScope } from "@/lib/access/gate";
import { bookDays } from "@/lib/booking/commands";
import { journalOf } from "@/lib/evidence/queries";
import { newId, newSecret } from "@/lib/kernel/ids";
import { type Context, contextOf } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { aFamily, anActivity, asParent, aTown, type Family, monday, type Town } from "@/prisma/testing/bookings";
import { declareDisruption } from "./commands";
import { previewOf } from "./queries";
import { type Disruption, disruptionSchema } from "./schema";

const days = ["2026-11-30", "2026-12-01"];
const absences = [
  { label: "Grève et fermeture", reasons: ["strike", "closure"], automatic: true },
  {
    label: "Intempéries : la moitié",
    reasons: ["weather"],
    automatic: true,
    charge: { percent: 50, rounding: { mode: "nearest" as const } },
  },
];

let town: Town;
let activity: Awaited<ReturnType<typeof anActivity>>;
let scope: OfficeScope;

beforeEach(async () => {
  town = await aTown();
  activity = await anActivity(town, { days, capacity: 10, absences });
  scope = await agentOf(town);
});

/** An agent accredited for one site. */
async function agentOf({ siteId }: Town): Promise<OfficeScope> {
  const [accountId, since] = [newId(), new Date("2026-09-01")];
  const person = { firstName: "Ana", lastName: "Roux", role: "agent" as const, createdAt: monday, activatedAt: monday };
  await db().account.create({ data: { id: accountId, email: `${newSecret().slice(0, 9)}@example.org`, ...person } });
  const accredited = { id: newId(), accountId, grantedById: accountId, since, engagementSignedAt: monday };
  await db().accreditation.create({ data: accredited });
  await db().assignment.create({ data: { id: newId(), accountId, siteId, since, createdAt: monday } });
  return mintOfficeScope(db(), { accountId, role: "agent" }, "2026-11-23");
}

const asAgent = <Value>(work: (context: Context) => Promise<Value>, now = monday) =>
  transaction((tx) => {
    const actor = { accountId: scope.accountId, role: "agent" as const };
    return work(contextOf(tx, now, { actor, channel: "portal", net: null }));
  });
const choice = (more: object = {}): Disruption =>
  disruptionSchema.parse({ sites: town.siteId, from: days[0], until: days[1], reason: "strike", ...more });
const declare = (asked: Disruption) => asAgent((context) => declareDisruption(context, asked, scope));
const preview = (asked: Disruption) => asAgent((context) => previewOf(context, scope, asked));

async function booked(count: number, on = activity.dayIds): Promise<Family[]> {
  const all: Family[] = [];
  for (let index = 0; index < count; index += 1) {
    const family = await aFamily(town, [activity.id]);
    await book(family, on);
    all.push(family);
  }
  return all;
}

function book(family: Family, dayIds: readonly string[]) {
  const add = dayIds.map((activityDayId) => ({ childId: family.childIds[0] ?? "", activityDayId }));
  const wish = { add, remove: [], keep: [], same: null };
  return asParent(family, (context) => bookDays(context, family.scope, { wish }));
}

const live = () => db().booking.count({ where: { activityDayId: { in: activity.dayIds }, state: "booked" } });
const dayOf = (index: number) => db().activityDay.findUniqueOrThrow({ where: { id: activity.dayIds[index] ?? "" } });
async function disrupted(family: Family): Promise<number> {
  const owners = [{ kind: "household" as const, id: family.householdId }];
  const filter = { types: ["booking.disrupted" as const], skip: 0, take: 9 };
  return (await journalOf(db(), { owners, accountId: family.accountId }, filter)).total;
}

describe("a group whose days do not take place", () => {
  it("is previewed without a change, then cancelled at the price of the rules, once", async () => {
    const families = await booked(3);
    const seen = await preview(choice());
    expect(seen).toMatchObject({ children: 3, families: 3, days: 2, isWhole: true });
    expect(seen.rows).toMatchObject([{ grade: "CE1", days: 6, effect: "none", beforeCents: 1680, afterCents: 0 }]);
    expect(await live()).toBe(6);
    expect(await declare(choice())).toEqual({ ok: true, children: 3, families: 3, days: 2 });
    expect([await live(), (await dayOf(0)).taken, (await dayOf(1)).closedFr]).toEqual([0, 0, "Grève"]);
    for (const family of families) {
      expect(await disrupted(family)).toBe(1);
      expect(await db().mailOutbox.count({ where: { toAddress: family.email, subject: { contains: "Grève" } } })).toBe(
        1,
      );
      const orders = await db().bookingOrder.findMany({ where: { householdId: family.householdId, deltaCents: -560 } });
      expect(orders).toHaveLength(1);
    }
    expect(await declare(choice())).toEqual({ ok: false, reason: "nothing" });
  });

  it("notes as absences what stays due, with what the rules charge, and lets nobody book any more", async () => {
    const [family] = await booked(1);
    const newcomer = await aFamily(town, [activity.id]);
    if (!family) throw new Error("a family");
    expect((await preview(choice({ reason: "weather" }))).rows).toMatchObject([{ effect: "percent", afterCents: 280 }]);
    expect(await declare(choice({ reason: "weather", until: "" }))).toMatchObject({ ok: true, children: 1, days: 1 });
    const mark = await db().attendance.findFirstOrThrow({ where: { childId: family.childIds[0] ?? "" } });
    expect(mark).toMatchObject({ absenceReason: "weather", status: "absent_justified" });
    expect(mark.absenceCharge).toMatchObject({ percent: "50" });
    expect([await live(), (await dayOf(0)).closedFr]).toEqual([2, null]);
    expect(await book(newcomer, [activity.dayIds[0] ?? ""])).toMatchObject({ added: 0, refused: 1 });
    expect(await declare(choice({ reason: "weather", until: "" }))).toEqual({ ok: false, reason: "nothing" });
  });

  it("takes the full price where the rules say nothing of the reason", async () => {
    await booked(1);
    expect((await preview(choice({ reason: "other" }))).rows).toMatchObject([{ effect: "full", afterCents: 560 }]);
  });

  it("touches only the classes asked for, and gives their places back", async () => {
    const [first, second] = await booked(2);
    if (!first || !second) throw new Error("two families");
    await db().schooling.updateMany({ where: { childId: second.childIds[0] ?? "" }, data: { grade: "CM1" } });
    expect(await declare(choice({ grades: "CM1" }))).toMatchObject({ ok: true, children: 1 });
    expect([await live(), (await dayOf(0)).taken, (await dayOf(0)).closedFr]).toEqual([2, 1, null]);
    expect([await disrupted(first), await disrupted(second)]).toEqual([0, 1]);
  });

  it("neither counts nor touches what is not the agent's", async () => {
    await booked(2);
    scope = await agentOf(await aTown());
    await expect(declare(choice())).rejects.toThrow();
    expect(await preview(choice())).toMatchObject({ children: 0, families: 0, rows: [] });
    expect(await live()).toBe(4);
  });

  it("happens once when two agents confirm at the same time, while families book", async () => {
    await booked(2);
    const others = await Promise.all([1, 2, 3].map(() => aFamily(town, [activity.id])));
    const [one, two] = await Promise.all([
      declare(choice()),
      declare(choice()),
      ...others.map((family) => book(family, activity.dayIds)),
    ]);
    const done = [one, two].filter((answer) => answer && "ok" in answer && answer.ok);
    expect(done).toHaveLength(1);
    expect([await live(), (await dayOf(0)).taken, (await dayOf(1)).taken]).toEqual([0, 0, 0]);
    for (const family of others) expect(await disrupted(family)).toBeLessThanOrEqual(1);
  });
});
