/** What the forms of the second factor send. Shared by the forms and their actions. */
import { z } from "zod";

/** The password is asked again once something is to be protected: adding a telephone, or another one. */
export const prepareFactorSchema = z.object({ password: z.string().max(1000, "tooLong").optional() });

const code = z.string("required").trim().min(1, "required").max(40, "tooLong");

export const confirmFactorSchema = z.object({ code, noted: z.literal("on", "accept") });
export const enterFactorSchema = z.object({ code, suite: z.string().max(500).optional() });
