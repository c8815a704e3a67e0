/** Which children get a badge, or lose theirs. Pure. */
import { z } from "zod";

const MOST = 400;

export const badgesSchema = z.object({
  children: z.array(z.uuid("generic")).min(1, "required").max(MOST),
  change: z.enum(["issue", "revoke"], "choose"),
});
export type BadgesInput = z.infer<typeof badgesSchema>;
