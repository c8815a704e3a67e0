/** What the office sends about durations and destructions. Pure. */
import { z } from "zod";
import { type RetentionName, retentionRules } from "./rules";

/** Days or months, never nothing: what is kept for no time is not collected. */
export const chosenSchema = z.object({
  days: z.number().int().min(1).max(3660).optional(),
  months: z.number().int().min(1).max(240).optional(),
  reason: z.string(),
});

/** A part of the journal carries its own date from the day it is written: another duration would change nothing of it. */
export function isChangeable(rule: RetentionName): boolean {
  return retentionRules[rule].ground === "choice" && rule !== "proof-10-years";
}

const names = Object.keys(retentionRules) as [RetentionName, ...RetentionName[]];

export const durationSchema = z
  .object({
    rule: z.enum(names),
    count: z.coerce.number("number").int("number").min(1, "number").max(3660, "number"),
    unit: z.enum(["days", "months"], "choose"),
    reason: z.string().trim().min(10, "tooShort").max(300, "tooLong"),
  })
  .refine(({ rule }) => isChangeable(rule), { path: ["rule"], message: "generic" })
  .refine(({ unit, count }) => unit === "days" || count <= 240, { path: ["count"], message: "number" });
export type DurationInput = z.output<typeof durationSchema>;

export const visaSchema = z.object({
  visa: z.union([z.boolean(), z.literal("on").transform(() => true)]).default(false),
});
/** What was destroyed, as a backup keeps it: ids by table and rule. The plan says what is done with them, never the list. */
export const destroyedListSchema = z.object({
  runId: z.uuid(),
  doneAt: z.iso.datetime(),
  steps: z.array(z.object({ table: z.string(), rule: z.enum(names), rows: z.array(z.array(z.string())) })),
});
export type DestroyedList = z.output<typeof destroyedListSchema>;

export const runSchema = z.object({ runId: z.uuid() });
export const proposeSchema = z.object({});
