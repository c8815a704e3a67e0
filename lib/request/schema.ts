/**
 * What a family may not change alone: it asks, and the office accepts or refuses with a motive (issue of the house, point 5).
 * `before` and `after` of a request hold the same keys, as JSON without floats. Pure: shared by forms and actions.
 */
import { z } from "zod";
import {
  birthDate,
  custodyFields,
  custodySchema,
  day,
  grades,
  id,
  optionalText,
  qfSources,
  quotientCents,
  text,
} from "@/lib/household/schema";

export const changeKinds = [
  "child_identity",
  "child_custody",
  "child_school",
  "quotient_familial",
  "guardian_identity",
] as const;
export type ChangeKind = (typeof changeKinds)[number];

const comment = optionalText(1000);

export const childIdentityChange = z.object({
  kind: z.literal("child_identity"),
  childId: id,
  firstName: text(80),
  lastName: text(80),
  birthDate,
  comment,
});
export const childCustodyChange = z.object({
  kind: z.literal("child_custody"),
  childId: id,
  householdId: id,
  custody: custodyFields,
  comment,
});
export const childSchoolChange = z.object({
  kind: z.literal("child_school"),
  childId: id,
  siteId: id,
  grade: z.enum(grades, "choose"),
  since: day,
  comment,
});
export const quotientChange = z.object({
  kind: z.literal("quotient_familial"),
  householdId: id,
  value: quotientCents,
  source: z.enum(qfSources, "choose"),
  beneficiary: optionalText(20),
  since: day,
  comment,
});
export const guardianIdentityChange = z.object({
  kind: z.literal("guardian_identity"),
  guardianId: id,
  firstName: text(80),
  lastName: text(80),
  comment,
});

export const changeSchema = z.discriminatedUnion(
  "kind",
  [childIdentityChange, childCustodyChange, childSchoolChange, quotientChange, guardianIdentityChange],
  "choose",
);
export type ChangeWish = z.infer<typeof changeSchema>;

export const withdrawSchema = z.object({ requestId: id });
export const acceptSchema = z.object({ requestId: id });
export const refuseSchema = z.object({ requestId: id, motive: text(2000) });

/** What stands in `before` and `after`, by kind. */
export const storedChange = {
  child_identity: z.object({ firstName: z.string(), lastName: z.string(), birthDate: z.string() }),
  child_custody: z.object({ custody: custodySchema.nullable() }),
  child_school: z.object({ siteId: z.string().nullable(), grade: z.string().nullable(), since: z.string().nullable() }),
  quotient_familial: z.object({
    valueCents: z.number().int().nullable(),
    source: z.enum(qfSources).nullable(),
    beneficiary: z.string().nullable(),
    since: z.string().nullable(),
  }),
  guardian_identity: z.object({ firstName: z.string(), lastName: z.string() }),
} as const satisfies Record<ChangeKind, z.ZodType>;
export type StoredChange<Kind extends ChangeKind> = z.infer<(typeof storedChange)[Kind]>;
