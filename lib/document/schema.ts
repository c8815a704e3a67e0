/** What comes in about documents: dates and files announced by a family, keys and envelopes made by browsers, the office's settings. Pure. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { formats, LARGEST_FILE } from "./rules-content";

const id = z.uuid("generic");
const day = z.string().refine(isCivilDate, "date");
const noDay = day
  .or(z.literal("").transform(() => null))
  .nullable()
  .default(null);
const none = z.literal("").transform(() => null);

export const validitySchema = z.object({
  lasts: z.enum(["school-year", "months", "stated", "unlimited"], "choose"),
  /** For `months`: from the date on the document. */
  months: z.number().int().min(1).max(120).optional(),
  /** At most so many months old on the day it is given. */
  freshMonths: z.number().int().min(1).max(60).optional(),
});
export type Validity = z.infer<typeof validitySchema>;

export const conditions = ["always", "pai", "allergies", "two-homes"] as const;
export type Condition = (typeof conditions)[number];

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const rsaKey = z.object({ kty: z.literal("RSA"), n: base64url.min(512).max(700), e: base64url.max(8) });
const ecKey = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: base64url.length(43),
  y: base64url.length(43),
});
const holderSchema = z.object({ decrypt: rsaKey, sign: ecKey });

/** The public halves of a pair of keys, as one text that is fingerprinted and vouched for as a whole. */
export const statementSchema = z.object({
  v: z.literal(1),
  madeOn: day,
  office: holderSchema,
  recovery: holderSchema,
});
export type KeyStatement = z.infer<typeof statementSchema>;
export type PublicHolder = z.infer<typeof holderSchema>;
export const holders = ["office", "recovery"] as const;
export type Holder = (typeof holders)[number];

export const fingerprintSchema = z.string().regex(/^[0-9a-f]{40}$/);
export const endorsementSchema = z.object({ by: z.enum(holders), signature: base64url.length(86) });
export type Endorsement = z.infer<typeof endorsementSchema>;

/** A JWE (RFC 7516, general serialisation) without its ciphertext, exactly as we make it: two recipients, one algorithm. */
export const envelopeSchema = z.strictObject({
  protected: z.literal("eyJlbmMiOiJBMjU2R0NNIn0"),
  iv: base64url.length(16),
  tag: base64url.length(22),
  aad: base64url.max(600),
  recipients: z
    .array(
      z.strictObject({
        header: z.strictObject({ alg: z.literal("RSA-OAEP-256"), kid: base64url.length(43) }),
        encrypted_key: base64url.min(512).max(700),
      }),
    )
    .length(2),
});
export type Envelope = z.infer<typeof envelopeSchema>;

export const beginSchema = z.object({
  kindId: id,
  householdId: id,
  childId: id.nullable(),
  requestId: id.nullable().default(null),
  issuedOn: noDay,
  validUntil: noDay,
  fingerprint: fingerprintSchema,
});
export type BeginInput = z.infer<typeof beginSchema>;

export const MOST_PAGES = 12;
/** Base64url adds a third; a piece is what is sent at once and may be sent again. */
export const LARGEST_TEXT = Math.ceil((LARGEST_FILE * 4) / 3) + 4;
export const PIECE = 1_048_576;

export const pageSchema = z.object({
  position: z.number().int().min(1).max(MOST_PAGES),
  format: z.enum(formats),
  size: z.number().int().min(1).max(LARGEST_TEXT),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  envelope: envelopeSchema,
});
export type PageInput = z.infer<typeof pageSchema>;

export const withdrawSchema = z.object({ documentId: id });
export const decideSchema = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.literal("validate"), documentId: id, validUntil: noDay }),
  z.object({
    verdict: z.literal("refuse"),
    documentId: id,
    motive: z.string().trim().min(5, "required").max(500, "tooLong"),
  }),
]);
export type DecideInput = z.infer<typeof decideSchema>;

const json = <Output>(inner: z.ZodType<Output>) =>
  z
    .string()
    .max(2_000_000)
    .transform((text, context) => {
      try {
        const parsed = inner.safeParse(JSON.parse(text));
        if (parsed.success) return parsed.data;
      } catch {
        // Said below, as for any text that is not what was asked.
      }
      context.addIssue({ code: "custom", message: "generic" });
      return z.NEVER;
    });

export const publishSchema = z.object({
  statement: json(statementSchema),
  endorsement: json(endorsementSchema).optional(),
  /** Given when nobody can vouch any more: both private files are lost. */
  lost: z.literal("on", "required").optional(),
});
export type PublishInput = z.infer<typeof publishSchema>;

const rewrapped = z.object({
  documentId: id,
  position: z.number().int().min(1).max(MOST_PAGES),
  envelope: envelopeSchema,
});
export const rewrapSchema = z.object({ pages: json(z.array(rewrapped).min(1).max(200)) });
export type RewrapInput = z.infer<typeof rewrapSchema>;

const whole = z.coerce.number("number").int("number");
const months = (most: number) => z.union([none, whole.min(1, "number").max(most, "number")]).optional();
const words = (most: number) => z.string().trim().min(1, "required").max(most, "tooLong");
const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

export const kindSchema = z
  .object({
    kindId: id.or(none).optional(),
    nameFr: words(80),
    nameEn: words(80),
    helpFr: words(300),
    helpEn: words(300),
    subject: z.enum(["child", "household"], "choose"),
    lasts: validitySchema.shape.lasts,
    months: months(120),
    freshMonths: months(60),
    destroyDays: whole.min(0, "number").max(60, "number"),
    isShared: ticked,
    isOpen: ticked,
  })
  .refine(({ lasts, months: count }) => lasts !== "months" || Boolean(count), {
    path: ["months"],
    message: "required",
  });
export type KindInput = z.infer<typeof kindSchema>;

export const needSchema = z.object({
  kindId: id,
  ruleCode: z
    .string()
    .max(60)
    .transform((code) => code || null)
    .nullable()
    .default(null),
  schoolYearId: id.or(none).nullable().default(null),
  condition: z.enum(conditions, "choose"),
  isRequired: ticked,
});
export type NeedInput = z.infer<typeof needSchema>;
export const dropNeedSchema = z.object({ needId: id });
