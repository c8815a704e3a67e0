/** Stops of a line, and the stop of a child. Pure. */
import { z } from "zod";
import { isCivilTime } from "@/lib/kernel/civil-date";
import { directions } from "./rules";

const id = z.uuid("generic");
const direction = z.enum(directions, "choose");

export const addStopSchema = z.object({
  activityId: id,
  direction,
  name: z.string().trim().min(2, "required").max(80, "tooLong"),
  time: z.string().refine(isCivilTime, "time"),
});
export type AddStopInput = z.infer<typeof addStopSchema>;

export const removeStopSchema = z.object({ activityId: id, stopId: id });
export type RemoveStopInput = z.infer<typeof removeStopSchema>;

const weekday = z
  .enum(["1", "2", "3", "4", "5", "6", "7"])
  .transform((value) => Number(value) as 1 | 2 | 3 | 4 | 5 | 6 | 7);

export const rideSchema = z.object({
  activityId: id,
  childId: id,
  direction,
  /** Empty: the child has no stop in this direction any more. */
  stopId: z.union([z.literal(""), id]).transform((value) => value || null),
  weekdays: z.array(weekday).max(7).default([]),
});
export type RideInput = z.infer<typeof rideSchema>;
