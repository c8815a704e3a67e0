/** The uses of a case, one for each day, stay, week, trip or count of units (corpus words: `dates`, `stays`, `units`, `weeks`, `trips`). Pure. */
import { z } from "zod";
import { concerns } from "@/lib/clause/rules-activities";
import type { Facts } from "@/lib/clause/rules-conditions";
import { decide } from "@/lib/deadline/rules";
import { addDays, type CivilDate, isCivilDate, mondayOf } from "@/lib/kernel/civil-date";
import type { Period, Units, Use } from "@/lib/pricing/schema";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { type Unit, units } from "@/lib/rulebook/schema-activities";
import { Inexpressible } from "./rules-answer";
import { factsByService, factsOf } from "./rules-facts";
import { dayIn, factsOfChild, refOf } from "./rules-household";
import type { HouseholdCase, UseCase } from "./schema";

type Moment = Pick<Use, "day"> & Partial<Pick<Use, "stay" | "bookedStay" | "units">>;
export type UsesAsked = {
  file: CommuneFile;
  period: Period;
  household: HouseholdCase;
  events: readonly Readonly<Record<string, unknown>>[];
};

export function usesOf(asked: UsesAsked, cases: readonly UseCase[]): Use[] {
  return cases.flatMap((use, index) => {
    const activity = activityOf(asked.file, use.service);
    const childId = use.child ?? refOf(asked.household.children[0] ?? {}, 0);
    const slot = slotNamed(asked.file, activity, use.slot);
    const enrolled = use.enrolled_at === undefined ? {} : { enrolledOn: use.enrolled_at.slice(0, 10) };
    const facts = { ...factsByService(asked.household, activity), ...enrolled, ...factsOf(use, READ), ...slot };
    const common = { childId, activity, facts };
    return momentsOf(use).map((moment, place): Use => {
      const id = `${index + 1}.${place + 1}`;
      const latePickups = place === 0 ? pickupsOf(use) : {};
      const booking = bookingOf(asked, use, { ...common, day: moment.day });
      return {
        id,
        ...common,
        status: STATUS[use.status].status,
        booking,
        ...unitsOf(use),
        ...moment,
        ...momentNames(use),
        ...latePickups,
      };
    });
  });
}

const READ = [
  "child",
  "service",
  "status",
  "dates",
  "stays",
  "units",
  "booked_units",
  "attended_units",
  "weeks",
  "trips",
  "moments",
  "late_pickups",
  "enrolled_at",
  "booked_at",
];

/** Named, or the only one there is. */
export function activityOf(file: CommuneFile, service: string | undefined): string {
  const [only, ...more] = file.activities;
  if (service === undefined && only && more.length === 0) return only.id;
  const found = file.activities.find(({ id }) => id === service);
  if (found) return found.id;
  const known = file.activities.map(({ id }) => id).join(", ");
  throw new Inexpressible([
    service === undefined ? "the case names no service" : `the file has no activity “${service}”, only ${known}`,
  ]);
}

/** A part of the day told by its hours has the name that the file gives it. */
function slotNamed(file: CommuneFile, activity: string, told: unknown): Facts {
  const hours = z.looseObject({ from: z.string(), to: z.string() }).safeParse(told);
  if (!hours.success) return {};
  const { slots } = file.activities.find(({ id }) => id === activity) ?? { slots: [] };
  const found = slots.find(({ from, to }) => from === hours.data.from && to === hours.data.to);
  return found ? { slot: found.id } : {};
}

const STATUS = {
  booked_present: { status: "present", booking: "in_time" },
  late_present: { status: "present", booking: "late" },
  unbooked_present: { status: "present", booking: "none" },
  booked_absent_unexcused: { status: "absent_unexcused", booking: "in_time" },
  booked_absent_excused: { status: "absent_excused", booking: "in_time" },
} as const satisfies Record<UseCase["status"], Pick<Use, "status" | "booking">>;

type Of = { activity: string; childId: string; facts: Facts; day: CivilDate | null };

/** An instant of booking or of enrolment is judged by the deadlines of the file; else the status says it. */
function bookingOf(asked: UsesAsked, use: UseCase, of: Of): Use["booking"] {
  const said = STATUS[use.status].booking;
  if (said !== "in_time") return said;
  if (use.booked_at !== undefined) return judged(asked, of, { action: "book", now: use.booked_at });
  if (use.enrolled_at === undefined && !isEnrolledLate(asked, of)) return said;
  if (of.day !== null && readsBooking(asked.file, of.activity)) return said;
  return use.enrolled_at === undefined ? "late" : judged(asked, of, { action: "enrol", now: use.enrolled_at });
}

