/** Which window of which deadline holds a moment (docs/commune-file.md §5). Deadlines are compiled once a file and found by action and activity. Pure. */

import { concerns } from "@/lib/clause/rules-activities";
import { defaultsOf, type Facts, type Test, testOf } from "@/lib/clause/rules-conditions";
import type { CivilDate, CivilDateTime } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { DeadlineRules, Limit } from "@/lib/rulebook/schema-deadlines";
import { isWithin, limitAt, openingAt } from "./rules-limits";
import type { Action } from "./rules-verdict";

type WindowRules = DeadlineRules["windows"][number];
/** Bounds that no fact moves are kept by day and activity: a month asks them for every child. */
type CompiledWindow = { rules: WindowRules; when: Test; kept: Map<string, DayWindow> | null };
export type Deadline = { rules: DeadlineRules; when: Test; windows: readonly CompiledWindow[] };

/** A window on one day: `isTold` is false when the file tells no limit for that day, so that it never holds. */
export type DayWindow = {
  rules: WindowRules;
  opensAt: CivilDateTime | null;
  closesAt: CivilDateTime | null;
  isTold: boolean;
};
export type WindowsAsked = { activity: string; day: CivilDate; facts: Facts };

type Index = { all: readonly Deadline[]; byDoor: Map<string, readonly Deadline[]> };
const compiled = new WeakMap<CommuneFile, Index>();
/** Enough for a town's year; a caller who walks through centuries only starts anew. */
const KEPT = 4096;

/** The first deadline that fits; a change without a deadline of its own follows that of a booking. */
export function deadlineOf(file: CommuneFile, action: Action, asked: WindowsAsked): Deadline | null {
  const fits = ({ rules, when }: Deadline) => isWithin(rules.inForce, asked.day) && when(asked.facts);
  const own = deadlinesFor(file, action, asked.activity);
  const deadlines = action === "change" && own.length === 0 ? deadlinesFor(file, "book", asked.activity) : own;
  return deadlines.find(fits) ?? null;
}

/** The windows open to these facts, in the order of the file, with their bounds for the day. */
export function windowsOn(file: CommuneFile, deadline: Deadline, asked: WindowsAsked): DayWindow[] {
  return deadline.windows.filter(({ when }) => when(asked.facts)).map((window) => keptWindow(file, window, asked));
}

/** Whether the deadline has a window that these facts do not open: the reason given is not one of those accepted. */
export function hasOtherWindows(deadline: Deadline, facts: Facts): boolean {
  return deadline.windows.some(({ when }) => !when(facts));
}

function keptWindow(file: CommuneFile, { rules, kept }: CompiledWindow, on: WindowsAsked): DayWindow {
  if (!kept) return windowOn(file, rules, on);
  const key = `${on.day} ${on.activity}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= KEPT) kept.clear();
  const window = windowOn(file, rules, on);
  kept.set(key, window);
  return window;
}

/** A table that the office publishes, or the opening of a slot, comes with the facts. */
function isFixed(limit: Limit | undefined): boolean {
  if (limit?.kind === "dates") return limit.published === undefined;
  return limit?.kind !== "hours" || limit.from !== "opening";
}

function windowOn(file: CommuneFile, rules: WindowRules, on: WindowsAsked): DayWindow {
  const opensAt = rules.from ? openingAt(file, rules.from, on) : null;
  const closesAt = rules.until ? limitAt(file, rules.until, on) : null;
  const isTold = (rules.from === undefined || opensAt !== null) && (rules.until === undefined || closesAt !== null);
  return { rules, opensAt, closesAt, isTold };
}

function deadlinesFor(file: CommuneFile, action: Action, activity: string): readonly Deadline[] {
  const index = indexOf(file);
  const door = `${action} ${activity}`;
  const known = index.byDoor.get(door);
  if (known) return known;
  const found = index.all.filter(
    ({ rules }) => rules.actions.includes(action) && concerns(file, rules.activities, activity),
  );
  if (file.activities.some(({ id }) => id === activity)) index.byDoor.set(door, found);
  return found;
}

function indexOf(file: CommuneFile): Index {
  const known = compiled.get(file);
  if (known) return known;
  const defaults = defaultsOf(file);
  const all = file.deadlines.map((rules) => ({
    rules,
    when: testOf(rules.when, defaults),
    windows: rules.windows.map((window) => ({
      rules: window,
      when: testOf(window.when, defaults),
      kept: isFixed(window.from) && isFixed(window.until) ? new Map<string, DayWindow>() : null,
    })),
  }));
  const index = { all, byDoor: new Map() };
  compiled.set(file, index);
  return index;
}
