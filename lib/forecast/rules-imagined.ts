/** A family that does not exist, for « une famille de Valmontel au quotient 642, avec deux enfants »: every open day of the weekdays asked is booked. Pure. */

import { calendarOf } from "@/lib/calendar/rules";
import type { Why } from "@/lib/clause/rules-why";
import type { CivilMonth } from "@/lib/kernel/civil-date";
import { firstDayOf, lastDayOf } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { type Cents, sum } from "@/lib/kernel/money";
import { priceEach } from "@/lib/pricing/rules";
import type { EachLine, Household, Use } from "@/lib/pricing/schema";
import type { CommuneFile } from "@/lib/rulebook/schema";

export type Imagined = {
  month: CivilMonth;
  quotient: number | null;
  children: number;
  grade: string;
  isResident: boolean;
  /** "mon"… of which every open day is booked; empty: all. */
  weekdays: readonly string[];
  services: readonly string[];
};

export type ImaginedLine = {
  activity: string | null;
  label: string | null;
  before: { cents: Cents; quantity: number; why: readonly Why[] } | null;
  after: { cents: Cents; quantity: number; why: readonly Why[] } | null;
};

export function compareImagined(before: CommuneFile, after: CommuneFile, asked: Imagined) {
  const uses = usesOf(before, asked);
  const [old, now] = [linesUnder(before, asked, uses), linesUnder(after, asked, uses)];
  const keys = new Map([...old, ...now].map((line) => [keyOf(line), line]));
  const [oldBy, nowBy] = [groupBy(old, keyOf), groupBy(now, keyOf)];
  const lines = [...keys].map(
    ([key, { activity, kind, label }]): ImaginedLine => ({
      activity,
      label: kind === "use" || kind === "flat" ? null : label,
      before: sideOf(oldBy.get(key)),
      after: sideOf(nowBy.get(key)),
    }),
  );
  return { lines, before: totalOf(old), after: totalOf(now) };
}

/** The same days under both versions: those that the first one opens. */
function usesOf(file: CommuneFile, { month, children, weekdays, services }: Imagined): Use[] {
  const calendar = calendarOf(file);
  const period = { from: firstDayOf(month), to: lastDayOf(month) };
  return services.flatMap((activity) => {
    const days = calendar
      .openDays(activity, period)
      .filter((day) => weekdays.length === 0 || weekdays.includes(calendar.weekday(day)));
    return Array.from({ length: children }, (_, index) => `${index + 1}`).flatMap((childId) =>
      days.map(
        (day): Use => ({
          ...{ id: `${activity} ${childId} ${day}`, childId, activity, day },
          ...{ status: "present", booking: "in_time", facts: {} },
        }),
      ),
    );
  });
}

function linesUnder(file: CommuneFile, asked: Imagined, uses: readonly Use[]): readonly EachLine[] {
  const household: Household = {
    facts: [{ since: null, value: { resident: asked.isResident } }],
    quotients: asked.quotient === null ? [] : [{ value: asked.quotient, receivedOn: null }],
    children: Array.from({ length: asked.children }, (_, index) => ({
      id: `${index + 1}`,
      facts: [{ since: null, value: { grade: asked.grade } }],
    })),
  };
  const offered = uses.filter(({ activity }) => file.activities.some(({ id }) => id === activity));
  return priceEach(file, { from: firstDayOf(asked.month), to: lastDayOf(asked.month) }, household, offered).lines;
}

function keyOf({ activity, kind, label }: EachLine): string {
  return kind === "use" || kind === "flat" ? `${activity}` : `${activity} ${kind} ${label}`;
}

function sideOf(lines: readonly EachLine[] | undefined) {
  const [first] = lines ?? [];
  if (!lines || !first) return null;
  const quantity = lines.reduce((count, line) => count + line.quantity, 0);
  return { cents: totalOf(lines), quantity, why: first.why };
}

const totalOf = (lines: readonly EachLine[]) => sum(lines.map(({ amountCents }) => amountCents));