type Request = { action: "book" | "enrol"; now: string };

function judged({ file, period, household }: UsesAsked, of: Of, { action, now }: Request): Use["booking"] {
  const known = { ...factsOfChild(household, of.childId, of.activity), ...of.facts };
  const [, first = period.from] = [now.slice(0, 10), period.from].sort();
  return decide(file, { action, activity: of.activity, day: of.day ?? first, now, facts: known }).booking;
}

function isEnrolledLate({ events }: UsesAsked, { childId, activity }: Of): boolean {
  const mine = (named: unknown, own: string) => named === undefined || named === own;
  return events.some(
    ({ type, child, service }) => type === "late_enrolment" && mine(child, childId) && mine(service, activity),
  );
}

/** Whether being late would raise each day's price too: then a late enrolment must not make each day late. */
function readsBooking(file: CommuneFile, activity: string): boolean {
  const daily = [...file.prices, ...file.adjustments.filter(({ to }) => to === "use")];
  return daily.some(
    (rule) => concerns(file, rule.activities, activity) && JSON.stringify(rule.when ?? {}).includes('"booking"'),
  );
}

function momentsOf(use: UseCase): Moment[] {
  if (use.stays) return use.stays.map((stay) => stayOf(stay));
  if (use.dates) return use.dates.map((day) => ({ day }));
  if (use.weeks !== undefined) return counted(use.weeks, "week");
  if (use.trips !== undefined) return counted(use.trips, "trip");
  const told = units.find((unit) => typeof use[`${unit}s`] === "number");
  return [{ day: dayIn(use, ["date"]), ...(told ? { units: { count: Number(use[`${told}s`]), unit: told } } : {}) }];
}

function stayOf({
  date,
  from,
  to,
  booked_from: bookedFrom,
  booked_to: bookedTo,
}: NonNullable<UseCase["stays"]>[number]): Moment {
  const booked = bookedFrom !== undefined || bookedTo !== undefined;
  return {
    day: date,
    stay: { from, to },
    ...(booked ? { bookedStay: { from: bookedFrom ?? from, to: bookedTo ?? to } } : {}),
  };
}

/** A number of weeks or trips, or a list of them: each by its day, by its ISO week, or by what tells its first day. */
function counted(given: number | readonly unknown[], unit: Unit): Moment[] {
  if (typeof given === "number") return [{ day: null, units: { count: given, unit } }];
  return given.map((one) => ({ day: dayNamed(one), units: { count: 1, unit } }));
}

function dayNamed(given: unknown): CivilDate | null {
  if (typeof given === "object" && given !== null)
    return dayIn(given as Record<string, unknown>, ["from", "monday", "start", "date"]);
  if (typeof given !== "string") return null;
  if (isCivilDate(given)) return given;
  const [, year, week] = /^(\d{4})-?W(\d{2})$/.exec(given) ?? [];
  if (!year || !week) return isCivilDate(given.slice(0, 10)) ? given.slice(0, 10) : null;
  return addDays(mondayOf(`${year}-01-04`), 7 * (Number(week) - 1));
}

const WORDS_OF_UNITS: Readonly<Record<string, Unit>> = {
  time_slot: "slot",
  period_flat: "period",
  session_or_month_card: "session",
  meal: "session",
  ride: "trip",
};

function unitNamed(word: string): Unit {
  const unit = units.find((one) => one === word || `${one}s` === word) ?? WORDS_OF_UNITS[word];
  if (!unit) throw new Inexpressible([`no unit is called “${word}”`]);
  return unit;
}

/** What was stayed, and what was booked where it differs. */
function unitsOf(use: UseCase): { units?: Units; bookedUnits?: Units } {
  if (use.half_day === true) return { units: { count: 1, unit: "half_day" } };
  const attended = use.attended_units ?? use.units ?? use.booked_units;
  if (attended === undefined)
    return use.unit === undefined || !use.dates ? {} : { units: { count: 1, unit: unitNamed(use.unit) } };
  if (use.unit === undefined) throw new Inexpressible(["units are counted and their unit is not named"]);
  const unit = unitNamed(use.unit);
  const booked = use.booked_units === undefined ? {} : { bookedUnits: { count: use.booked_units, unit } };
  return { units: { count: attended, unit }, ...booked };
}

function momentNames({ moments }: UseCase): Pick<Use, "moments"> {
  return moments === undefined ? {} : { moments };
}

/** Noted late pick-ups; a list has one for each. They are told once, with the first day. */
function pickupsOf({ late_pickups: noted }: UseCase): Pick<Use, "latePickups"> {
  if (noted === undefined) return {};
  return { latePickups: typeof noted === "number" ? noted : noted.length };
}
