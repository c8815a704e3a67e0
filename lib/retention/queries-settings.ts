/** The durations in force: those of the rules, or what the commune chose where no text gives a number, with its reason. */
import { z } from "zod";
import type { Tx } from "@/lib/server/db";
import { type Durations, drawnDurations, type RetentionName, retentionRules } from "./rules";
import { chosenSchema, isChangeable } from "./schema";

const storedSchema = z.object({
  chosen: z.record(z.string(), chosenSchema).catch({}),
  /** A destruction waits for a second person. */
  visa: z.boolean().catch(false),
});

export type RetentionSettings = {
  durations: Durations;
  reasons: Readonly<Partial<Record<RetentionName, string>>>;
  visa: boolean;
};

export async function retentionSettings(tx: Tx): Promise<RetentionSettings> {
  const row = await tx.setting.findUnique({ where: { section: "retention" } });
  const { chosen, visa } = storedSchema.parse(row?.value ?? {});
  const own = Object.entries(chosen).filter(([name]) => name in retentionRules && isChangeable(name as RetentionName));
  return {
    durations: {
      ...drawnDurations,
      ...Object.fromEntries(own.map(([name, { days, months }]) => [name, days ? { days } : { months }])),
    },
    reasons: Object.fromEntries(own.map(([name, { reason }]) => [name, reason])),
    visa,
  };
}
