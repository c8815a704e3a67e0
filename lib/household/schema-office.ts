/** What the office edits in a family's file, and why it opens one: a purpose from a closed list, read by the family on its journal. */
import { z } from "zod";
import {
  custodyFields,
  day,
  grades,
  id,
  optionalText,
  pickupKinds,
  qfSources,
  quotientCents,
  situations,
  text,
} from "./schema";

/** Why an agent opens a record. The first is the default. */
export const purposes = ["follow-up", "family-asked", "enrolment", "billing", "safety", "check"] as const;
export type Purpose = (typeof purposes)[number];
export const purposeSchema = z.enum(purposes).catch("follow-up");

export const searchSchema = z.object({
  q: z.string().max(120).catch(""),
  site: z.uuid().optional().catch(undefined),
  grade: z.enum(grades).optional().catch(undefined),
  sort: z.enum(["name", "-name", "created", "-created", "birth", "-birth"]).catch("name"),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});
export type Search = z.infer<typeof searchSchema>;

const checkbox = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");
const optionalDay = z
  .string()
  .default("")
  .refine((value) => value === "" || day.safeParse(value).success, "date")
  .transform((value) => value || null);

export const recordQuotientSchema = z.object({
  householdId: id,
  value: quotientCents,
  source: z.enum(qfSources, "choose"),
  beneficiary: optionalText(20),
  since: day,
  until: optionalDay,
});
export type RecordQuotient = z.infer<typeof recordQuotientSchema>;

export const officeAddressSchema = z.object({
  householdId: id,
  line: text(160),
  more: optionalText(160),
  postalCode: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z -]{4,10}$/, "postalCode"),
  city: text(80),
  since: day,
  isProtected: checkbox,
});
export type OfficeAddress = z.infer<typeof officeAddressSchema>;

export const schoolSchema = z.object({ childId: id, siteId: id, grade: z.enum(grades, "choose"), since: day });
export type SchoolForm = z.infer<typeof schoolSchema>;

export const paiSchema = z.object({ childId: id, hasPai: checkbox, paiUntil: optionalDay });
export type PaiForm = z.infer<typeof paiSchema>;

export const guardianshipSchema = z.object({
  childId: id,
  guardianId: id,
  authority: z.enum(["joint", "sole", "none"], "choose"),
  isBarred: checkbox,
});
export type GuardianshipForm = z.infer<typeof guardianshipSchema>;

export const custodyFormSchema = z.object({ childId: id, householdId: id, custody: custodyFields });

export const swapSchema = z.object({ childId: id, householdId: id, day });
export type SwapForm = z.infer<typeof swapSchema>;

export const officePickupSchema = z.object({
  childId: id,
  name: text(120),
  relation: optionalText(60),
  kind: z.enum(pickupKinds, "choose"),
});
export type OfficePickup = z.infer<typeof officePickupSchema>;
export const removePickupSchema = z.object({ childId: id, pickupId: id });

const percent = z
  .string()
  .default("")
  .refine((value) => /^(|0|[1-9]\d?|100)$/.test(value.trim()), "number")
  .transform((value) => Number(value.trim() || 0));

/** Shares of a household's bills, in whole percents that add up to 100; a body such as the CCAS may stand beside the parents. */
export const payersSchema = z
  .object({
    householdId: id,
    since: day,
    guardians: z
      .array(z.object({ guardianId: id, share: percent }))
      .max(6)
      .default([]),
    organisation: optionalText(160),
    organisationShare: percent,
  })
  .refine((form) => sharesOf(form) === 100, { path: ["guardians"], message: "shares" })
  .refine((form) => form.organisationShare === 0 || form.organisation !== null, {
    path: ["organisation"],
    message: "required",
  });
export type PayersForm = z.infer<typeof payersSchema>;

function sharesOf(form: { guardians: readonly { share: number }[]; organisationShare: number }): number {
  return form.guardians.reduce((total, { share }) => total + share, form.organisationShare);
}

export const situationSchema = z.object({ householdId: id, situation: z.enum(situations, "choose") });
export const openAccountSchema = z.object({
  householdId: id,
  guardianId: id,
  email: z.string().trim().toLowerCase().pipe(z.email("email").max(190, "tooLong")),
});
export type OpenAccount = z.infer<typeof openAccountSchema>;
export const deathSchema = z.object({ householdId: id, guardianId: id, deceasedOn: day });
export const departureSchema = z.object({ childId: id, leftOn: day });
export const closeSchema = z.object({ householdId: id, motive: text(500) });
export const duplicateSchema = z.object({ duplicateId: id });
