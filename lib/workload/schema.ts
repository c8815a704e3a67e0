/** A report as it was frozen, and what asks for a corrected one. Pure: shared by pages and actions. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { reportLists } from "./rules";

const count = z.number().int().nonnegative();
const cell = z.union([
  z.object({ key: z.string(), shown: count }),
  z.object({ key: z.string(), shown: z.null(), why: z.enum(["small", "masked"]) }),
]);

/** What its reader sees: protected counts, and the schools under their names of that day. Never a request. */
export const frozenSchema = z.object({
  lists: z.record(z.enum(reportLists), z.array(cell)),
  total: count.nullable(),
  sites: z.record(z.string(), z.string()),
  /** The day of what it counts. */
  asOf: z.string().refine(isCivilDate),
});
export type FrozenReport = z.infer<typeof frozenSchema>;

export type Format = "pdf" | "xlsx";

export const correctSchema = z.object({
  period: z.string().regex(/^20\d\d(-s[12])?$/, "choose"),
  reason: z
    .string()
    .transform((typed) => typed.replaceAll("\r\n", "\n").trim())
    .pipe(z.string().min(1, "required").min(10, "tooShort").max(500, "tooLong")),
});
