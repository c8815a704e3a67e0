/** The conditions in time of an absence rule: length, notice, proof, waiting days (docs/commune-file.md §8). Each answers null, or why it is not met. Pure. */

import { calendarOf } from "@/lib/calendar/rules";
import type { Facts } from "@/lib/clause/rules-conditions";
import type { Why } from "@/lib/clause/rules-why";
import type { CivilDate, CivilDateTime } from "@/lib/kernel/civil-date";
import { afterElapsed, dayNumber, dayOfNumber, minutesOf, momentOfMinutes, wallMinutes } from "@/lib/kernel/day-number";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { AbsenceCount, AbsenceRule } from "@/lib/rulebook/schema-absences";
import { limitAt } from "./rules-limits";
import { reason } from "./rules-verdict";

/** The first notice covers the absence from its start, a later one (an extension) from `from`, or from the day it came. */
export type Notice = { at: CivilDateTime; from?: CivilDate };
/** A proof whose hour nobody noted came in time. */
export type Proof = { kind: string; receivedAt: CivilDateTime | null };
export type AbsenceGiven = {
  activity: string;
  absentDays: readonly CivilDate[];
  /** With them, a day of presence cuts an absence in two; without, all the days are one absence. */
  bookedDays?: readonly CivilDate[];
  notices: readonly Notice[];
  proofs: readonly Proof[];
  reason?: string;
  /** First day back; left out: the next day that the activity opens. */
  returnOn?: CivilDate;
  facts: Facts;
};

/** One absence in a row, in order. */
export type Run = { days: readonly CivilDate[]; given: AbsenceGiven };
export type OnDay = { run: Run; day: CivilDate };

const DAY = 1440;

function firstOf({ days }: Run): CivilDate {
  return days[0] ?? "";
}

function lastOf({ days }: Run): CivilDate {
  return days.at(-1) ?? "";
}

export function refusedByLength(file: CommuneFile, rule: AbsenceRule, { run }: OnDay): Why | null {
  if (rule.minimumDays === undefined) return null;
  const days = lengthOf(file, rule.minimumCount, { run, from: firstOf(run), to: lastOf(run) });
  return days >= rule.minimumDays ? null : reason("absenceTooShort", { days: rule.minimumDays });
}

type Between = { run: Run; from: CivilDate; to: CivilDate };
/** Longer than any waiting or length of a règlement: two days further apart are simply far. */
const FAR = 732;

/** Days from one to the other, both included, as the rule counts them. */
function lengthOf(file: CommuneFile, count: AbsenceCount, { run, from, to }: Between): number {
  if (count === "absent") return run.days.filter((day) => day >= from && day <= to).length;
  const [first, last] = [dayNumber(from), dayNumber(to)];
  if (count === "calendar" || last - first > FAR) return last - first + 1;
  const calendar = calendarOf(file);
  const counting = { count, activity: run.given.activity };
  let days = 0;
  for (let number = first; number <= last; number++) if (calendar.counts(dayOfNumber(number), counting)) days++;
  return days;
}

function inOrder({ given }: Run): Notice[] {
  return [...given.notices].sort((a, b) => (a.at < b.at ? -1 : 1));
}

function firstNotice(run: Run): Notice | null {
  return inOrder(run)[0] ?? null;
}

/** The notice that speaks for a day: an extension for the days from its own on, the first one for those before. */
function noticeFor({ run, day }: OnDay): Notice | null {
  const notices = inOrder(run);
  const later = notices.slice(1).findLast(({ at, from }) => day >= (from ?? at.slice(0, 10)));
  return later ?? notices[0] ?? null;
}

