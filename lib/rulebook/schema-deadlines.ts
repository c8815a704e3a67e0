/**
 * Deadlines of the commune file: until when one may book, change, cancel or enrol, and what happens afterwards (docs/commune-file.md §5;
 * facts: domain-rules 18, 19). Everything is told by the wall clock of Paris; `24:00` is the end of the day. Pure.
 */
import { z } from "zod";
import { amountSchema, roundingSchema } from "./schema-amounts";
import {
  activitiesSchema,
  centsSchema,
  conditionSchema,
  daySchema,
  decimalSchema,
  hourSchema,
  monthDaySchema,
  nameSchema,
  periodSchema,
  ruleParts,
  weekdaySchema,
} from "./schema-words";

/** Which days a delay counts: all, Mondays to Fridays or to Saturdays less public holidays, days of school, days the activity opens. */
export const dayCounts = ["calendar", "business", "working", "school", "open"] as const;
export type DayCount = (typeof dayCounts)[number];

/** Where a limit goes when its day is not one of these days; left out: it stays. */
const shift = {
  shift: z
    .enum(["previous_school_day", "previous_business_day", "previous_open_day", "next_business_day", "next_school_day"])
    .optional()
    .describe("Where the limit goes when it falls on a day without school, or on a week-end or public holiday"),
};
const at = { at: hourSchema.default("24:00") };
const before = z.number().int().min(0).max(366);

export const limitSchema = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("days"),
      days: before,
      count: z.enum(dayCounts).default("calendar"),
      ...at,
      ...shift,
    })
    .describe("So many days before, until an hour: 0 is the same day, 1 the eve"),
  z
    .strictObject({
      kind: z.literal("hours"),
      hours: z.number().int().min(1).max(2000),
      count: z
        .enum(dayCounts)
        .default("calendar")
        .describe("Business hours: a day that counts is worth 24 hours, another none"),
      from: z
        .union([z.literal("opening"), hourSchema])
        .default("opening")
        .describe("Back from the opening of the activity, or from an hour of the day"),
      ...shift,
    })
    .describe("So many hours before"),
  z
    .strictObject({
      kind: z.literal("weekday"),
      weekday: weekdaySchema,
      weeks: z.number().int().min(0).max(10).default(1),
      ...at,
      ...shift,
    })
    .describe(
      "A weekday of the week before (1), two weeks before (2), or of the same week (0): one limit for the whole week",
    ),
  z
    .strictObject({
      kind: z.literal("table"),
      rows: z
        .array(
          z.strictObject({ for: weekdaySchema, weekday: weekdaySchema, weeks: z.number().int().min(0).max(10), ...at }),
        )
        .min(1),
      ...shift,
    })
    .describe("A table: for each weekday of the service, its weekday and hour of limit"),
  z
    .strictObject({
      kind: z.literal("month_day"),
      day: z
        .union([z.number().int().min(1).max(31), z.literal("last")])
        .describe("A month that is too short ends on its last day"),
      months: z.number().int().min(0).max(12).default(1).describe("Months before the month of the service"),
      ...at,
      ...shift,
    })
    .describe("A day of the month before: one limit for the whole month"),
  z
    .strictObject({
      kind: z.literal("full_week"),
      weekday: weekdaySchema,
      which: z.enum(["first", "last"]).default("last"),
      months: z.number().int().min(0).max(12).default(1),
      ...at,
      ...shift,
    })
    .describe("A weekday of the first or last full week, Monday to Friday, of the month before"),
  z
    .strictObject({
      kind: z.literal("dates"),
      rows: z
        .array(z.strictObject({ for: z.union([periodSchema, daySchema]), on: daySchema, at: hourSchema.optional() }))
        .default([]),
      published: nameSchema
        .optional()
        .describe("A fact that brings further dates by month, such as a table that the office publishes"),
      ...at,
    })
    .describe("Published dates: for each period of service, its day of limit"),
  z
    .strictObject({
      kind: z.literal("before_holidays"),
      days: before.default(0).describe("School days before the last one"),
      ...at,
    })
    .describe("The last day of school before the school holidays that end before the day, or in which it falls"),
  z
    .strictObject({
      kind: z.literal("before_period"),
      days: before,
      count: z.enum(dayCounts).default("calendar"),
      ...at,
      ...shift,
    })
    .describe(
      "So many days before the first day of the holidays, or of the period between holidays, in which the day falls",
    ),
  z
    .strictObject({
      kind: z.literal("yearly"),
      date: monthDaySchema,
      in: z.enum(["start", "end"]).default("start").describe("The civil year in which the school year begins, or ends"),
      ...at,
    })
    .describe('The same date each school year: "07-31"'),
  z.strictObject({ kind: z.literal("on"), day: daySchema, at: hourSchema }).describe("One moment, for all"),
]);
export type Limit = z.infer<typeof limitSchema>;

/**
 * What an action meets: free and at the normal price; late, at the price of a late booking; as if nobody had booked; charged in full or in part;
 * refused; or the règlement does not say.
 */
export const outcomes = ["accepted", "late", "unbooked", "charged", "refused", "not_said"] as const;
export type WindowOutcome = (typeof outcomes)[number];

/** An amount in cents; a part of the price; or any other amount. The last two are written as for an absence. */
const chargeSchema = z.union([
  centsSchema,
  z.strictObject({ percent: decimalSchema, rounding: roundingSchema }).describe("A part of the price"),
  z.strictObject({ amount: amountSchema }),
]);
export type WindowCharge = z.infer<typeof chargeSchema>;

export const windowSchema = z.strictObject({
  from: limitSchema.optional().describe("When it opens, without an hour when the day begins; left out: long before"),
  until: limitSchema.optional().describe("When it closes; left out: never"),
  when: conditionSchema.optional(),
  ifPlaces: z.boolean().default(false).describe("Only while places are left"),
  verdict: z.enum(outcomes).default("accepted"),
  charge: chargeSchema.optional().describe("With `charged`: what is due, when it is not the full price"),
});

export const deadlineSchema = z
  .strictObject({
    ...ruleParts,
    actions: z.array(z.enum(["book", "change", "cancel", "enrol", "ride"])).min(1),
    activities: activitiesSchema,
    windows: z.array(windowSchema).default([]).describe("The first window that holds the moment decides"),
    otherwise: z.enum(outcomes).describe("What happens outside all windows"),
  })
  .describe("The first deadline whose activities and condition fit decides");
export type DeadlineRules = z.infer<typeof deadlineSchema>;
