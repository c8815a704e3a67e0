/** What the office sends to join or to split files: the plan it read is named by its digest. Pure. */
import { z } from "zod";
import { day, id, optionalText, text } from "@/lib/household/schema";
import type { stayings } from "./rules";

const digest = z.string().regex(/^[0-9a-f]{64}$/, "generic");

export const mergeSchema = z.object({
  intoId: id,
  fromId: id,
  duplicateId: z.preprocess((value) => value || undefined, id.optional()),
  digest,
});
export type Merge = z.output<typeof mergeSchema>;

export const undoSchema = z.object({ mergerId: id });

const stayingText = z
  .string()
  .regex(/^[0-9a-f-]{36}\.(stays|goes|even|odd)$/, "choose")
  .transform((value) => ({ childId: value.slice(0, 36), staying: value.slice(37) as (typeof stayings)[number] }));

/** Who leaves, from when, and what becomes of each child: « <child>.goes ». Nothing here names a place. */
export const splitWishSchema = z.object({
  householdId: id,
  guardianId: id,
  since: day,
  children: z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .pipe(z.array(stayingText).min(1, "choose").max(20, "tooMany")),
});
export type SplitWish = z.output<typeof splitWishSchema>;

export const splitSchema = splitWishSchema.extend({
  digest,
  name: text(120),
  line: text(160),
  more: optionalText(160),
  postalCode: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z -]{4,10}$/, "postalCode"),
  city: text(80),
  isProtected: z
    .literal("on")
    .optional()
    .transform((value) => value === "on"),
});
export type Split = z.output<typeof splitSchema>;
