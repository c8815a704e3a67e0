/**
 * The calendar of the commune file: zone, school years, closures and exceptional days (docs/commune-file.md §3).
 * The official years are in calendar data of the portal; a file may add or correct holidays. Pure.
 */
import { z } from "zod";
import { activitiesSchema, daySchema, nameSchema, weekdaySchema } from "./schema-words";

export const zones = ["A", "B", "C"] as const;
export const holidayNames = ["autumn", "christmas", "winter", "spring", "ascension", "summer"] as const;

const datesSchema = z
  .strictObject({ from: daySchema, to: daySchema })
  .refine((period) => period.from <= period.to, { path: ["to"], message: "endBeforeStart" });

export const holidaySchema = z
  .strictObject({ name: z.string().min(1).max(60), from: daySchema, to: daySchema })
  .refine((holiday) => holiday.from <= holiday.to, { path: ["to"], message: "endBeforeStart" })
  .describe("School holidays: both days are without school");

const ownYearSchema = z
  .strictObject({
    id: z.string().regex(/^\d{4}-\d{4}$/, "schoolYear"),
    from: daySchema.describe("First day of school"),
    to: daySchema.describe("Last day of school"),
  })
  .refine((year) => year.from < year.to, { path: ["to"], message: "endBeforeStart" })
  .describe("A school year that the portal does not know; its holidays stand under holidays");

export const closureSchema = z
  .strictObject({
    from: daySchema,
    to: daySchema.optional().describe("Left out: one day"),
    activities: activitiesSchema,
    reason: z.string().trim().min(1).max(160),
  })
  .refine((closure) => !closure.to || closure.from <= closure.to, { path: ["to"], message: "endBeforeStart" })
  .describe("Days on which nothing, or some activities, take place");

export const calendarSchema = z
  .strictObject({
    zone: z.enum(zones).describe("School zone of the commune's academy"),
    schoolYears: z
      .array(z.union([z.string().regex(/^\d{4}-\d{4}$/, "schoolYear"), ownYearSchema]))
      .min(1)
      .describe(
        'School years: an official one that the portal knows, "2026-2027", or one told here with its first and last day',
      ),
    schoolDays: z
      .array(weekdaySchema)
      .min(1)
      .default(["mon", "tue", "thu", "fri"])
      .describe("Weekdays with school: four days, or four and a half with wed"),
    alsaceMoselle: z.boolean().default(false).describe("Good Friday and 26 December are public holidays"),
    holidays: z
      .array(holidaySchema)
      .default([])
      .describe("School holidays to add, or that replace the official ones of the same name and year"),
    openings: z
      .array(
        z.strictObject({
          day: daySchema,
          activities: activitiesSchema,
          reason: z.string().trim().min(1).max(160).optional(),
        }),
      )
      .default([])
      .describe("Exceptional days on which activities are open although the calendar closes them"),
    closures: z.array(closureSchema).default([]),
    terms: z
      .array(z.intersection(datesSchema, z.object({ name: nameSchema })))
      .default([])
      .describe("Terms, where the commune sells or bills by the term"),
  })
  .describe("When there is school, and when there is not");
export type CalendarRules = z.infer<typeof calendarSchema>;
