/**
 * Absences of the commune file: who is excused, on which proof, from which day, and what the day then costs (docs/commune-file.md §8;
 * facts: domain-rules 21). An absence is not a cancellation: the place was booked and the limit has passed. Pure.
 */
import { z } from "zod";
import { amountSchema, roundingSchema } from "./schema-amounts";
import { dayCounts, limitSchema } from "./schema-deadlines";
import { activitiesSchema, decimalSchema, hourSchema, nameSchema, ruleParts } from "./schema-words";

/** What an absent day costs: nothing, its full price, an amount instead, a part of its price, or an amount given back on a flat price. */
export const absenceChargeSchema = z.union([
  z.enum(["none", "full"]),
  z.strictObject({ amount: amountSchema }),
  z.strictObject({ percent: decimalSchema, rounding: roundingSchema }),
  z.strictObject({ refund: amountSchema }).describe("Given back for each day, where the price is flat or sold ahead"),
]);
export type AbsenceCharge = z.infer<typeof absenceChargeSchema>;

const evidenceSchema = z.strictObject({
  all: z.array(nameSchema).min(1).optional().describe("All of these: phone, letter, medical_certificate…"),
  any: z.array(nameSchema).min(1).optional().describe("One of these"),
  within: z
    .strictObject({
      days: z.number().int().min(0).max(365).default(0),
      hours: z.number().int().min(1).max(2000).optional().describe("Instead of days: hours on the clock"),
      count: z.enum(dayCounts).default("calendar"),
      from: z.enum(["first_absence", "last_absence", "notice", "return"]).default("first_absence"),
      at: hourSchema.default("24:00"),
    })
    .optional()
    .describe("Until when the proof may come"),
});

/** Days booked and absent, or days of the calendar from the first to the last of them. */
const absenceCountSchema = z.enum(["absent", "calendar", "business", "school", "open"]);
export type AbsenceCount = z.infer<typeof absenceCountSchema>;

export const absenceRuleSchema = z
  .strictObject({
    ...ruleParts,
    activities: activitiesSchema,
    reasons: z.array(nameSchema).min(1).optional().describe("Closed list of reasons; left out: any reason"),
    notice: limitSchema.optional().describe("Until when the absence is told, for each day absent"),
    noticeCovers: z
      .enum(["each_day", "from_first_day"])
      .default("each_day")
      .describe("from_first_day: told in time for the first day, it is told for the following ones"),
    extensionNotice: limitSchema
      .optional()
      .describe("Until when an absence that goes on is told again, for its further days; left out: as the notice"),
    evidence: evidenceSchema.optional(),
    minimumDays: z.number().int().min(1).max(60).optional().describe("Days of absence in a row, at least"),
    minimumCount: absenceCountSchema.default("absent").describe("How these days are counted"),
    waiting: z
      .strictObject({
        days: z.number().int().min(1).max(60),
        count: absenceCountSchema.default("absent"),
        from: z.enum(["first_absence", "notice"]).default("first_absence"),
        charge: absenceChargeSchema.default("full"),
      })
      .optional()
      .describe("First days that stay due"),
    charge: absenceChargeSchema.default("none"),
    automatic: z.boolean().default(false).describe("Deducted without a request, as for a school outing"),
    credit: z
      .strictObject({
        as: z.enum(["same_invoice", "next_invoice", "later_session", "refund"]),
        untilMonths: z.number().int().min(0).max(24).optional(),
      })
      .optional()
      .describe("What becomes of what was already billed"),
  })
  .describe("The first rule that an absent day meets decides");
export type AbsenceRule = z.infer<typeof absenceRuleSchema>;

export const absencesSchema = z.strictObject({
  rules: z.array(absenceRuleSchema).default([]),
  otherwise: z
    .array(z.strictObject({ ...ruleParts, activities: activitiesSchema, charge: absenceChargeSchema }))
    .default([])
    .describe("What an absence costs that meets no rule; left out: its full price"),
});
