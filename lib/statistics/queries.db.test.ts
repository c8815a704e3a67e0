import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/server/db";
import { aFamily, anActivity, aTown, type Town } from "@/prisma/testing/bookings";
import { answerOf } from "./queries";
import type { Question } from "./schema";

const today = "2026-11-23";
const question: Question = { measure: "children", kind: "canteen", by: "site", month: "2026-11" };

let big: Town;
let small: Town;

/** Seven children eat at the first site, three at the second; the sites have names of their own. */
beforeAll(async () => {
  [big, small] = [await aTown(), await aTown()];
  await db().site.update({ where: { id: small.siteId }, data: { name: "La Fontaine", position: 2 } });
  const first = await anActivity(big, { days: [today], capacity: 50 });
  const second = await anActivity(small, { days: [today], capacity: 50 });
  await aFamily(big, [first.id], 4);
  await aFamily(big, [first.id], 3);
  await aFamily(small, [second.id], 3);
});

describe("the steering body's figures", () => {
  it("hide the small site, and the big one that would give it away", async () => {
    const { cells, total } = await answerOf(db(), question);
    expect([cells, total]).toEqual([
      [
        { key: "Les Oliviers", shown: null, why: "masked" },
        { key: "La Fontaine", shown: null, why: "small" },
      ],
      10,
    ]);
  });

  it("count a child once, however many activities of the kind it has", async () => {
    const again = await anActivity(big, { days: [today], capacity: 50 });
    const year = { schoolYearId: big.yearId, state: "accepted" as const, since: new Date("2026-09-01T00:00:00Z") };
    const rows = await db().enrolment.findMany({ where: { activity: { siteId: big.siteId } } });
    await db().enrolment.createMany({
      data: rows.map(({ childId, householdId, requestedAt }, index) => ({
        ...{ id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`, childId, householdId, requestedAt },
        ...{ activityId: again.id, ...year },
      })),
    });
    expect((await answerOf(db(), question)).total).toBe(10);
  });

  it("say nothing of bookings that nobody made", async () => {
    const { cells, total } = await answerOf(db(), { ...question, measure: "bookings" });
    expect(cells.every((cell) => cell.shown === null)).toBe(true);
    expect(total).toBeNull();
  });

  it("know nobody before the school year", async () => {
    const { total } = await answerOf(db(), { ...question, month: "2026-08" });
    expect(total).toBeNull();
  });

  it("do not move by whoever came since yesterday, nor from month to month by fewer than five", async () => {
    const wholeYear = { startsOn: { lte: new Date("2026-11-01") }, endsOn: { gte: new Date("2027-05-01") } };
    expect(await db().schoolYear.count({ where: wholeYear })).toBe(1);
    const third = await anActivity(big, { days: [today], capacity: 50 });
    const read = async (month: string) => {
      const { cells, total, day } = await answerOf(db(), { ...question, month });
      return { cells, total, day };
    };
    const [november, december] = [await read("2026-11"), await read("2026-12")];
    const came = await aFamily(big, [third.id], 4);
    const enrolled = { where: { childId: { in: came.childIds } } };
    await db().enrolment.updateMany({ ...enrolled, data: { since: new Date("2026-11-20") } });
    expect([await read("2026-11"), await read("2026-12")]).toEqual([november, { ...december, day: "2026-11-01" }]);
    const fifth = await aFamily(big, [third.id], 1);
    await db().enrolment.updateMany({
      where: { childId: { in: fifth.childIds } },
      data: { since: new Date("2026-11-21") },
    });
    expect(await read("2026-11")).toEqual(november);
    expect(await read("2026-12")).toMatchObject({ total: (december.total ?? 0) + 5, day: "2026-12-01" });
  });
});
