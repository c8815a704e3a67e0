/**
 * The commune file: a commune's règlement as one versioned JSON document (design §4; docs/commune-file.md). The JSON Schema of
 * `portail commune schema` is made from this one. What zod can't tell (names, holes, overlaps, unreachable rules) is in rules-check. Pure.
 */
import { z } from "zod";
import { absencesSchema } from "./schema-absences";
import {
  activitySchema,
  capacitySchema,
  eligibilitySchema,
  groupSchema,
  prioritySchema,
  siteSchema,
} from "./schema-activities";
import { scaleSchema } from "./schema-amounts";
import { billingSchema } from "./schema-billing";
import { calendarSchema } from "./schema-calendar";
import { deadlineSchema } from "./schema-deadlines";
import { ownFactSchema } from "./schema-facts";
import {
  adjustmentSchema,
  aidSchema,
  categorySchema,
  combinationSchema,
  feeSchema,
  latePickupSchema,
  priceSchema,
  quotientSchema,
  siblingsSchema,
} from "./schema-prices";
import { daySchema, nameSchema } from "./schema-words";

export const FORMAT = "portail-commune/1";

const sourceSchema = z.strictObject({
  url: z.url().optional(),
  title: z.string().trim().max(200).optional(),
  schoolYear: z.string().trim().max(60).optional().describe("School year of the published prices"),
  publisher: z.string().trim().max(60).optional(),
});

/** A règlement has some hundred rules: a file that has thousands was made by a machine gone wrong. */
const MOST_RULES = 2000;
const listOf = <Rule extends z.ZodType>(rule: Rule) => z.array(rule).max(MOST_RULES).default([]);

export const communeFileSchema = z
  .strictObject({
    format: z.literal(FORMAT),
    commune: z.strictObject({
      id: nameSchema,
      name: z.string().trim().min(1).max(120),
      department: z.string().max(3).optional(),
    }),
    since: daySchema.optional().describe("Date of effect of this version of the rules"),
    sources: listOf(sourceSchema),
    notes: z.array(z.string().trim().max(1000)).default([]).describe("How the text was read where it leaves a choice"),
    calendar: calendarSchema,
    facts: listOf(ownFactSchema),
    sites: listOf(siteSchema),
    activities: z.array(activitySchema).min(1).max(MOST_RULES),
    groups: listOf(groupSchema),
    eligibility: listOf(eligibilitySchema),
    capacity: listOf(capacitySchema),
    priorities: listOf(prioritySchema),
    deadlines: listOf(deadlineSchema),
    siblings: siblingsSchema.prefault({}),
    quotient: quotientSchema.prefault({}),
    scales: listOf(scaleSchema),
    categories: listOf(categorySchema),
    prices: listOf(priceSchema),
    adjustments: listOf(adjustmentSchema),
    latePickups: listOf(latePickupSchema),
    combinations: listOf(combinationSchema),
    fees: listOf(feeSchema),
    aids: listOf(aidSchema),
    absences: absencesSchema.prefault({}),
    billing: billingSchema.prefault({}),
  })
  .describe("A commune's rules for its services around school");
export type CommuneFile = z.infer<typeof communeFileSchema>;
/** As a person writes it: what has a default may be left out. */
export type CommuneFileInput = z.input<typeof communeFileSchema>;
