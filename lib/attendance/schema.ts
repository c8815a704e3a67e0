/** What the gate's sheet posts: one row a child, as it was shown and as it was left. Ids are checked against the sheet itself. Pure. */
import { z } from "zod";
import { isCivilTime } from "@/lib/kernel/civil-date";
import { marks } from "./rules";

const id = z.uuid("generic");
/** A radio that nobody touched is absent from the form, an empty hour is an empty text. */
const mark = z
  .enum(["", ...marks])
  .default("")
  .transform((value) => value || null);
const time = z
  .string()
  .default("")
  .refine((value) => value === "" || isCivilTime(value), "time")
  .transform((value) => value || null);

const rowSchema = z.object({ mark, departed: time, was: mark, wasDeparted: time });

export const sheetSchema = z.object({
  activityDayId: id,
  children: z.record(id, rowSchema).default({}),
  /** Which button sent the form: the marks are saved first, then the page to add a child opens. */
  next: z.enum(["add"]).optional(),
});
export type SheetInput = z.infer<typeof sheetSchema>;

export const addChildSchema = z.object({ activityDayId: id, childId: id });
export type AddChildInput = z.infer<typeof addChildSchema>;

export const unlockSchema = z.object({
  activityDayId: id,
  reason: z.string().trim().min(5, "required").max(500, "tooLong"),
});
export type UnlockInput = z.infer<typeof unlockSchema>;
