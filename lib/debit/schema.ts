/** What the forms of direct debit send: a mandate signed on line or on paper, the day of a batch, what the bank answered. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { isBic, needsBic, readIban, refuseIban } from "./iban";
import { isRum } from "./rules";
import { rejectionCodes } from "./rules-batch";

const day = z.string("date").trim().refine(isCivilDate, "date");

const FAULTS = {
  "iban-form": "ibanForm",
  "iban-length": "ibanLength",
  "iban-key": "ibanKey",
  "iban-country": "ibanCountry",
} as const;

const iban = z
  .string("required")
  .trim()
  .min(1, "required")
  .max(60, "tooLong")
  .transform((typed, context) => {
    const read = readIban(typed);
    const fault = refuseIban(read);
    if (fault === null) return read;
    context.addIssue({ code: "custom", message: FAULTS[fault] });
    return z.NEVER;
  });

const bic = z
  .string()
  .trim()
  .max(20, "tooLong")
  .transform((typed) => typed.replace(/\s/g, "").toUpperCase())
  .refine((typed) => typed === "" || isBic(typed), "bic")
  .optional()
  .default("");

/** The books of a bank do not need it within the European Economic Area. */
function checkBic(account: { iban: string; bic: string }, context: z.RefinementCtx): void {
  const wrong = (message: string) => context.addIssue({ code: "custom", path: ["bic"], message });
  if (account.bic === "") {
    if (needsBic(account.iban)) wrong("bicNeeded");
    return;
  }
  const isFrench = account.iban.startsWith("FR");
  if (!isFrench && account.bic.slice(4, 6) !== account.iban.slice(0, 2)) wrong("bicCountry");
}

const account = { holder: z.string("required").trim().min(1, "required").max(70, "tooLong"), iban, bic };

/** `replaces` is the mandate that the page showed in force, or empty: what changed meanwhile is seen before signing. */
export const signMandateSchema = z
  .object({
    ...account,
    regieId: z.uuid(),
    replaces: z
      .union([z.literal(""), z.uuid()])
      .optional()
      .default(""),
    agreed: z.literal("on", "accept"),
    password: z.string("required").min(1, "required").max(1000, "tooLong"),
  })
  .superRefine(checkBic);
export type SignMandate = z.output<typeof signMandateSchema>;

/** `rum` is empty when the portal is to give the reference. */
export const paperMandateSchema = z
  .object({
    ...account,
    payerId: z.uuid(),
    regieId: z.uuid(),
    rum: z
      .string()
      .trim()
      .refine((typed) => typed === "" || isRum(typed), "rum")
      .optional()
      .default(""),
    signedOn: day,
    use: z.enum(["recurrent", "once"], "choose"),
  })
  .superRefine(checkBic);
export type PaperMandate = z.output<typeof paperMandateSchema>;

export const endMandateSchema = z.object({ mandateId: z.uuid() });

export const batchDaySchema = z.object({ regieId: z.uuid(), collectOn: day });
export type BatchDay = z.output<typeof batchDaySchema>;

export const collectBatchSchema = z.object({ batchId: z.uuid(), receivedOn: day });

export const rejectItemSchema = z.object({ itemId: z.uuid(), reason: z.enum(rejectionCodes, "choose") });
