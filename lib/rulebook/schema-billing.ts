/** Billing of the commune file: when, due when, small amounts, means, direct debit, reminders, suspension, two payers (docs/commune-file.md §9; facts: domain-rules 34, 35, 47). Pure. */
import { z } from "zod";
import { dayCounts } from "./schema-deadlines";
import { activitiesSchema, centsSchema, conditionSchema, nameSchema, ruleParts } from "./schema-words";

const dayOfMonth = z.union([z.number().int().min(1).max(31), z.literal("last")]);
const months = z.number().int().min(-12).max(12);

export const means = [
  "online",
  "direct_debit",
  "cheque",
  "cash",
  "transfer",
  "card",
  "cesu",
  "holiday_voucher",
  "treasury",
  "tickets",
] as const;

const timings = ["before", "after", "on_booking"] as const;

/** A day counted from another, or a day of a month counted from another's month. */
export const dueSchema = z.union([
  z.strictObject({
    days: z.number().int().min(0).max(366),
    from: z.enum(["issue", "receipt", "end_of_month"]).default("issue"),
    count: z.enum(dayCounts).default("calendar"),
  }),
  z.strictObject({
    day: dayOfMonth,
    months: months.default(1).describe("Months after the month of the service; 0 is that month"),
  }),
]);

export const billingSchema = z.strictObject({
  timing: z.enum(timings).default("after"),
  period: z.enum(["month", "period", "term", "year"]).default("month"),
  exceptions: z
    .array(
      z.strictObject({
        activities: z.array(nameSchema).min(1),
        timing: z.enum(timings),
        period: z.enum(["month", "period", "term", "year"]).optional(),
        due: dueSchema.optional(),
      }),
    )
    .default([])
    .describe("Activities billed another way: holidays paid with the booking, a bus paid by the year"),
  issued: z
    .strictObject({ day: dayOfMonth, months: months.default(1) })
    .optional()
    .describe("When invoices leave; 0 is the month of the service, 1 the next"),
  due: dueSchema.optional(),
  smallest: z
    .strictObject({ cents: centsSchema, below: z.enum(["carry", "drop", "bill"]) })
    .optional()
    .describe("Amounts too small to be billed are carried to the next invoice or dropped"),
  means: z.array(z.enum(means)).default([]),
  directDebit: z
    .strictObject({
      receivedBefore: z.strictObject({
        day: z.number().int().min(1).max(31),
        months: z.number().int().min(0).max(6).default(1),
        included: z.boolean().default(false),
      }),
      debitDay: dayOfMonth.optional(),
      rejectionsAllowed: z.number().int().min(0).max(12).optional(),
    })
    .optional()
    .describe("Papers received before this day of the month before start the debit in a month"),
  tickets: z
    .array(
      z.strictObject({
        activities: activitiesSchema,
        units: z.number().int().min(1),
        cents: centsSchema,
        validMonths: z.number().int().min(1).max(36).optional(),
      }),
    )
    .default([])
    .describe("Tickets or cards paid ahead"),
  reminders: z
    .array(
      z.strictObject({
        afterDays: z.number().int().min(1).max(366),
        feeCents: centsSchema.default(0),
        label: z.string().trim().max(160).optional(),
      }),
    )
    .default([]),
  suspension: z
    .strictObject({
      unpaidCents: centsSchema.optional(),
      unpaidInvoices: z.number().int().min(1).max(60).optional(),
      daysLate: z.number().int().min(1).max(366).optional(),
      exempt: conditionSchema.optional(),
    })
    .optional()
    .describe("When bookings are suspended; cancelling stays possible"),
  refunds: z.enum(["none", "credit", "transfer"]).default("credit"),
  split: z
    .enum(["household", "custody", "shares"])
    .default("household")
    .describe("Who pays for a child of two households"),
  answers: z
    .array(
      z.strictObject({
        question: z.string().min(1).max(80),
        values: z
          .array(
            z.strictObject({
              when: conditionSchema.optional(),
              value: z.union([z.string().max(200), z.number(), z.boolean()]),
            }),
          )
          .min(1),
        label: ruleParts.label,
      }),
    )
    .default([])
    .describe("Other points of the règlement that are a plain choice: the first value whose condition holds"),
});
export type BillingRules = z.infer<typeof billingSchema>;
