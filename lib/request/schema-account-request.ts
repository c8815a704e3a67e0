/** What a family new to the commune sends, and how the office answers. Pure. */
import { z } from "zod";
import { emailSchema } from "@/lib/account/schema";
import { birthDate, grades, id, optionalText, phoneText, text } from "@/lib/household/schema";

export const MOST_CHILDREN = 4;

export const newChildRow = z.object({
  firstName: text(80),
  lastName: text(80),
  birthDate,
  siteId: z.uuid("choose"),
  grade: z.enum(grades, "choose"),
});
export type NewChild = z.infer<typeof newChildRow>;

/** A row without a first name, a name and a date was left empty; a row begun must be complete. */
const isBlank = (row: unknown) =>
  typeof row === "object" &&
  row !== null &&
  ["firstName", "lastName", "birthDate"].every((key) => !String(Reflect.get(row, key) ?? "").trim());

export const askAccountSchema = z.object({
  firstName: text(80),
  lastName: text(80),
  email: emailSchema,
  phone: phoneText,
  line: text(160),
  more: optionalText(160),
  postalCode: z
    .string("required")
    .trim()
    .regex(/^[0-9A-Za-z -]{4,10}$/, "postalCode"),
  city: text(80),
  children: z
    .array(z.preprocess((row) => (isBlank(row) ? null : row), newChildRow.nullable()))
    .default([])
    .transform((rows) => rows.filter((row) => row !== null))
    .refine((rows) => rows.length > 0, { error: "required", path: ["0", "firstName"] })
    .refine((rows) => rows.length <= MOST_CHILDREN, "tooMany"),
  message: optionalText(1000),
});
export type AskAccount = z.infer<typeof askAccountSchema>;

/** As the request keeps it. */
export const storedRequestSchema = z.object({
  firstName: z.string(),
  lastName: z.string(),
  phone: z.string(),
  line: z.string(),
  more: z.string().nullable(),
  postalCode: z.string(),
  city: z.string(),
  children: z.array(
    z.object({
      firstName: z.string(),
      lastName: z.string(),
      birthDate: z.string(),
      siteId: z.string(),
      grade: z.enum(grades),
    }),
  ),
  message: z.string().nullable(),
  locale: z.enum(["fr", "en"]),
});
export type StoredRequest = z.infer<typeof storedRequestSchema>;

export const decideSchema = z.object({ requestId: id });
export const refuseRequestSchema = z.object({ requestId: id, motive: text(1000) });

/** `who` is an adult of an existing household, or somebody new in it: "<household>:<guardian>" or "<household>:new". */
export const mergeSchema = z.object({
  requestId: id,
  who: z
    .string("choose")
    .regex(/^[0-9a-f-]{36}:([0-9a-f-]{36}|new)$/, "choose")
    .transform((value) => {
      const guardian = value.slice(37);
      return { householdId: value.slice(0, 36), guardianId: guardian === "new" ? null : guardian };
    }),
});
export type Merge = z.infer<typeof mergeSchema>;
