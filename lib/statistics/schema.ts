/** The question asked of the statistics, in words of the address. Anything unclear falls back to a question that has an answer. Pure. */
import { z } from "zod";
import { type ActivityKind, activityKinds } from "@/lib/activity/schema";
import { addMonths, type CivilDate, type CivilMonth, isCivilMonth, monthOf } from "@/lib/kernel/civil-date";

export const measures = ["children", "bookings"] as const;
export type Measure = (typeof measures)[number];
export const breakdowns = ["bracket", "site", "grade"] as const;
export type Breakdown = (typeof breakdowns)[number];

export type Question = { measure: Measure; kind: ActivityKind; by: Breakdown; month: CivilMonth };

/** Months that may be asked about, the present one first. */
const MONTHS = 15;

export function monthsUntil(today: CivilDate): CivilMonth[] {
  return Array.from({ length: MONTHS }, (_, index) => addMonths(monthOf(today), -index));
}

export function readQuestion(query: Record<string, string | string[] | undefined>, today: CivilDate): Question {
  const months = monthsUntil(today);
  return z
    .object({
      compter: z.enum(measures).catch("children"),
      activite: z.enum(activityKinds).catch("canteen"),
      par: z.enum(breakdowns).catch("bracket"),
      mois: z
        .string()
        .refine((month) => isCivilMonth(month) && months.includes(month))
        .catch(monthOf(today)),
    })
    .transform(({ compter: measure, activite: kind, par: by, mois: month }) => ({
      ...{ measure, kind, by },
      // A running count would tell by how much it grew since yesterday: bookings are counted of months that are over.
      month: measure === "bookings" && month === monthOf(today) ? addMonths(month, -1) : month,
    }))
    .parse(query);
}

export function queryOf({ measure, kind, by, month }: Question): string {
  return new URLSearchParams({ compter: measure, activite: kind, par: by, mois: month }).toString();
}
