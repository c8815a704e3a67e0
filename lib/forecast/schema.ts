/** What the office asks of the simulator: a month, the version to compare with, and a family, real or imagined. Read from the address, where no name stands. Pure. */
import { z } from "zod";
import { isCivilMonth } from "@/lib/kernel/civil-date";

const one = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (Array.isArray(value) ? value[0] : value), schema);
const many = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(60)).max(40),
);

export const simulationSchema = z.object({
  mois: one(z.string().refine(isCivilMonth).optional().catch(undefined)),
  /** "brouillon", or the id of a version. */
  avec: one(
    z
      .union([z.literal("brouillon"), z.uuid()])
      .optional()
      .catch(undefined),
  ),
  foyer: one(z.uuid().optional().catch(undefined)),
  quotient: one(
    z
      .string()
      .transform((text) => Number(text.replace(",", ".")))
      .refine(
        (value) =>
          Number.isFinite(value) &&
          value >= 0 &&
          value <= 100_000 &&
          Math.abs(value * 100 - Math.round(value * 100)) < 1e-6,
      )
      .optional()
      .catch(undefined),
  ),
  enfants: one(z.coerce.number().int().min(1).max(6).catch(1)),
  classe: one(z.string().max(12).catch("CE1")),
  commune: one(z.enum(["oui", "non"]).catch("oui")),
  jours: many,
  services: many,
});
export type SimulationAsked = z.infer<typeof simulationSchema>;
