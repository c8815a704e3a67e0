/** What the office may ask of the machine's work. Pure. */
import { z } from "zod";

export const retrySchema = z.object({ id: z.uuid() });
