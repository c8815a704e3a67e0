/**
 * Prices of the commune file: who pays what, adjustments, late pick-ups, combinations, fees and aids (docs/commune-file.md §6–7;
 * facts: domain-rules 7–12, 20, 22). The first price whose activities, unit and condition fit is the price. Pure.
 */
import { z } from "zod";
import { units } from "./schema-activities";
import { amountSchema, roundingSchema } from "./schema-amounts";
import {
  activitiesSchema,
  conditionSchema,
  decimalSchema,
  hourSchema,
  monthDaySchema,
  nameSchema,
  ruleParts,
} from "./schema-words";

const countedBySchema = z
  .strictObject({
    unit: z.enum(["quarter_hour", "half_hour"]),
    each: z.boolean().default(false).describe("Each part is rounded by itself; otherwise the whole of a use is"),
    rounding: roundingSchema,
  })
  .describe("A price by the hour or half-hour whose time is counted in smaller parts");

const prorataSchema = z
  .strictObject({
    by: z
      .enum(["open_days", "months_left", "terms_left"])
      .default("open_days")
      .describe("Open days of a week or month; months or terms left from the day of enrolment, that one included"),
    months: z
      .array(z.number().int().min(1).max(12))
      .min(1)
      .max(12)
      .optional()
      .describe("With months_left: the months of service, September to June when left out"),
    rounding: roundingSchema,
  })
  .describe("What is not used is not paid for: fewer open days, or an enrolment in the course of the year");

export const priceSchema = z
  .strictObject({
    ...ruleParts,
    id: nameSchema.optional(),
    activities: activitiesSchema,
    per: z.enum(units).optional().describe("Left out: the unit of the activity"),
    for: z
      .enum(["child", "family"])
      .default("child")
      .describe("family: one price for all the children of the family who come"),
    price: amountSchema,
    countedBy: countedBySchema.optional(),
    prorata: prorataSchema.optional(),
    instalments: z
      .array(z.number().int().min(1).max(12))
      .min(1)
      .optional()
      .describe("Months (9 September … 8 August) in which a yearly price is billed, in equal parts"),
  })
  .refine(({ countedBy, per }) => !countedBy || per === "hour" || (per === "half_hour" && countedBy.unit !== per), {
    path: ["countedBy"],
    message: "countedBy",
  })
  .describe("A price");
export type PriceRules = z.infer<typeof priceSchema>;

const scopes = [
  "child_day",
  "child_week",
  "child_month",
  "child_period",
  "child_term",
  "child_year",
  "family_day",
  "family_week",
  "family_month",
  "family_period",
  "family_term",
  "family_year",
] as const;
export const scopeSchema = z.enum(scopes);
export type Scope = (typeof scopes)[number];

/** Which occurrences count: from the third, the first two only. */
const counterSchema = z
  .strictObject({
    per: scopeSchema.default("child_month"),
    from: z.number().int().min(1).default(1).describe("From the nth occurrence on"),
    upTo: z.number().int().min(1).optional().describe("Up to the nth occurrence"),
  })
  .refine((counter) => counter.upTo === undefined || counter.from <= counter.upTo, {
    path: ["upTo"],
    message: "endBeforeStart",
  });

/** Exactly one of `add`, `multiply`, `replace`. */
export const adjustmentSchema = z
  .strictObject({
    ...ruleParts,
    id: nameSchema.optional(),
    activities: activitiesSchema,
    to: z.enum(["use", "enrolment"]).default("use"),
    add: amountSchema.optional(),
    multiply: decimalSchema.optional().describe('"1.5": half as much again; "0.8": a fifth less'),
    replace: amountSchema.optional(),
    rounding: roundingSchema.optional().describe("With `multiply`: how the result is rounded"),
    counter: counterSchema.optional(),
    wholeOrder: z
      .boolean()
      .default(false)
      .describe("One use that meets the condition raises the whole order of the month"),
  })
  .refine((rule) => [rule.add, rule.multiply, rule.replace].filter((way) => way !== undefined).length === 1, {
    message: "oneWay",
  })
  .refine((rule) => rule.multiply === undefined || rule.rounding !== undefined, {
    path: ["rounding"],
    message: "rounding",
  })
  .describe("A surcharge or a reduction, applied in the order of the file");
export type AdjustmentRules = z.infer<typeof adjustmentSchema>;

