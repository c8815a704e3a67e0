/** What closes or opens the portal to everybody: maintenance mode and the charter version that parents must have accepted. */
import type { z } from "zod";
import type { Tx } from "@/lib/server/db";
import { maintenanceSchema } from "./maintenance";

export type Switches = { maintenance: z.infer<typeof maintenanceSchema>; charterVersion: number };

export async function readSwitches(tx: Tx): Promise<Switches> {
  const [setting, charter] = await Promise.all([
    tx.setting.findUnique({ where: { section: "maintenance" }, select: { value: true } }),
    tx.charterVersion.findFirst({ orderBy: { version: "desc" }, select: { version: true } }),
  ]);
  return { maintenance: maintenanceSchema.parse(setting?.value ?? {}), charterVersion: charter?.version ?? 0 };
}
