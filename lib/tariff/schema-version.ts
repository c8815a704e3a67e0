/** A new price list as the office types it: one price, or lines « up to this quotient, this price ». Amounts are typed in euros. Pure. */
import { z } from "zod";
import { daySchema } from "@/lib/activity/schema";
import { parseEuros } from "@/lib/kernel/money";
import { type TariffRule, tariffRuleSchema } from "./schema";

const euros = z.string().transform((text, issues) => {
  const cents = parseEuros(text);
  if (cents !== null && cents >= 0) return cents;
  issues.addIssue({ code: "custom", message: text.trim() ? "amount" : "required" });
  return z.NEVER;
});
const optionalEuros = z.preprocess((value) => (value === "" ? undefined : value), euros.optional());

const lineSchema = z.object({ upTo: optionalEuros, price: optionalEuros, unbooked: optionalEuros });
type Line = z.infer<typeof lineSchema>;

const LETTERS = "ABCDEFGHIJ";

export const newVersionSchema = z
  .object({
    activityId: z.uuid("generic"),
    label: z.string().trim().min(1, "required").max(120, "tooLong"),
    since: daySchema,
    kind: z.enum(["fixed", "by-qf"], "choose"),
    cents: optionalEuros,
    unbooked: optionalEuros,
    outsider: optionalEuros,
    lines: z.array(lineSchema).max(10).default([]),
  })
  .transform((form, issues) => {
    const rule = tariffRuleSchema.safeParse(ruleOf(form));
    if (rule.success) return { activityId: form.activityId, label: form.label, since: form.since, rule: rule.data };
    const [issue] = rule.error.issues;
    const field = form.kind === "fixed" ? ["cents"] : ["lines", "0", "price"];
    issues.addIssue({ code: "custom", path: field, message: issue?.message ?? "required" });
    return z.NEVER;
  });
export type NewVersion = z.infer<typeof newVersionSchema>;

type Form = {
  kind: TariffRule["kind"];
  cents?: number | undefined;
  unbooked?: number | undefined;
  outsider?: number | undefined;
  lines: Line[];
};

/** The first bracket holds both its bounds, the next ones what is above the one before: « up to 400 », « up to 700 », « beyond ». */
function ruleOf({ kind, cents, unbooked, outsider, lines }: Form) {
  const elsewhere = outsider === undefined ? {} : { outsiderCents: outsider };
  if (kind === "fixed")
    return { kind, cents, ...(unbooked !== undefined && { unbookedCents: unbooked }), ...elsewhere };
  const filled = lines.filter((line) => line.price !== undefined);
  const brackets = filled.map((line, index) => ({
    label: LETTERS.charAt(index),
    fromCents: filled[index - 1]?.upTo ?? 0,
    toCents: index === filled.length - 1 ? null : (line.upTo ?? null),
    bounds: index === 0 ? ("[]" as const) : ("(]" as const),
    cents: line.price,
    ...(line.unbooked !== undefined && { unbookedCents: line.unbooked }),
  }));
  return { kind, brackets, ...elsewhere };
}
