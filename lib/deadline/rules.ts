/**
 * May this be booked, changed, cancelled, enrolled for or ridden now, at which price, and why (docs/commune-file.md §4–5; facts: domain-rules 18, 19).
 * In order: does the activity exist and open that day, may this child come, are places left, which window holds the moment. Pure.
 */

import { calendarOf } from "@/lib/calendar/rules";
import type { Facts } from "@/lib/clause/rules-conditions";
import type { Why } from "@/lib/clause/rules-why";
import type { CivilDate, CivilDateTime } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { WindowOutcome } from "@/lib/rulebook/schema-deadlines";
import { capacityOn, type Taken } from "./rules-capacity";
import { eligibilityOf } from "./rules-eligibility";
import { type Action, bookingOf, labelled, outcomeOf, type ReasonCode, reason, type Verdict } from "./rules-verdict";
import { type DayWindow, type Deadline, deadlineOf, hasOtherWindows, windowsOn } from "./rules-windows";

export type Asked = {
  action: Action;
  activity: string;
  day: CivilDate;
  /** The wall clock of Paris, « 2026-11-23T09:50 ». */
  now: CivilDateTime;
  /** All that is known, merged: household, child, request. The calendar's own facts are added. */
  facts: Facts;
  /** Left out: places are not counted, except by the fact `placesLeft`. */
  capacity?: Taken;
  /** The caller has published this day itself: the calendar is not asked. */
  isOpen?: boolean;
  /** Activities in which the child is booked that day; left out: `after` is not checked. */
  booked?: readonly string[];
};

export function decide(file: CommuneFile, asked: Asked): Verdict {
  const known = { ...asked, facts: calendarOf(file).knowing(asked.facts, asked.day) };
  const eligibility = eligibilityOf(file, known);
  const refused = [...refusedByDay(file, known), ...eligibility.refused];
  if (refused.length > 0) return refusal(asked.action, refused);
  const deadline = deadlineOf(file, asked.action, known);
  const places = placesFor(file, known, deadline);
  if (places.isFull) return refusal(asked.action, places.why);
  return byDeadline(file, known, { deadline, placesLeft: places.left, why: eligibility.unknown });
}

/** A refused cancellation leaves the place booked and due. */
function refusal(action: Action, why: readonly Why[]): Verdict {
  return { outcome: outcomeOf(action, "refused", false), booking: "none", opensAt: null, closesAt: null, why };
}

/** An enrolment is for the year: the day it begins on need not be a day of opening. What is booked may be cancelled whatever the day. */
function refusedByDay(file: CommuneFile, { action, activity, day, booked, isOpen }: Asked): Why[] {
  const rules = file.activities.find(({ id }) => id === activity);
  if (!rules) return [reason("unknownActivity", { activity })];
  if (action === "enrol" || action === "cancel") return [];
  const closure = isOpen ? null : calendarOf(file).closureOn(activity, day);
  if (closure?.code === "closure") return [reason("closedFor", { day, reason: closure.label })];
  if (closure?.code === "holidays") return [reason("closedHolidays", { day, holiday: closure.holiday })];
  if (closure) return [reason(CLOSED[closure.code], { day })];
  if (rules.after === undefined || booked === undefined || booked.includes(rules.after)) return [];
  return [reason("needsOther", { activity: rules.after })];
}

const CLOSED = {
  publicHoliday: "closedPublicHoliday",
  weekday: "closedWeekday",
  schoolTime: "closedSchoolTime",
  unknownYear: "closedUnknownYear",
} as const;

type Places = { isFull: boolean; left: number | null; why: readonly Why[] };

/** Only a booking and an enrolment take a place. A deadline with a window « if places are left » says itself what a full activity refuses. */
function placesFor(file: CommuneFile, asked: Asked, deadline: Deadline | null): Places {
  const { action, activity, day, facts, capacity } = asked;
  const told = typeof facts.placesLeft === "number" ? facts.placesLeft : null;
  if (action !== "book" && action !== "enrol") return { isFull: false, left: told, why: [] };
  const counted = capacityOn(file, { activity, day, facts, ...(capacity ?? { taken: 0 }) });
  if (capacity && counted.left !== null) return { isFull: counted.left === 0, left: counted.left, why: counted.why };
  const saidByWindow = counted.left === null && deadline?.windows.some(({ rules }) => rules.ifPlaces) === true;
  const isFull = told !== null && told <= 0 && !saidByWindow;
  return { isFull, left: told, why: isFull ? [reason("noPlaces")] : [] };
}

type Beside = { deadline: Deadline | null; placesLeft: number | null; why: readonly Why[] };

function byDeadline(file: CommuneFile, asked: Asked, { deadline, placesLeft, why }: Beside): Verdict {
  if (!deadline) return unlimited(asked.action, why);
  const windows = windowsOn(file, deadline, asked);
  const holding = windows.filter((window) => holdsAt(window, asked.now));
  const found = holding.find(({ rules }) => !rules.ifPlaces || placesLeft === null || placesLeft > 0);
  if (found) return inside(asked, deadline, { window: found, windows, why });
  const missed = holding.length > 0 ? [reason("noPlaces")] : [];
  return outside(asked, deadline, { windows, why: [...missed, ...why] });
}

