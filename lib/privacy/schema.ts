/** What the forms of « Mes données » send: the password, given again. Pure. */
import { z } from "zod";

export const passwordSchema = z.object({ password: z.string().min(1, "required").max(200, "tooLong") });
