/** What the forms of one's own account send. Shared by the forms and their actions. */
import { z } from "zod";
import { staffRoles } from "@/lib/access/permissions";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { normalizeEmail } from "./rules";

export const PASSWORD_LENGTH = { least: 12, most: 200 } as const;

export const emailSchema = z
  .string("required")
  .transform(normalizeEmail)
  .pipe(z.string().min(1, "required").max(190, "tooLong").email("email"));

/** Long, and nothing else here: whether it would be guessed is judged with the person's own words (password-strength.ts). */
export const newPasswordSchema = z
  .string("required")
  .min(PASSWORD_LENGTH.least, "passwordShort")
  .max(PASSWORD_LENGTH.most, "passwordLong");

/** A password typed to prove who one is: any length, so that old ones and mistakes get the same answer. */
const typedPassword = z.string("required").min(1, "required").max(1000, "tooLong");

export const signInSchema = z.object({
  email: emailSchema,
  password: typedPassword,
  suite: z.string().max(500).optional(),
});
export type SignIn = z.infer<typeof signInSchema>;

export const askResetSchema = z.object({ email: emailSchema });
export type AskReset = z.infer<typeof askResetSchema>;

const linkCode = z.string("required").min(1, "required").max(100, "tooLong");

export const resetSchema = z.object({ code: linkCode, password: newPasswordSchema });
export type Reset = z.infer<typeof resetSchema>;

/** `email` goes with the code of a letter; a mailed link needs none. */
export const activateSchema = z.object({ code: linkCode, email: emailSchema.optional(), password: newPasswordSchema });
export type Activate = z.infer<typeof activateSchema>;

export const changePasswordSchema = z.object({ current: typedPassword, password: newPasswordSchema });
export type ChangePassword = z.infer<typeof changePasswordSchema>;

export const askEmailChangeSchema = z.object({ email: emailSchema, password: typedPassword });

export const confirmEmailSchema = z.object({ code: linkCode });
export type ConfirmEmail = z.infer<typeof confirmEmailSchema>;

export const localeSchema = z.object({ locale: z.enum(["fr", "en"], "choose") });

export const acceptCharterSchema = z.object({
  version: z.coerce.number("generic").int().positive(),
  suite: z.string().max(500).optional(),
});
export type AcceptCharter = z.infer<typeof acceptCharterSchema>;

export const closeSessionSchema = z.object({ sessionId: z.uuid("generic") });

export const nothingSchema = z.object({});

/** What the office sends about other people's accounts. Days are inclusive; an empty end has none. */
const id = z.uuid("generic");
const optionalDay = z
  .string()
  .optional()
  .transform((text) => text || null)
  .refine((text) => text === null || isCivilDate(text), "date");
const words = (most: number) => z.string("required").trim().min(1, "required").max(most, "tooLong");

export const newStaffSchema = z.object({
  email: emailSchema,
  firstName: words(80),
  lastName: words(80),
  role: z.enum(staffRoles, "choose"),
});
export type NewStaff = z.infer<typeof newStaffSchema>;

export const changeRoleSchema = z.object({ accountId: id, role: z.enum(staffRoles, "choose") });
export type ChangeRole = z.infer<typeof changeRoleSchema>;

export const accountSchema = z.object({ accountId: id });

export const suspendSchema = z.object({
  accountId: id,
  motive: words(2000),
  appeal: words(2000),
  until: optionalDay,
});
export type Suspend = z.infer<typeof suspendSchema>;

export const suspendFamilySchema = suspendSchema.extend({ householdId: id });
export const familyAccountSchema = z.object({ accountId: id, householdId: id });
