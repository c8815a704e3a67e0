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

export const communeFileSchema = z
  .strictObject({
    format: z.literal(FORMAT),
    commune: z.strictObject({
      id: nameSchema,
      name: z.string().trim().min(1).max(120),
      department: z.string().max(3).optional(),
    }),
    since: daySchema.optional().describe("Date of effect of this version of the rules"),
    sources: z.array(sourceSchema).default([]),
    notes: z.array(z.string().trim().max(1000)).default([]).describe("How the text was read where it leaves a choice"),
    calendar: calendarSchema,
    facts: z.array(ownFactSchema).default([]),
    sites: z.array(siteSchema).default([]),
    activities: z.array(activitySchema).min(1),
    groups: z.array(groupSchema).default([]),
    eligibility: z.array(eligibilitySchema).default([]),
    capacity: z.array(capacitySchema).default([]),
    priorities: z.array(prioritySchema).default([]),
    deadlines: z.array(deadlineSchema).default([]),
    siblings: siblingsSchema.prefault({}),
    quotient: quotientSchema.prefault({}),
    scales: z.array(scaleSchema).default([]),
    categories: z.array(categorySchema).default([]),
    prices: z.array(priceSchema).default([]),
    adjustments: z.array(adjustmentSchema).default([]),
    latePickups: z.array(latePickupSchema).default([]),
    combinations: z.array(combinationSchema).default([]),
    fees: z.array(feeSchema).default([]),
    aids: z.array(aidSchema).default([]),
    absences: absencesSchema.prefault({}),
    billing: billingSchema.prefault({}),
  })
  .describe("A commune's rules for its services around school");
export type CommuneFile = z.infer<typeof communeFileSchema>;
/** As a person writes it: what has a default may be left out. */
export type CommuneFileInput = z.input<typeof communeFileSchema>;
