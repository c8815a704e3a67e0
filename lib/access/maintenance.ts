/** Maintenance mode as it is stored. Pure. */
import { z } from "zod";

/** Stored under the setting « maintenance ». While on, only the staff roles named here can act. */
export const maintenanceSchema = z.object({
  on: z.boolean().default(false),
  messageFr: z.string().max(1000).default(""),
  messageEn: z.string().max(1000).default(""),
});
