/** What the office posts about the draft of the rules: which rule, which button, and the answers of a form by the name of their field. Pure. */
import { z } from "zod";
import { sectionOf } from "@/lib/editor/rules-sections";
import { isCivilDate } from "@/lib/kernel/civil-date";

const slugSchema = z.string().refine((slug) => sectionOf(slug) !== null, "generic");
const indexSchema = z.union([z.literal("nouveau"), z.coerce.number().int().min(0).max(500)]);
const baseSchema = z.string().max(64);

export const ruleFormSchema = z.object({
  section: slugSchema,
  index: indexSchema,
  /** The rule as it was when the form was drawn. */
  base: baseSchema,
  /** « add v-windows »; nothing when it is saved. */
  do: z.string().max(200).default(""),
  f: z.record(z.string().max(120), z.union([z.string().max(5000), z.array(z.string().max(200)).max(200)])).default({}),
});
export type RuleForm = z.infer<typeof ruleFormSchema>;

export const ruleActSchema = z.object({
  section: slugSchema,
  index: z.coerce.number().int().min(0).max(500),
  base: baseSchema,
  do: z.enum(["remove", "up", "down"]),
});
export type RuleAct = z.infer<typeof ruleActSchema>;

/** Nothing but the button. */
export const startSchema = z.object({});

/** The draft as the page showed it: publishing what one has not read is refused. */
export const discardSchema = z.object({ revision: z.string().max(40) });

export const MOST_IMPORT = 2_000_000;
export const importSchema = z.object({
  file: z
    .instanceof(File, { message: "required" })
    .refine(({ size }) => size > 0, "required")
    .refine(({ size }) => size <= MOST_IMPORT, "rulesTooLarge"),
});

export const publishDraftSchema = z.object({
  label: z.string().trim().min(1, "required").max(160, "tooLong"),
  since: z.string().refine(isCivilDate, "date"),
  /** The draft as the page showed it: what was not read is not published. */
  revision: z.string().max(40),
});
export type PublishDraft = z.infer<typeof publishDraftSchema>;
