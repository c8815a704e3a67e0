/** A family's wish to pay: an invoice, and nothing else. The amount is the ledger's. */
import { z } from "zod";

export const startPaymentSchema = z.object({ invoiceId: z.uuid() });
