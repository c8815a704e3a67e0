/** What is kept with an invoice as data (JSON columns recipient, detail, findings), and what the office posts to run a month. Pure. */
import { z } from "zod";
import { isCivilDate, isCivilMonth } from "@/lib/kernel/civil-date";

const id = z.uuid("generic");
const cents = z.number().int();
const day = z.string().refine(isCivilDate, "date");

const quotientSchema = z.object({ valueCents: cents, since: day });

/** The reason of a price, as lib/tariff judged it on the day. */
export const whySchema = z.object({
  versionId: z.string(),
  version: z.string(),
  since: day,
  rule: z.enum(["fixed", "outsider", "bracket", "top-without-quotient", "top-outside-brackets"]),
  unbooked: z.boolean(),
  bracket: z.string().nullable(),
  quotient: quotientSchema.nullable(),
  source: z.string().nullable(),
  share: z.object({ percent: z.number().int(), ofCents: cents }).nullable(),
  bookedCents: cents.nullable(),
});

export const lineDetailSchema = z.object({
  kind: z.enum(["booked", "unbooked", "absence"]),
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
});
export type InvoiceHead = z.infer<typeof headSchema>;

export const findingSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("no-payer"), childId: id, householdId: id, day }),
  z.object({ kind: z.literal("no-household"), childId: id, activityId: id, day }),
  z.object({ kind: z.literal("no-tariff"), activityId: id, day }),
  z.object({ kind: z.literal("price-changed"), childId: id, activityId: id, day, bookedCents: cents, cents }),
  z.object({ kind: z.literal("too-small"), payerId: id, householdId: id, cents }),
]);
export const findingsSchema = z.array(findingSchema);

const month = z.string().refine(isCivilMonth, "choose");

export const prepareSchema = z.object({ month, regieId: id });
export type Prepare = z.infer<typeof prepareSchema>;

export const runSchema = z.object({ runId: id });
export type RunInput = z.infer<typeof runSchema>;
