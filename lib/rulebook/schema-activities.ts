/** Sites and activities of the commune file: what is offered, where, when, in which unit, to how many (docs/commune-file.md §4). Pure. */
import { z } from "zod";
import {
  activitiesSchema,
  conditionSchema,
  hourSchema,
  intervalSchema,
  nameSchema,
  ruleParts,
  weekdaySchema,
} from "./schema-words";

const wordsSchema = z.union([
  z.string().trim().min(1).max(80),
  z.strictObject({ fr: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) }),
]);

export const siteSchema = z.strictObject({
  id: nameSchema,
  name: z.string().trim().min(1).max(80),
  kind: z.enum(["school", "leisure_centre", "other"]).default("school"),
  grades: z.array(z.string().max(20)).optional().describe("Classes of the school; left out: all"),
});

/** Morning care, meals, study… `kind` drives the drawing and the attendance sheet, never a price. */
export const serviceKinds = ["morning-care", "canteen", "study", "evening-care", "bus", "leisure", "workshop"] as const;

export const units = [
  "session",
  "day",
  "half_day",
  "hour",
  "half_hour",
  "quarter_hour",
  "slot",
  "trip",
  "week",
  "period",
  "month",
  "term",
  "year",
] as const;
export type Unit = (typeof units)[number];

const hoursSchema = z
  .strictObject({ from: hourSchema, to: hourSchema })
  .refine((hours) => hours.from < hours.to, { path: ["to"], message: "endBeforeStart" });

export const slotSchema = z
  .strictObject({
    id: nameSchema,
    name: wordsSchema.optional(),
    from: hourSchema,
    to: hourSchema,
    weekdays: z.array(weekdaySchema).optional(),
  })
  .refine((slot) => slot.from < slot.to, { path: ["to"], message: "endBeforeStart" })
  .describe("A part of the day with a price of its own, named by the fact `slot`");

export const activitySchema = z.strictObject({
  id: nameSchema,
  name: wordsSchema,
  kind: z.enum(serviceKinds),
  group: nameSchema.optional().describe("A name that rules may use for several activities together"),
  sites: z.array(nameSchema).optional().describe("Where it takes place; left out: at every site"),
  unit: z.enum(units).default("session").describe("What is booked and counted, unless a price says otherwise"),
  open: z
    .strictObject({
      weekdays: z
        .array(weekdaySchema)
        .min(1)
        .optional()
        .describe("Left out: the weekdays of school, and Monday to Friday during the holidays"),
      during: z.enum(["school", "holidays", "both"]).default("school"),
      publicHolidays: z.boolean().default(false).describe("Whether it opens on public holidays"),
    })
    .optional()
    .describe("The days it opens; left out: not checked"),
  hours: hoursSchema.optional().describe("Opening and closing: what is stayed after closing is a late pick-up"),
  noDepartureBefore: hourSchema.optional().describe("No child leaves before this hour, as from a supervised study"),
  slots: z.array(slotSchema).default([]),
  stay: z
    .strictObject({
      counts: z
        .enum(["started", "nearest", "full"])
        .default("started")
        .describe("How a started hour, half-hour or quarter counts"),
      toleranceMinutes: z
        .number()
        .int()
        .min(0)
        .max(60)
        .default(0)
        .describe("Minutes of a new unit that are not yet counted"),
      from: z
        .enum(["arrival", "opening"])
        .default("arrival")
        .describe("Whether units run from the child's arrival or from the opening"),
      basis: z
        .enum(["attended", "booked", "greater"])
        .default("attended")
        .describe("What is charged when what was booked and what was stayed differ"),
    })
    .prefault({})
    .describe("How time is counted, for prices by the hour, half-hour or quarter"),
  after: nameSchema.optional().describe("An activity that the child must also be booked in on the same day"),
});
export type ActivityRules = z.infer<typeof activitySchema>;

export const groupSchema = z.strictObject({ id: nameSchema, activities: z.array(nameSchema).min(1) });

/** Places: a number, by weekday or by site; or what the staff of the day may look after by age. */
export const capacitySchema = z.strictObject({
  ...ruleParts,
  activities: activitiesSchema,
  places: z.number().int().min(0).max(5000).optional(),
  byWeekday: z.partialRecord(weekdaySchema, z.number().int().min(0).max(5000)).optional(),
  staff: z
    .strictObject({
      people: z.number().int().min(0).max(500),
      ratios: z.array(z.strictObject({ age: intervalSchema, children: z.number().int().min(1).max(100) })).min(1),
      mixed: z.boolean().default(false).describe("Whether one person may look after children of several ages together"),
    })
    .optional()
    .describe("Staff present and how many children of an age one may look after"),
  together: z.boolean().default(false).describe("Whether the activities named share the places"),
  reserved: z
    .array(z.strictObject({ when: conditionSchema, places: z.number().int().min(1) }))
    .default([])
    .describe("Places kept for some children"),
});

/** Who comes first when places are scarce: the order of a waiting list and of a draw. */
export const prioritySchema = z.strictObject({
  label: ruleParts.label,
  activities: activitiesSchema,
  order: z
    .array(z.strictObject({ when: conditionSchema, label: z.string().trim().min(1).max(160) }))
    .min(1)
    .describe("The first condition that holds gives the rank; whoever meets none comes last"),
  ties: z.enum(["time", "draw"]).default("time"),
});

export const eligibilitySchema = z
  .strictObject({
    ...ruleParts,
    activities: activitiesSchema,
    actions: z.array(z.enum(["book", "enrol", "change", "cancel", "ride"])).default(["book", "enrol", "ride"]),
    requires: conditionSchema.describe("What must hold for a child to be accepted"),
  })
  .describe("Who may come: refused, with the rule's label, when `requires` does not hold");
