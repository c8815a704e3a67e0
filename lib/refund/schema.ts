/** The shapes of a refund's steps. Messages are keys of `ui.errors`. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { parseEuros } from "@/lib/kernel/money";

const reason = z.string().trim().min(5, "required").max(500, "tooLong");
const amount = z
  .string()
  .trim()
  .max(20, "amount")
  .transform((text, context) => {
    const cents = parseEuros(text);
    if (cents !== null && cents > 0 && cents < 100_000_000) return cents;
    context.addIssue({ code: "custom", message: "amount" });
    return z.NEVER;
  });

/** `receiptId` is left out by families: the portal finds the receipts behind their credit. */
export const refundRequestSchema = z.object({
  creditId: z.uuid("choose"),
  amount,
  reason,
  receiptId: z.union([z.uuid(), z.literal("").transform(() => undefined)]).optional(),
});
export type RefundRequest = z.output<typeof refundRequestSchema>;

export const refundOrderSchema = z.object({ refundId: z.uuid() });
export type RefundOrder = z.output<typeof refundOrderSchema>;

/** For a refusal, and for money that the bank sent back. */
export const refundEndSchema = z.object({ refundId: z.uuid(), motive: reason });
export type RefundEnd = z.output<typeof refundEndSchema>;

export const refundPaidSchema = z.object({
  refundId: z.uuid(),
  paidOn: z.string().trim().refine(isCivilDate, "date"),
  reference: z.string().trim().min(1, "required").max(140, "tooLong"),
});
export type RefundPaid = z.output<typeof refundPaidSchema>;

/** A refund that the family gives back, by a means that needs no slip. */
export const recoverySchema = z.object({
  caseId: z.uuid(),
  way: z.enum(["transfer", "cash"], "choose"),
  day: z.string().trim().refine(isCivilDate, "date"),
  reference: z.string().trim().min(1, "required").max(140, "tooLong"),
  reason: z.string().trim().min(5, "required").max(300, "tooLong"),
});
export type RecoveryWish = z.output<typeof recoverySchema>;

/** Or one that a decision of the town gives up. */
export const recoveryGivenUpSchema = z.object({
  caseId: z.uuid("generic"),
  decision: z.string().trim().min(3, "required").max(160, "tooLong"),
  decidedOn: z.string().refine(isCivilDate, "date"),
});
export type RecoveryGivenUp = z.output<typeof recoveryGivenUpSchema>;
