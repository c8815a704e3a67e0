/**
 * A price list as data (JSON column `rule` of tariff_version): one price, or brackets of quotient familial with explicit bounds.
 * Overlapping brackets are refused; a quotient that falls in a hole, or that nobody gave, pays the top bracket (facts: domain-rules 7, 10, 12). Pure.
 */
import { z } from "zod";

const centsSchema = z.number("number").int("number").min(0, "number").max(100_000, "number");
/** Quotients are kept in cents, since CAF and tax quotients may have decimals. */
const quotientSchema = z.number("number").int("number").min(0, "number").max(10_000_000, "number");

/** As in mathematics: "[)" holds its lower bound and not its upper one. */
export const boundsSchema = z.enum(["[)", "[]", "(]", "()"]);

export const bracketSchema = z.object({
  label: z.string().trim().min(1, "required").max(40, "tooLong"),
  fromCents: quotientSchema,
  /** Null: no upper bound. */
  toCents: quotientSchema.nullable(),
  bounds: boundsSchema.default("[)"),
  cents: centsSchema,
  /** The price of a child who came without booking, or booked late where the rule allows it. */
  unbookedCents: centsSchema.optional(),
});
export type Bracket = z.infer<typeof bracketSchema>;

const outsider = { outsiderCents: centsSchema.optional(), outsiderUnbookedCents: centsSchema.optional() };

const fixedSchema = z.object({
  kind: z.literal("fixed"),
  cents: centsSchema,
  unbookedCents: centsSchema.optional(),
  ...outsider,
});

const byQfSchema = z
  .object({ kind: z.literal("by-qf"), brackets: z.array(bracketSchema).min(1, "required").max(30), ...outsider })
  .superRefine(({ brackets }, context) => {
    for (const [index, bracket] of brackets.entries()) {
      if (bracket.toCents !== null && bracket.toCents < bracket.fromCents) {
        context.addIssue({ code: "custom", path: ["brackets", index, "toCents"], message: "bracketEmpty" });
      }
      if (brackets.slice(0, index).some((earlier) => overlap(earlier, bracket))) {
        context.addIssue({ code: "custom", path: ["brackets", index, "fromCents"], message: "bracketOverlap" });
      }
    }
  });

export const tariffRuleSchema = z.discriminatedUnion("kind", [fixedSchema, byQfSchema]);
export type TariffRule = z.infer<typeof tariffRuleSchema>;

export function inBracket(bracket: Bracket, quotientCents: number): boolean {
  const { fromCents, toCents, bounds } = bracket;
  const above = bounds.startsWith("[") ? quotientCents >= fromCents : quotientCents > fromCents;
  if (toCents === null) return above;
  return above && (bounds.endsWith("]") ? quotientCents <= toCents : quotientCents < toCents);
}

/** Quotients are whole cents, so two brackets overlap exactly when they share one. */
function overlap(one: Bracket, other: Bracket): boolean {
  const lowest = Math.max(firstCent(one), firstCent(other));
  return lowest <= lastCent(one) && lowest <= lastCent(other);
}

function firstCent({ fromCents, bounds }: Bracket): number {
  return bounds.startsWith("[") ? fromCents : fromCents + 1;
}

function lastCent({ toCents, bounds }: Bracket): number {
  if (toCents === null) return Number.POSITIVE_INFINITY;
  return bounds.endsWith("]") ? toCents : toCents - 1;
}