export const latePickupSchema = z.strictObject({
  ...ruleParts,
  activities: activitiesSchema,
  after: hourSchema.optional().describe("Left out: the closing of the activity"),
  toleranceMinutes: z.number().int().min(0).max(120).default(0),
  sliceMinutes: z
    .number()
    .int()
    .min(1)
    .max(240)
    .optional()
    .describe("By started slice; left out: once for each late pick-up"),
  price: amountSchema.describe("For each slice, or each time"),
  for: z.enum(["child", "family"]).default("child").describe("family: once for brothers and sisters fetched together"),
  counter: counterSchema.optional(),
});
export type LatePickupRules = z.infer<typeof latePickupSchema>;

const combinationParts = { ...ruleParts, activities: activitiesSchema };
export const combinationSchema = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("tier"),
      ...combinationParts,
      per: scopeSchema,
      from: z.number().int().min(1),
      mode: z.enum(["flat", "each"]),
      price: amountSchema,
    })
    .describe(
      "From the nth presence: flat replaces the sum of the scope; each is the price of the nth and the following ones",
    ),
  z
    .strictObject({ kind: z.literal("cap"), ...combinationParts, per: scopeSchema, amount: amountSchema })
    .describe("Never more than this in the scope; also a flat price when it is lower than the sum"),
  z
    .strictObject({ kind: z.literal("minimum"), ...combinationParts, per: scopeSchema, amount: amountSchema })
    .describe("Never less than this in a scope with a presence"),
  z
    .strictObject({
      kind: z.literal("bundle"),
      ...combinationParts,
      all: z.array(nameSchema).min(2),
      per: z.enum(["child_day", "child_week", "child_month"]).default("child_day"),
      price: amountSchema,
    })
    .describe("One price for several activities used together"),
  z
    .strictObject({ kind: z.literal("flat"), ...combinationParts, per: scopeSchema, price: amountSchema })
    .describe("One price whatever the number of presences in the scope"),
]);
export type CombinationRules = z.infer<typeof combinationSchema>;

export const feeSchema = z.strictObject({
  ...ruleParts,
  activities: activitiesSchema,
  per: z.enum(["child_year", "family_year"]),
  price: amountSchema,
  due: z
    .union([z.enum(["enrolment", "first_use"]), z.strictObject({ month: z.number().int().min(1).max(12) })])
    .default("enrolment"),
});
export type FeeRules = z.infer<typeof feeSchema>;

export const aidSchema = z
  .strictObject({
    ...ruleParts,
    id: nameSchema,
    from: z.string().trim().min(1).max(60).describe("CCAS, CAF, employer…"),
    activities: activitiesSchema,
    percent: decimalSchema.optional(),
    amount: amountSchema.optional().describe("For each unit used"),
    leastCents: z.number().int().min(0).optional().describe("What the family pays at least for each unit"),
    cap: z.strictObject({ per: scopeSchema, cents: z.number().int().min(0) }).optional(),
    rounding: roundingSchema.optional(),
  })
  .refine((aid) => (aid.percent === undefined) !== (aid.amount === undefined), { message: "oneWay" })
  .refine((aid) => aid.percent === undefined || aid.rounding !== undefined, { path: ["rounding"], message: "rounding" })
  .describe("A part that another body pays, deducted line by line");
export type AidRules = z.infer<typeof aidSchema>;

/** How brothers and sisters are counted for `rank` and `familyChildren`. */
export const siblingsSchema = z.strictObject({
  among: z
    .enum(["users", "users_any", "household"])
    .default("users")
    .describe("Children who use the activity, who use any activity, or all of the household"),
  order: z.enum(["as_registered", "eldest_first", "youngest_first"]).default("as_registered"),
});

/** Which quotient holds on a day. */
export const quotientSchema = z.strictObject({
  effect: z
    .enum(["day", "same_month", "next_month", "next_period", "next_year", "next_school_year"])
    .default("day")
    .describe("From when a quotient received in the month holds; next_year: from 1 January"),
  receivedBy: z
    .number()
    .int()
    .min(1)
    .max(31)
    .optional()
    .describe("With same_month or next_month: received after this day, it holds one month later"),
  expires: monthDaySchema.optional().describe('Proofs end each year on this day: "12-31"'),
});

/** A category of users that the commune computes: regular or occasional by what was used, or by what was declared. */
export const categorySchema = z.strictObject({
  fact: nameSchema.describe("The fact that it gives: regularity, or one of your own"),
  question: z.string().max(80).optional().describe("The question it answers, where a case asks one"),
  per: scopeSchema.default("child_month"),
  values: z.array(z.strictObject({ value: z.string().max(60), when: conditionSchema.optional() })).min(1),
  label: ruleParts.label,
});
export type CategoryRules = z.infer<typeof categorySchema>;
