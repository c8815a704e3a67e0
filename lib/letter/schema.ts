/** A model of a mail or a letter as the office writes it, refused when a heading has two lines or a text names what is not offered. Pure. */
import { z } from "zod";
import { faultOf } from "./rules";

const id = z.uuid("generic");

/** A fault is the message of its field; its words are in `letter.faults`, found by `ui.errors` under the same names. */
const line = (longest: number) =>
  z
    .string()
    .transform((typed) => typed.trim())
    .pipe(
      z
        .string()
        .min(1, "required")
        .max(longest, "tooLong")
        .refine((text) => faultOf(text, { isLine: true }) !== "control", "oneLine")
        .refine((text) => !["unknown", "brace"].includes(faultOf(text, { isLine: true }) ?? ""), "variable"),
    );
const body = z
  .string()
  .transform((typed) => typed.replaceAll("\r\n", "\n").trim())
  .pipe(
    z
      .string()
      .min(1, "required")
      .max(8000, "tooLong")
      .refine((text) => faultOf(text, { isLine: false }) !== "control", "plainText")
      .refine((text) => !["unknown", "brace"].includes(faultOf(text, { isLine: false }) ?? ""), "variable"),
  );

export const modelUses = ["mail", "letter"] as const;

export const modelSchema = z.object({
  key: z.union([z.literal("").transform(() => null), id]).default(null),
  locale: z.enum(["fr", "en"]),
  use: z.enum(modelUses, "choose"),
  title: line(120),
  subject: line(200),
  body,
});
export type ModelInput = z.output<typeof modelSchema>;

export const retireSchema = z.object({ key: id });
