/** What the office says when a day does not take place for a group: where, for whom, when, why. Pure. */
import { z } from "zod";
import { daySchema } from "@/lib/activity/schema";
import { distanceInDays } from "@/lib/kernel/civil-date";

/** In the words of the commune file (docs/commune-file.md §8): its absence rules say what each of them costs. */
export const disruptionReasons = ["teacher_absent", "strike", "weather", "closure", "school_trip", "other"] as const;
export type DisruptionReason = (typeof disruptionReasons)[number];

/** Boxes of a form that is read by its address, or one field that keeps them joined by commas. */
function listOf<Item extends z.ZodType<string, string>>(item: Item) {
  const split = (value: unknown) => {
    const parts = Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : [];
    return [...new Set(parts)].filter((part) => part !== "");
  };
  return z.preprocess(split, z.array(item).max(300));
}

const MOST_DAYS = 62;

/** Without activities all those of the sites; without classes all of them, and then the days are closed. */
export const disruptionSchema = z
  .object({
    sites: listOf(z.uuid("generic")),
    activities: listOf(z.uuid("generic")),
    grades: listOf(z.string().max(20)),
    from: daySchema,
    until: z.union([z.literal(""), daySchema]).default(""),
    reason: z.enum(disruptionReasons, "choose"),
    note: z.string().trim().max(200, "tooLong").default(""),
  })
  .transform(({ until, ...rest }) => ({ ...rest, until: until === "" ? rest.from : until }))
  .refine(({ sites, activities }) => sites.length + activities.length > 0, { path: ["sites"], message: "choose" })
  .refine(({ from, until }) => from <= until && distanceInDays(from, until) < MOST_DAYS, {
    path: ["until"],
    message: "date",
  });
export type Disruption = z.infer<typeof disruptionSchema>;
