/** What the national geocoder is asked and what of its answer is taken (facts: public-apis §2): as little as a form needs. Pure. */
import { z } from "zod";

/** An address as the form of a household has it. */
export type Suggestion = { label: string; line: string; postalCode: string; city: string };

/** The service answers only from three signs on, of which the first is a letter or a digit; a shorter text is not sent. */
export const SHORTEST_QUERY = 3;

export const addressQuerySchema = z.object({
  q: z
    .string()
    .transform((text) => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim())
    .pipe(
      z
        .string()
        .min(SHORTEST_QUERY)
        .max(160)
        .regex(/^[\p{L}\p{N}]/u),
    ),
});

const featureSchema = z.object({
  properties: z.object({
    label: z.string().min(1).max(300),
    name: z.string().min(1).max(160),
    postcode: z.string().regex(/^\d{5}$/),
    city: z.string().min(1).max(80),
    type: z.enum(["housenumber", "street", "locality"]),
  }),
});

/** The suggestions of an answer, best first; what has not all a form needs is passed over, and an odd answer has none. */
export function readSuggestions(answer: unknown): Suggestion[] {
  const found = z.object({ features: z.array(z.unknown()).max(50) }).safeParse(answer);
  if (!found.success) return [];
  return found.data.features.flatMap((feature) => {
    const read = featureSchema.safeParse(feature);
    if (!read.success) return [];
    const { label, name: line, postcode: postalCode, city } = read.data.properties;
    return [{ label, line, postalCode, city }];
  });
}
