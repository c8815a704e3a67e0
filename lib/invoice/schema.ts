/** What is kept with an invoice as data (JSON columns recipient, detail, findings), and what the office posts to run a month. Pure. */
import { z } from "zod";
import { chargeKinds } from "@/lib/charge/schema";
import type { Why } from "@/lib/clause/rules-why";
import { isCivilDate, isCivilMonth } from "@/lib/kernel/civil-date";
import { units } from "@/lib/rulebook/schema-activities";

const id = z.uuid("generic");
const cents = z.number().int();
const day = z.string().refine(isCivilDate, "date");

const quotientSchema = z.object({ valueCents: cents, since: day });

const reasonSchema = z
  .object({
    code: z.string(),
    label: z.string().optional(),
    facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .transform(
    ({ code, label, facts }): Why => ({ code, ...(label !== undefined && { label }), ...(facts && { facts }) }),
  );

/** The reason of a price, as the rules in force on the day gave it (lib/pricing). */
export const whySchema = z.object({
  rulesId: z.string(),
  rules: z.string(),
  since: day,
  ruleId: z.string(),
  label: z.string().nullable(),
  unit: z.enum(units),
  reasons: z.array(reasonSchema),
  source: z.string().nullable(),
  share: z.object({ percent: z.number().int(), ofCents: cents }).nullable(),
  bookedCents: cents.nullable(),
  /** Of a correction: what was billed, and what is right by the rules and facts known now. */
  corrects: z.object({ billedCents: cents, cents }).optional(),
});

export const lineDetailSchema = z.object({
  kind: z.enum(chargeKinds),
  activityKind: z.string(),
  days: z.array(day),
  waived: z.array(day),
  grade: z.string().nullable(),
  site: z.string().nullable(),
  why: whySchema,
});
export type LineDetail = z.infer<typeof lineDetailSchema>;

/** The commune and its régie as they were when the invoice was drawn up. */
const issuerSchema = z.object({
  commune: z.string(),
  regie: z.string(),
  address: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  hoursFr: z.string().nullable(),
  hoursEn: z.string().nullable(),
  siret: z.string().nullable(),
  vatFr: z.string().nullable(),
  court: z.string().nullable(),
  chequePayee: z.string().nullable(),
  numcli: z.string().nullable(),
  portal: z.string(),
});
export type Issuer = z.infer<typeof issuerSchema>;

/** Everything above the lines: to whom, from whom, in which file. Frozen with the invoice. */
export const headSchema = z.object({
  name: z.string(),
  address: z.array(z.string()),
  householdRef: z.string().nullable(),
  quotient: quotientSchema.extend({ source: z.string() }).nullable(),
  issuer: issuerSchema,
  /** The invoice that a credit note, or the invoice that replaces one, answers to. */
  corrects: z.object({ number: z.string(), issuedOn: day.nullable() }).optional(),
});
export type InvoiceHead = z.infer<typeof headSchema>;

export const findingSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("no-payer"), childId: id.nullable(), householdId: id, day }),
  z.object({ kind: z.literal("no-household"), childId: id, activityId: id, day }),
  z.object({ kind: z.literal("no-tariff"), activityId: id, day }),
  z.object({ kind: z.literal("price-changed"), childId: id, activityId: id, day, bookedCents: cents, cents }),
  z.object({
    kind: z.literal("too-small"),
    payerId: id,
    householdId: id,
    cents,
    isDropped: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal("stale") }),
]);
export const findingsSchema = z.array(findingSchema);

const month = z.string().refine(isCivilMonth, "choose");

export const prepareSchema = z.object({ month, regieId: id });
export type Prepare = z.infer<typeof prepareSchema>;

export const runSchema = z.object({ runId: id });
export type RunInput = z.infer<typeof runSchema>;