export function refusedByNotice(file: CommuneFile, rule: AbsenceRule, on: OnDay): Why | null {
  const notice = noticeFor(on);
  const isExtension = notice !== null && notice !== firstNotice(on.run);
  const limitRule = isExtension ? (rule.extensionNotice ?? rule.notice) : rule.notice;
  if (!limitRule) return null;
  if (!notice) return reason("absenceNotTold");
  const day = rule.noticeCovers === "from_first_day" ? firstCovered(on, notice) : on.day;
  const { activity, facts } = on.run.given;
  const limit = limitAt(file, limitRule, { activity, day, facts });
  if (limit === null) return reason("limitNotTold");
  return notice.at < limit ? null : reason("absenceToldLate", { limit, told: notice.at });
}

/** The first day of absence that a notice speaks for. */
function firstCovered({ run, day }: OnDay, notice: Notice): CivilDate {
  return run.days.find((one) => noticeFor({ run, day: one }) === notice) ?? day;
}

export function refusedByProof(file: CommuneFile, { evidence }: AbsenceRule, on: OnDay): Why | null {
  if (!evidence) return null;
  const { proofs } = on.run.given;
  const limit = evidence.within ? proofLimit(file, evidence.within, on) : null;
  const has = (kind: string) =>
    proofs.some((proof) => proof.kind === kind && (!limit || !proof.receivedAt || proof.receivedAt < limit));
  if ((evidence.all ?? []).every(has) && (evidence.any?.some(has) ?? true)) return null;
  const wanted = [...(evidence.all ?? []), ...(evidence.any ?? [])];
  const isLate = limit !== null && proofs.some(({ kind }) => wanted.includes(kind) && !has(kind));
  return isLate ? reason("proofLate", { limit }) : reason("proofMissing");
}

type Within = NonNullable<NonNullable<AbsenceRule["evidence"]>["within"]>;

/** Days run from the end of the day they count from; hours from the notice, or from the opening of that day. */
function proofLimit(file: CommuneFile, within: Within, on: OnDay): CivilDateTime | null {
  const start = startOfDelay(file, within, on);
  if (start === null) return null;
  const counting = { count: within.count, activity: on.run.given.activity };
  const day = start.slice(0, 10);
  if (within.hours === undefined) {
    const last = calendarOf(file).stepForward(day, within.days, counting);
    return last && momentOfMinutes(dayNumber(last) * DAY + (within.at === "23:59" ? DAY : minutesOf(within.at)));
  }
  const minutes = within.hours * 60;
  if (within.count === "calendar") return momentOfMinutes(afterElapsed(wallMinutes(start), minutes));
  const whole = calendarOf(file).stepForward(day, Math.floor(minutes / DAY), counting);
  return whole && momentOfMinutes(wallMinutes(`${whole}${start.slice(10)}`) + (minutes % DAY));
}

function startOfDelay(file: CommuneFile, { from }: Within, on: OnDay): CivilDateTime | null {
  if (from === "notice") return noticeFor(on)?.at ?? null;
  const day =
    from === "first_absence" ? firstOf(on.run) : from === "last_absence" ? lastOf(on.run) : returnOf(file, on);
  if (day === null) return null;
  const opening = file.activities.find(({ id }) => id === on.run.given.activity)?.hours?.from ?? "00:00";
  return `${day}T${opening}`;
}

function returnOf(file: CommuneFile, { run }: OnDay): CivilDate | null {
  const { returnOn, activity, bookedDays } = run.given;
  if (returnOn !== undefined) return returnOn;
  const last = lastOf(run);
  const booked = [...(bookedDays ?? [])].sort().find((day) => day > last);
  return booked ?? calendarOf(file).stepForward(last, 1, { count: "open", activity });
}

/**
 * A day among the first that stay due, counted from the first absence, or from the notice that speaks for the day: an extension is told anew.
 * Before any notice all days are.
 */
export function isWaiting(file: CommuneFile, waiting: NonNullable<AbsenceRule["waiting"]>, on: OnDay): boolean {
  const told = noticeFor(on)?.at.slice(0, 10);
  if (waiting.from === "notice" && (told === undefined || on.day < told)) return true;
  const from = waiting.from === "notice" && told !== undefined ? told : firstOf(on.run);
  return lengthOf(file, waiting.count, { run: on.run, from, to: on.day }) <= waiting.days;
}
