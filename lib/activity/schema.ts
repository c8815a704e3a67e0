/**
 * What an activity is made of besides its columns: weekdays and grades (JSON columns of prisma/schema/activity.prisma),
 * and what the office types to change it. Pure.
 */
import { z } from "zod";
import { grades } from "@/lib/household/schema";
import { isCivilDate, isCivilTime } from "@/lib/kernel/civil-date";

export const activityKinds = [
  "morning-care",
  "canteen",
  "study",
  "evening-care",
  "bus",
  "leisure",
  "workshop",
] as const;
export type ActivityKind = (typeof activityKinds)[number];

export const timeSchema = z.string().refine(isCivilTime, "time");
export const daySchema = z.string().refine(isCivilDate, "date");

/** Null is every grade of the site. */
export const gradesSchema = z.array(z.enum(grades)).nullable();

/** A capacity as the office types it. */
export const capacitySchema = z.coerce.number("number").int("number").min(0, "number").max(2000, "number");

/** Days, hours, limits and prices are the commune's rules; the office's own words and places are these. */
export const editActivitySchema = z.object({
  activityId: z.string().min(1).max(36),
  nameFr: z.string().trim().min(1, "required").max(80, "tooLong"),
  nameEn: z.string().trim().min(1, "required").max(80, "tooLong"),
  /** Names the product on the accounts of the régie. */
  productCode: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{1,4}$/, "productCode"),
  capacity: capacitySchema,
  isOpen: z.literal("yes").optional(),
});
export type EditActivity = z.infer<typeof editActivitySchema>;

export const openYearSchema = z.object({ schoolYearId: z.string().min(1).max(36) });
export type OpenYear = z.infer<typeof openYearSchema>;
