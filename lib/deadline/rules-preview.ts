/** « Pour le lundi 23 novembre, on peut réserver jusqu'au … »: the windows of a day, for the office's pages and the public one. Pure. */

import { calendarOf } from "@/lib/calendar/rules";
import type { Facts } from "@/lib/clause/rules-conditions";
import type { CivilDate, CivilDateTime } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { WindowOutcome } from "@/lib/rulebook/schema-deadlines";
import type { Action } from "./rules-verdict";
import { deadlineOf, windowsOn } from "./rules-windows";

export type PreviewWindow = {
  opensAt: CivilDateTime | null;
  closesAt: CivilDateTime | null;
  verdict: WindowOutcome;
  ifPlaces: boolean;
  /** False when the file tells no limit for that day: the window never holds. */
  isTold: boolean;
};
export type Preview = {
  action: Action;
  label: string | null;
  windows: readonly PreviewWindow[];
  otherwise: WindowOutcome;
};

const ACTIONS: readonly Action[] = ["enrol", "book", "change", "cancel", "ride"];

/** One entry an action that has a deadline; an action without one is free until the end. */
export function previewOf(file: CommuneFile, on: { activity: string; day: CivilDate; facts: Facts }): Preview[] {
  const asked = { ...on, facts: calendarOf(file).knowing(on.facts, on.day) };
  return ACTIONS.flatMap((action) => {
    const deadline = deadlineOf(file, action, asked);
    if (!deadline) return [];
    const windows = windowsOn(file, deadline, asked).map(({ rules, opensAt, closesAt, isTold }) => ({
      opensAt,
      closesAt,
      isTold,
      verdict: rules.verdict,
      ifPlaces: rules.ifPlaces,
    }));
    return [{ action, label: deadline.rules.label ?? null, windows, otherwise: deadline.rules.otherwise }];
  });
}
