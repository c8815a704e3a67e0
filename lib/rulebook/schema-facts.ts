/** Facts of the commune's own that its rules rely on: « élève d'ULIS », « dossier complet », « deux parents qui travaillent » (docs/commune-file.md §2). Pure. */
import { z } from "zod";

export const ownFactSchema = z.strictObject({
  id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,59}$/, "name"),
  of: z
    .enum(["household", "child", "use", "request"])
    .describe("Whom it is about: the household, the child, one use, or what is asked"),
  label: z.string().trim().min(1).max(160).describe("The question in words, as the office and the family read it"),
  default: z
    .union([z.boolean(), z.number(), z.string().max(120)])
    .optional()
    .describe("What is taken when nobody said"),
});
