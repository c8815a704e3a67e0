/** What the office posts about reminders and payment plans, and the letter that is kept as it was sent. Pure. */
import { z } from "zod";
import { LOCALES } from "@/lib/i18n/locale";
import { headSchema } from "@/lib/invoice/schema";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { planSteps } from "./rules-plan";

const id = z.uuid("generic");
const day = z.string().refine(isCivilDate, "date");
const cents = z.coerce.number("generic").int("generic");

/** « <invoice>.<level>.<cents> »: the letter as the page showed it; another one is not sent. */
const letterChoice = z
  .string()
  .regex(/^[0-9a-f-]{36}\.\d{1,2}\.\d{1,9}$/, "generic")
  .transform((text) => {
    const [invoiceId = "", level, dueCents] = text.split(".");
    return { invoiceId, level: Number(level), dueCents: Number(dueCents) };
  });

/** Letters of one batch: one transaction. */
export const MOST_LETTERS = 200;

export const sendSchema = z.object({
  letters: z.array(letterChoice).min(1, "choose").max(MOST_LETTERS, "generic").default([]),
});
export type Send = z.output<typeof sendSchema>;

export const letterSchema = z.object({
  locale: z.enum(LOCALES),
  subject: z.string(),
  body: z.string(),
  head: headSchema,
  number: z.string(),
  refdet: z.string(),
  issuedOn: day,
  dueOn: day,
  totalCents: z.number().int(),
  label: z.string().nullable(),
});
export type Letter = z.infer<typeof letterSchema>;

export const MOST_INSTALMENTS = 24;

export const planSchema = z.object({
  payerId: id,
  regieId: id,
  invoices: z.array(id).min(1, "choose").max(60, "generic").default([]),
  count: z.coerce.number("number").int("number").min(2, "number").max(MOST_INSTALMENTS, "number"),
  firstOn: day,
  reason: z.string().trim().min(1, "required").max(500, "tooLong"),
  /** The family has agreed already, at the desk or in writing. */
  agreed: z.literal("on").optional(),
  /** The sum that the page showed. */
  cents,
});
export type NewPlan = z.output<typeof planSchema>;

export const planStepSchema = z.object({ planId: id, step: z.enum(planSteps) });
export type PlanStepInput = z.output<typeof planStepSchema>;

export const agreeSchema = z.object({ planId: id });
