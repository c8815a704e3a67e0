/** What is posted about proposals, letters and effects. Pure. */
import { z } from "zod";
import { faultOf } from "@/lib/letter/rules";
import { CODE_DIGITS, proposalKinds } from "./rules";

const id = z.uuid("generic");
const text = (shortest: number, longest: number) =>
  z
    .string()
    .transform((typed) => typed.replaceAll("\r\n", "\n").trim())
    .pipe(z.string().min(1, "required").min(shortest, "tooShort").max(longest, "tooLong"));

export const proposeSchema = z.object({ requestId: id, kind: z.enum(proposalKinds, "choose"), text: text(20, 8000) });
export type ProposeInput = z.output<typeof proposeSchema>;

export const askCodeSchema = z.object({ requestId: id, proposalId: id });
export type AskCodeInput = z.output<typeof askCodeSchema>;

/** `sha256` is the text that the page showed: another one is not signed. */
export const signSchema = askCodeSchema.extend({
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "generic"),
  code: z
    .string()
    .transform((typed) => typed.replace(/\s/g, ""))
    .pipe(z.string().regex(new RegExp(`^\\d{${CODE_DIGITS}}$`), "code")),
});
export type SignInput = z.output<typeof signSchema>;

export const declineSchema = askCodeSchema.extend({ motive: text(3, 2000) });
export type DeclineInput = z.output<typeof declineSchema>;

/** A letter as it leaves: its heading is one line. */
export const letterSchema = z.object({
  requestId: id,
  title: z
    .string()
    .transform((typed) => typed.trim())
    .pipe(
      z
        .string()
        .min(1, "required")
        .max(200, "tooLong")
        .refine((line) => faultOf(line, { isLine: true }) !== "control", "oneLine"),
    ),
  text: text(10, 8000),
  templateId: z.union([z.literal("").transform(() => null), id]).default(null),
});
export type LetterInput = z.output<typeof letterSchema>;

export const effectSchema = z.object({ requestId: id, motive: text(10, 2000) });
export type EffectInput = z.output<typeof effectSchema>;