function unlimited(action: Action, why: readonly Why[]): Verdict {
  return {
    outcome: outcomeOf(action, "accepted", false),
    booking: "in_time",
    opensAt: null,
    closesAt: null,
    why: [reason("noDeadline"), ...why],
  };
}

function holdsAt({ opensAt, closesAt, isTold }: DayWindow, now: CivilDateTime): boolean {
  return isTold && (opensAt === null || now >= opensAt) && (closesAt === null || now < closesAt);
}

type Inside = { window: DayWindow; windows: readonly DayWindow[]; why: readonly Why[] };

function inside({ action, now }: Asked, { rules }: Deadline, { window, windows, why }: Inside): Verdict {
  const { verdict, charge } = window.rules;
  const bounds = { opensAt: window.opensAt, closesAt: window.closesAt };
  const inTime = windows.findLast(({ rules: other, closesAt }) => isFree(other.verdict) && closesAt && closesAt <= now);
  const limit = isFree(verdict) ? window.closesAt : (inTime?.closesAt ?? null);
  const main = labelled(insideCode(action, verdict, limit !== null), rules.label, {
    ...(limit === null ? {} : { limit }),
    ...(window.closesAt === null ? {} : { until: window.closesAt }),
  });
  return {
    outcome: outcomeOf(action, verdict, charge !== undefined),
    booking: bookingOf(verdict),
    ...bounds,
    ...(charge === undefined ? {} : { charge: typeof charge === "number" ? { amount: charge } : charge }),
    why: [main, ...why],
  };
}

function isFree(verdict: WindowOutcome): boolean {
  return verdict === "accepted";
}

function insideCode(action: Action, verdict: WindowOutcome, hasLimit: boolean): ReasonCode {
  if (verdict === "accepted") return hasLimit ? "inTime" : "always";
  return lateCode(action, verdict, hasLimit);
}

const LATE = {
  late: "late",
  unbooked: "unbooked",
  charged: "due",
  refused: "tooLate",
  not_said: "notSaid",
} as const;

/** « lateCancel », « tooLateWithout »: without a limit that has passed, the sentence names none. */
function lateCode(action: Action, verdict: Exclude<WindowOutcome, "accepted">, hasLimit: boolean): ReasonCode {
  const code = action === "cancel" ? (verdict === "not_said" ? "notSaidCancel" : "lateCancel") : LATE[verdict];
  return hasLimit ? code : `${code}Always`;
}

type Outside = { windows: readonly DayWindow[]; why: readonly Why[] };

function outside({ action, now, facts }: Asked, deadline: Deadline, { windows, why }: Outside): Verdict {
  const told = windows.filter(({ isTold }) => isTold);
  const coming = told
    .filter((window) => window.opensAt !== null && window.opensAt > now)
    .sort((a, b) => ((a.opensAt ?? "") < (b.opensAt ?? "") ? -1 : 1))[0];
  const closed = told.filter(({ closesAt }) => closesAt !== null && closesAt <= now);
  const last = closed.reduce<DayWindow | null>(
    (latest, window) => ((latest?.closesAt ?? "") < (window.closesAt ?? "") ? window : latest),
    null,
  );
  const next = coming ? { opensAt: coming.opensAt, closesAt: coming.closesAt } : null;
  if (next && !last) return notYet(action, deadline, { ...next, why });
  const verdict = deadline.rules.otherwise;
  const reasons = outsideReasons({ action, facts }, deadline, { last, untold: told.length < windows.length });
  return {
    outcome: outcomeOf(action, verdict, false),
    booking: bookingOf(verdict),
    opensAt: next?.opensAt ?? null,
    closesAt: next?.closesAt ?? last?.closesAt ?? null,
    why: [...reasons, ...why],
  };
}

type Bounds = { opensAt: CivilDateTime | null; closesAt: CivilDateTime | null; why: readonly Why[] };

/** Before all windows nothing is late: it is refused for now, unless the règlement accepts outside them. */
function notYet(action: Action, { rules }: Deadline, { opensAt, closesAt, why }: Bounds): Verdict {
  const verdict = rules.otherwise === "accepted" || rules.otherwise === "not_said" ? rules.otherwise : "refused";
  const main = labelled("notYet", rules.label, { opens: opensAt ?? "" });
  const outcome = outcomeOf(action, verdict, false);
  return { outcome, booking: "none", opensAt, closesAt, why: [main, ...why] };
}

type Seen = { last: DayWindow | null; untold: boolean };

function outsideReasons({ action, facts }: Pick<Asked, "action" | "facts">, deadline: Deadline, seen: Seen): Why[] {
  const { otherwise, label } = deadline.rules;
  const limit = seen.last?.closesAt ?? null;
  const timed = limit === null ? {} : { limit };
  const main = otherwise === "accepted" ? "always" : lateCode(action, otherwise, limit !== null);
  const reasons = [labelled(main, label, timed)];
  if (seen.untold) reasons.push(reason("limitNotTold"));
  if (limit === null && !seen.untold && hasOtherWindows(deadline, facts)) reasons.push(reason("conditionNotMet"));
  return reasons;
}
