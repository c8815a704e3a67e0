/** What a régisseur does with money of nobody known; and a family's wish to pay: an invoice, and where there is a choice the contract for the means. The amount is the ledger's. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";

/** Money of nobody known goes back to its sender, or on to the comptable: when, and under which reference of the bank or the comptable. */
export const sendOnSchema = z.object({
  caseId: z.uuid(),
  way: z.enum(["returned", "passed-on"], "choose"),
  day: z.string().trim().refine(isCivilDate, "date"),
  reference: z.string().trim().min(1, "required").max(140, "tooLong"),
  reason: z.string().trim().min(5, "required").max(300, "tooLong"),
});
export type SendOn = z.output<typeof sendOnSchema>;

export const instalmentSchema = z.object({ planId: z.uuid(), contractId: z.uuid().optional() });
export type InstalmentWish = z.output<typeof instalmentSchema>;

export const startPaymentSchema = z.object({ invoiceId: z.uuid(), contractId: z.uuid().optional() });
