/** A family's wish to pay: an invoice, and where there is a choice the contract for the means. The amount is the ledger's. */
import { z } from "zod";

export const instalmentSchema = z.object({ planId: z.uuid(), contractId: z.uuid().optional() });
export type InstalmentWish = z.output<typeof instalmentSchema>;

export const startPaymentSchema = z.object({ invoiceId: z.uuid(), contractId: z.uuid().optional() });
