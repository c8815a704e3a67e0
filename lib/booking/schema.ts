/** What a family posts from the grid, the repeat page and the waiting list. Ids only: price, limit and place are the server's. Pure. */
import { z } from "zod";
import { daySchema } from "@/lib/activity/schema";
import { distanceInDays } from "@/lib/kernel/civil-date";

const idSchema = z.uuid("generic");

/** A cell of the grid, as its checkbox says it: "<child>.<activity day>". */
const cellSchema = z
  .string()
  .regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/, "generic")
  .transform((text) => ({ childId: text.slice(0, 36), activityDayId: text.slice(37) }));

/** A school year of one child's grid has some 900 cells. */
const cellsSchema = z.array(cellSchema).max(1000, "tooManyDays").default([]);

export const bookDaysSchema = z
  .object({
    /** Cells ticked when the form was sent. */
    ticked: cellsSchema,
    /** Cells that were booked, and could be cancelled, when the form was drawn. */
    booked: cellsSchema,
    /** « Pareil pour Tom », "<from>.<to>": the ticked days of a child are asked for another one too. */
    same: z
      .string()
      .regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/, "generic")
      .optional(),
  })
  .transform(({ ticked, booked, same }) => {
    const nameOf = (cell: { childId: string; activityDayId: string }) => `${cell.childId}.${cell.activityDayId}`;
    const wanted = new Set(ticked.map(nameOf));
    const had = new Set(booked.map(nameOf));
    return {
      add: ticked.filter((cell) => !had.has(nameOf(cell))),
      remove: booked.filter((cell) => !wanted.has(nameOf(cell))),
      keep: ticked.filter((cell) => had.has(nameOf(cell))),
      same: same === undefined ? null : { from: same.slice(0, 36), to: same.slice(37) },
    };
  });
export type BookDays = z.infer<typeof bookDaysSchema>;

export const rhythms = ["every-week", "even-weeks", "odd-weeks"] as const;
export type Rhythm = (typeof rhythms)[number];

export const repeatSchema = z
  .object({
    /** A day of the week to repeat; any day of it will do. */
    week: daySchema,
    rhythm: z.enum(rhythms, "choose"),
    until: daySchema,
  })
  .refine((form) => form.until > form.week && distanceInDays(form.week, form.until) < 370, {
    path: ["until"],
    message: "date",
  });
export type Repeat = z.infer<typeof repeatSchema>;

export const waitSchema = z.object({ childId: idSchema, activityDayId: idSchema });
export type Wait = z.infer<typeof waitSchema>;

export const waitingEntrySchema = z.object({ entryId: idSchema });
export type WaitingEntryInput = z.infer<typeof waitingEntrySchema>;

const reason = z.string().trim().min(1, "required").max(200, "tooLong");

/** The activity comes along, so that the gate can be asked before the day is read. */
const officeDay = { activityId: idSchema, activityDayId: idSchema };

export const closeDaySchema = z.object({ ...officeDay, reasonFr: reason, reasonEn: reason });
export type CloseDay = z.infer<typeof closeDaySchema>;

export const reopenDaySchema = z.object(officeDay);
export type ReopenDay = z.infer<typeof reopenDaySchema>;

export const changePlacesSchema = z.object({
  ...officeDay,
  capacity: z.coerce.number("number").int("number").min(0, "number").max(2000, "number"),
});
export type ChangePlaces = z.infer<typeof changePlacesSchema>;

/** What somebody to whom a child is entrusted sends: the days shown that could change, and those ticked among them. */
export const bookEntrustedSchema = z.object({
  childId: idSchema,
  shown: z.array(idSchema).max(100, "tooManyDays").default([]),
  ticked: z.array(idSchema).max(100, "tooManyDays").default([]),
});
export type BookEntrusted = z.infer<typeof bookEntrustedSchema>;
