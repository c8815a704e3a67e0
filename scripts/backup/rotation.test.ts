import { expect, it } from "vitest";
import { addDays } from "../../lib/kernel/civil-date";
import { keptBackups, keptKeys } from "./rotation";

const daily = (until: string, count: number) => Array.from({ length: count }, (_, back) => addDays(until, -back));

it("keeps seven days, today among them, and the first of the month", () => {
  const kept = [...keptBackups(daily("2026-11-22", 60), "2026-11-22")].sort();
  expect(kept).toEqual(["2026-11-01", ...daily("2026-11-22", 7).sort()]);
});

it("keeps last month's first until this month's is more than seven days old", () => {
  const older = (today: string) => [...keptBackups(daily(today, 60), today)].sort()[0];
  expect(older("2026-11-01")).toBe("2026-10-01");
  expect(older("2026-11-07")).toBe("2026-10-01");
  expect(older("2026-11-08")).toBe("2026-11-01");
  expect([...keptBackups(["2026-11-03"], "2026-11-22")]).toEqual(["2026-11-03"]);
});

it("keeps the keys of seven days and no older", () => {
  expect([...keptKeys(daily("2026-11-22", 9), "2026-11-22")].sort()).toEqual(daily("2026-11-22", 7).sort());
});
