/**
 * Amounts of the commune file: a fixed price, a price by bracket, a formula, a line between points, steps by unit, or an amount decided for one household
 * (docs/commune-file.md §6; facts: domain-rules 6, 7, 9). Integer cents; a formula says how it rounds, always. Pure.
 */
import { z } from "zod";
import { centsSchema, conditionSchema, decimalSchema, intervalSchema, nameSchema } from "./schema-words";

export const roundingSchema = z.strictObject({
  mode: z.enum(["nearest", "up", "down"]),
  stepCents: z.number().int().min(1).max(10_000).default(1).describe("5: to the nearest five cents"),
});
export type Rounding = z.infer<typeof roundingSchema>;

const bounds = {
  minCents: centsSchema.optional(),
  maxCents: centsSchema.optional(),
};

const formulaSchema = z
  .strictObject({
    percent: decimalSchema.describe('Per cent of the quotient: "0.36" is 0.36 %'),
    of: nameSchema.default("qf").describe("qf, or a number declared under facts"),
    plusCents: centsSchema.default(0),
    ...bounds,
    rounding: roundingSchema,
  })
  .describe("A rate of effort: percent of the quotient, plus a constant, between a floor and a ceiling");

const givenSchema = z
  .strictObject({ given: nameSchema })
  .describe("A fact in cents, for a price decided household by household");

const simpleSchema = z.union([centsSchema, formulaSchema, givenSchema]);

export const amountSchema = z.union([
  simpleSchema,
  z
    .strictObject({ scale: nameSchema, amounts: z.array(simpleSchema).min(1) })
    .describe("One amount a bracket of the scale, in its order"),
  z
    .strictObject({
      points: z
        .array(z.tuple([decimalSchema, centsSchema]))
        .min(2)
        .describe("[quotient, cents], quotients rising"),
      of: nameSchema.default("qf"),
      rounding: roundingSchema,
      ...bounds,
    })
    .describe("A straight line from point to point; flat before the first and after the last"),
  z
    .strictObject({
      steps: z.array(z.strictObject({ units: z.number().int().min(1).optional(), price: simpleSchema })).min(1),
    })
    .describe("The first units at one price, the next at another; the last step has no number of units"),
]);
export type Amount = z.infer<typeof amountSchema>;
export type SimpleAmount = z.infer<typeof simpleSchema>;
export type Formula = z.infer<typeof formulaSchema>;

const answerSchema = z.union([z.enum(["lowest", "highest", "refuse"]), nameSchema]);

export const scaleSchema = z
  .strictObject({
    id: nameSchema,
    of: nameSchema.default("qf").describe("qf, or a number declared under facts"),
    label: z.string().trim().max(160).optional(),
    brackets: z
      .array(
        z.strictObject({ id: nameSchema.optional(), label: z.string().trim().max(80).optional(), in: intervalSchema }),
      )
      .min(1),
    roundQf: z
      .enum(["no", "down", "nearest", "up"])
      .default("no")
      .describe("Whether a quotient is made a whole number before it is looked up"),
    holes: z
      .union([z.enum(["lower", "upper", "highest", "refuse"])])
      .optional()
      .describe("What a quotient in no bracket pays: must be said where brackets leave a hole"),
    none: answerSchema.describe("What a household without proof pays: highest, lowest, a bracket's id, or refuse"),
    expired: answerSchema.optional().describe("The same for an expired quotient; left out: as without proof"),
    shifts: z
      .array(
        z.strictObject({
          when: conditionSchema,
          by: z.number().int().min(-20).max(20),
          label: z.string().trim().max(160).optional(),
        }),
      )
      .default([])
      .describe("Brackets moved down (-1) or up for some families"),
  })
  .describe("Brackets of quotient familial, from the lowest to the highest");
export type Scale = z.infer<typeof scaleSchema>;
