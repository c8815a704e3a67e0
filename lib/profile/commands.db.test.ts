/** Facts declared by the office on a real database: what is asked, what is kept, and that the price follows from its day. */
import { describe, expect, it } from "vitest";
import { readFacts } from "@/lib/booking/queries-facts";
import { verdictOf } from "@/lib/booking/rules-grid";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { contextOf } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { journalOf } from "@/prisma/fixtures";
import { aFamily, anActivity, aTown, monday } from "@/prisma/testing/bookings";
import { declareForHousehold } from "./commands";

describe("a fact that the rules ask about", () => {
  it("changes the price from its day on, and is refused when it is no answer", async () => {
    const days = ["2026-12-01", "2026-12-03"];
    const prices = [{ when: { ccas: true }, price: 100 }, { price: 280 }];
    const town = await aTown();
    const { id: activityId } = await anActivity(town, { days, capacity: 5, prices });
    const version = await db().rulesVersion.findFirstOrThrow({ orderBy: { loadedAt: "desc" } });
    const facts = [{ id: "ccas", of: "household", label: "Suivi par le CCAS ?", default: false }];
    const document = communeFileSchema.parse({ ...(version.document as object), facts });
    await db().rulesVersion.update({ where: { id: version.id }, data: { document } });
    const { scope, householdId, childIds } = await aFamily(town, [activityId]);
    const declare = (value: string, fact = "ccas") =>
      transaction((tx) => {
        const context = contextOf(tx, monday, { actor: null, channel: "counter", net: null });
        return declareForHousehold(context, { householdId, fact, value, since: "2026-12-02" });
      });
    expect(await declare("peut-être")).toEqual({ ok: false, reason: "not-an-answer" });
    await expect(declare("oui", "autre")).rejects.toThrow();
    expect(await declare("oui")).toEqual({ ok: true });
    expect((await journalOf(db())).map(({ type }) => type)).toContain("household.fact-declared");
    const period = { from: "2026-12-01", to: "2026-12-03" };
    const grid = await readFacts(db(), { own: scope.householdIds, childIds, period });
    const [child] = grid.children;
    const cents = grid.days.map((day) => child && verdictOf(grid, child, day, "2026-11-23T09:00").price?.cents);
    expect(cents).toEqual([280, 100]);
  });
});
