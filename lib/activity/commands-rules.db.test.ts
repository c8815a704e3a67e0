/** Publishing a commune file on a real database: versions by date of effect, and the activities that it offers. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import { communeFileSchema } from "@/lib/rulebook/schema";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { journalOf } from "@/prisma/fixtures";
import { openEveryDay } from "./commands";
import { applyRules } from "./commands-offer";
import { publishRules } from "./commands-rules";

const NOW = new Date("2026-11-23T08:00:00.000Z");
const fileOf = (id: string) => communeFileSchema.parse(JSON.parse(readFileSync(`docs/communes/${id}.json`, "utf8")));
const publish = (id: string, since: string) =>
  transaction((tx) => publishRules(systemContext(tx, NOW), { file: fileOf(id), label: id, since }));

/** One town's life, step by step. */
describe("publishing a commune file", () => {
  it("makes a version from its day on, with the activities that it offers", async () => {
    expect(await publish("montech", "2026-09-01")).toMatchObject({ ok: true, activities: 2, closed: [] });
    const offered = await db().activity.findMany({ orderBy: { position: "asc" } });
    expect(offered.map(({ ruleCode, isOpen, weekdays }) => [ruleCode, isOpen, weekdays])).toEqual([
      ["alae", true, [1, 2, 4, 5]],
      ["mercredi", true, [3]],
    ]);
    expect(await journalOf(db())).toMatchObject([{ type: "rules.published" }]);
  });

  it("opens the days of its own calendar, once", async () => {
    const year = { id: newId(), label: "2026-2027", startsOn: toColumn("2026-09-01"), endsOn: toColumn("2027-07-02") };
    await db().schoolYear.create({ data: year });
    const open = () => transaction((tx) => openEveryDay(systemContext(tx, NOW)));
    expect(await open()).toBeGreaterThan(100);
    expect(await open()).toBe(0);
    const christmas = { gte: toColumn("2026-12-19"), lte: toColumn("2027-01-03") };
    expect(await db().activityDay.count({ where: { day: christmas } })).toBe(0);
  });

  it("refuses the same rules twice, and two versions of one day", async () => {
    expect(await publish("montech", "2027-01-04")).toEqual({ ok: false, reason: "unchanged" });
    expect(await publish("boisemont", "2026-09-01")).toEqual({ ok: false, reason: "same-day" });
    expect(await db().rulesVersion.count()).toBe(1);
  });

  it("keeps the office's own word on names, places and what takes bookings", async () => {
    await db().activity.updateMany({ data: { nameFr: "Le nôtre", capacity: 42, isOpen: false } });
    await transaction((tx) => applyRules(systemContext(tx, NOW)));
    const rows = await db().activity.findMany();
    expect(rows.map(({ nameFr, capacity, isOpen }) => [nameFr, capacity, isOpen])).toEqual([
      ["Le nôtre", 42, false],
      ["Le nôtre", 42, false],
    ]);
    await db().activity.updateMany({ data: { isOpen: true } });
  });

  it("has a version to come ready, and drops what it no longer offers on its day only", async () => {
    expect(await publish("boisemont", "2027-01-04")).toMatchObject({ ok: true, activities: 3, closed: [] });
    const history = await rulesHistory(db());
    const days = ["2026-08-31", "2026-12-31", "2027-01-04"];
    expect(days.map((day) => rulesOn(history, day)?.label ?? null)).toEqual([null, "montech", "boisemont"]);
    const openOn = async (day: string) => {
      await transaction((tx) => applyRules(systemContext(tx, new Date(`${day}T08:00:00.000Z`))));
      const open = await db().activity.findMany({ where: { isOpen: true }, orderBy: { position: "asc" } });
      return open.map(({ ruleCode }) => ruleCode);
    };
    expect(await openOn("2027-01-03")).toEqual(["alae", "mercredi", "cantine"]);
    expect(await openOn("2027-01-04")).toEqual(["cantine"]);
    expect(await db().activity.count()).toBe(3);
  });
});
