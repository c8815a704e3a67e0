/** The published document of a draw, and what the office and families type about one. Pure. */
import { z } from "zod";
import { daySchema, timeSchema } from "@/lib/activity/schema";
import { distanceInDays } from "@/lib/kernel/civil-date";

const hex = z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits");
const ticket = z.string().regex(/^\d{4,8}$/, "the number of a ticket");
const days = z.array(daySchema).max(400);
const priority = z.number().int().min(1).max(1000);

export const DRAW_FORMAT = "portail-tirage/1";

/** Numbers of tickets only: it names nobody. */
export const publishedDrawSchema = z.strictObject({
  format: z.literal(DRAW_FORMAT),
  draw: z.strictObject({
    id: z.string(),
    label: z.string(),
    activity: z.string(),
    site: z.string(),
    closedAt: z.string(),
  }),
  commitment: hex,
  seed: hex,
  /** Free places of each day when the draw was run. */
  places: z.array(z.strictObject({ day: daySchema, places: z.number().int().min(0).max(5000) })).max(400),
  tickets: z.array(z.strictObject({ ticket, priority, days })).max(20_000),
  /** In the order in which the tickets were called. */
  result: z.array(z.strictObject({ ticket, priority, number: hex, given: days, waiting: days })).max(20_000),
});
export type PublishedDraw = z.infer<typeof publishedDrawSchema>;

const id = z.uuid("generic");

/** Both days included; the window in Paris time. */
export const openDrawSchema = z
  .object({
    activityId: id,
    label: z.string().trim().min(3, "required").max(160, "tooLong"),
    firstDay: daySchema,
    lastDay: daySchema,
    opensOn: daySchema,
    opensTime: timeSchema,
    closesOn: daySchema,
    closesTime: timeSchema,
  })
  .refine(({ firstDay, lastDay }) => firstDay <= lastDay && distanceInDays(firstDay, lastDay) < 120, {
    path: ["lastDay"],
    message: "date",
  })
  .transform(({ opensOn, opensTime, closesOn, closesTime, ...rest }) => ({
    ...rest,
    opensAt: `${opensOn}T${opensTime}`,
    closesAt: `${closesOn}T${closesTime}`,
  }))
  .refine(({ opensAt, closesAt }) => opensAt < closesAt, { path: ["closesOn"], message: "date" });
export type OpenDraw = z.infer<typeof openDrawSchema>;

export const drawIdSchema = z.object({ drawId: id, activityId: id });
export type DrawInput = z.infer<typeof drawIdSchema>;

export const wishSchema = z.object({
  drawId: id,
  childId: id,
  days: z
    .array(daySchema)
    .min(1, "choose")
    .max(120)
    .transform((list) => [...new Set(list)].sort()),
});
export type WishInput = z.infer<typeof wishSchema>;

export const withdrawSchema = z.object({ drawId: id, wishId: id });
export type WithdrawInput = z.infer<typeof withdrawSchema>;
