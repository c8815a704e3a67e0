/**
 * The words that every rule of the commune file is written with: names, weekdays, hours, periods, quantities and conditions (docs/commune-file.md §2).
 * A condition says for whom or when a rule holds; a rule without condition holds for all. Pure.
 */
import { z } from "zod";
import { isCivilDate, isCivilMonth, isCivilTime } from "@/lib/kernel/civil-date";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export const weekdaySchema = z.enum(weekdays);
export type WeekdayName = (typeof weekdays)[number];

/** Names that rules refer to: `cantine`, `garderie_soir`, `qf`. */
export const nameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,59}$/, "name")
  .describe("A short name that other rules refer to: small letters, digits, - and _");

export const daySchema = z.string().refine(isCivilDate, "date").describe("A day: 2026-11-23");
const MONTH_DAY = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
/** A day that each year has: neither 30 nor 29 February. */
export const monthDaySchema = z
  .string()
  .regex(MONTH_DAY, "monthDay")
  .refine((text) => !MONTH_DAY.test(text) || isCivilDate(`2027-${text}`), "monthDay");
export const monthSchema = z.string().refine(isCivilMonth, "month").describe("A month: 2026-11");
export const hourSchema = z
  .string()
  .refine((text) => text === "24:00" || isCivilTime(text), "time")
  .describe("An hour in Paris: 09:00; 24:00 is the end of the day");

/** Integer cents. */
export const centsSchema = z.number("number").int("cents").min(-10_000_000, "amount").max(10_000_000, "amount");

/** A decimal as it is published ("0.36"): kept as text, so that no float enters a price. */
export const decimalSchema = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^-?\d{1,9}(\.\d{1,8})?$/.test(text), "decimal")
  .describe('A decimal number, best written as text: "0.36"');

/** « [0,400) », « (1900,inf) », « >=3 », « <=2 », « 3 »: square bracket = bound included. */
export const INTERVAL = /^([[(])(-?\d+(?:\.\d+)?|-inf),(-?\d+(?:\.\d+)?|inf)([\])])$/;
export const COMPARISON = /^(<=|>=|<|>|=)(-?\d+(?:\.\d+)?)$/;
export const PERIOD = /^(\d{4}-\d{2}-\d{2})?\.\.(\d{4}-\d{2}-\d{2})?$/;
/** The same days each year, both included: « 01-01..03-31 »; « 10-01..02-28 » goes over New Year. */
export const MONTH_DAYS =
  /^((?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\.\.((?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))$/;

export const intervalSchema = z
  .string()
  .refine((text) => INTERVAL.test(text) || COMPARISON.test(text), "interval")
  .describe("A range of numbers: [0,400) holds 0 and not 400; (1900,inf); >=3; <=2");

export const periodSchema = z
  .string()
  .refine((text) => {
    const match = PERIOD.exec(text);
    if (!match || text === "..") return false;
    const [, from, to] = match;
    return [from, to].every((day) => day === undefined || isCivilDate(day)) && !(from && to && to < from);
  }, "period")
  .describe("Days, both included: 2026-09-01..2026-12-18; one side may be left open");

const scalarSchema = z.union([z.boolean(), z.number(), z.string().max(120)]);

/**
 * One fact's wanted value: a value, a range, or a list of which one must do. `{ "not": … }` turns it round.
 * Text that reads as a range of numbers or days is one.
 */
export const wantedSchema = z.union([
  scalarSchema,
  z.array(scalarSchema).min(1),
  z.strictObject({ not: z.union([scalarSchema, z.array(scalarSchema).min(1)]) }),
]);
export type Wanted = z.infer<typeof wantedSchema>;

/** Facts that the portal knows by itself; any other must be declared under `facts` (schema-facts.ts). */
export const knownFacts = {
  resident: "whether the household lives in the commune on the day (nothing said: yes)",
  qf: "the quotient familial in force on the day, in euros",
  qfState: "known, none or expired",
  social: "the social status that the CCAS or the commune gave",
  dependentChildren: "children of the tax household",
  familyChildren: "children of the family who count together (see siblings)",
  rank: "rank of the child among them, from 1 (see siblings)",
  childrenPresent: "children of the family who come that day to the same activity",
  grade: "class (PS, CM2…), or maternelle, elementaire, ulis",
  school: "site of the child's school",
  age: "age in full years on the day",
  pai: "whether the child has a PAI, or the kind of PAI in words",
  regularity: "how the child is enrolled: regular, occasional, card…",
  booking: "in_time, late or none",
  person: "child or adult",
  slot: "part of the day",
  menu: "menu asked for",
  unit: "unit asked for, where an activity is sold in several",
  weekday: "mon … sun",
  date: "the day, for a period of days",
  enrolledOn: "the day on which the child was enrolled, for a period of days",
  time: "school or holidays",
  holiday: "autumn, christmas, winter, spring or summer, during these holidays",
  afterHolidays: "whether it is the first school day after school holidays",
  nth: "which presence of the month it is for the child in this activity, from 1",
  presences: "presences of the child in this activity in the month",
  weekPresences: "presences of the child in this activity in the week, Monday to Sunday",
  status: "present, absent_excused or absent_unexcused",
  openDays: "open days of the unit that is sold: of the week for a price by the week",
  channel: "portal, counter or phone",
  reason: "why one cancels or is absent: illness, convenience, strike…",
  placesLeft: "places left that day",
} as const;
export type KnownFact = keyof typeof knownFacts;

/** All the facts named must have the wanted value; in a list of conditions one is enough. */
const oneConditionSchema = z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,59}$/, "name"), wantedSchema);
export const conditionSchema = z
  .union([oneConditionSchema, z.array(oneConditionSchema).min(1)])
  .describe('For whom or when: {"grade": "maternelle", "rank": ">=3"}; a list means that one of them is enough');
export type Condition = z.infer<typeof conditionSchema>;

/** What every rule may carry: where it is published, in words, and the days between which it is in force (by the day of the service). */
export const ruleParts = {
  label: z
    .string()
    .trim()
    .min(1)
    .max(160)
    .optional()
    .describe("The rule in the commune's own words, shown as the reason"),
  note: z.string().trim().max(600).optional().describe("For the reader of the file; shown to nobody"),
  inForce: periodSchema
    .optional()
    .describe("Days of service on which the rule holds; its first day is its date of effect"),
  when: conditionSchema.optional(),
};
export const activitiesSchema = z
  .array(nameSchema)
  .min(1)
  .optional()
  .describe("The activities or groups concerned; left out: all");
