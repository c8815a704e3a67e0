/** The rows of a grid on one day: one a service, shared by the children even when their schools differ. */
import { type ActivityFacts, type DayFacts, type Facts, verdictOf } from "@/lib/booking/rules-grid";
import { rowKeyOf } from "@/lib/booking/rules-repeat";
import type { CivilDate, CivilDateTime } from "@/lib/kernel/civil-date";
import type { GridCell } from "./grid-words";

export type GridRow = { key: string; activity: ActivityFacts; cells: GridCell[] };

type Option = { activity: ActivityFacts; day: DayFacts };

export function rowsOn(facts: Facts, day: CivilDate, now: CivilDateTime): GridRow[] {
  const rows = new Map<string, Option[]>();
  // The map of activities is in the order of their hours.
  for (const activity of facts.activities.values()) {
    const open = facts.days.find((one) => one.activityId === activity.id && one.day === day);
    if (!open) continue;
    const key = rowKeyOf(activity);
    rows.set(key, [...(rows.get(key) ?? []), { activity, day: open }]);
  }
  return [...rows].flatMap(([key, options]) => {
    const [first] = options;
    if (!first) return [];
    const cells = facts.children.map((child) => {
      const own =
        options.find(({ activity }) => child.enrolments.some((one) => one.activityId === activity.id)) ?? first;
      return { child, ...own, verdict: verdictOf(facts, child, own.day, now) };
    });
    return [{ key, activity: first.activity, cells }];
  });
}
