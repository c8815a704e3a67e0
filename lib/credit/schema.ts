/** What the office posts to take back a part of an invoice, or to give up a debt. Messages are keys of `ui.errors`. Pure. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { parseEuros } from "@/lib/kernel/money";

const id = z.uuid("generic");
const cents = z.coerce.number("amount").int("amount");
const reason = z.string().trim().min(5, "required").max(500, "tooLong");

/** A line billed anew: how many, at what price. */
const againSchema = z.object({
  quantity: z.number().int().min(1).max(999),
  unitCents: z.number().int().min(-1e7).max(1e7),
});

/** Of one line: all that is left of it, some of its days (by their charges), or an amount. */
export const pickSchema = z.object({
  lineId: id,
  take: z.union([z.literal("all"), z.array(id).min(1).max(400), z.number().int().min(1).max(1e8)]),
  again: againSchema.nullable(),
});
export type Pick = z.infer<typeof pickSchema>;

/** What was picked travels in the form as text, with the sum that was shown: nothing else is credited. */
const picksSchema = z
  .string()
  .max(60_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "generic" });
      return z.NEVER;
    }
  })
  .pipe(z.array(pickSchema).min(1, "choose").max(200));

export const creditNoteSchema = z.object({ invoiceId: id, picks: picksSchema, cents, reason });
export type CreditNoteInput = z.infer<typeof creditNoteSchema>;

/** Kept in the detail of a credit note's line: what it takes of which charge. */
export const takenSchema = z.object({
  taken: z.array(z.object({ chargeId: id, cents: z.number().int() })).default([]),
});

export const writeOffSchema = z.object({
  invoiceId: id,
  /** Typed in euros. */
  amount: z
    .string("amount")
    .transform((typed) => parseEuros(typed) ?? Number.NaN)
    .pipe(z.number("amount").int("amount").min(1, "amount").max(1e9, "amount")),
  decision: z.string().trim().min(3, "required").max(160, "tooLong"),
  decidedOn: z.string().refine(isCivilDate, "date"),
});
export type WriteOffInput = z.infer<typeof writeOffSchema>;
