/** What the head decides of a draft, and what a family confirms. Pure. */
import { z } from "zod";

const id = z.uuid("generic");

export const prepareSchema = z.object({});

export const rolloverIdSchema = z.object({ rolloverId: id });
export type RolloverId = z.infer<typeof rolloverIdSchema>;

/** A class and school together, as one choice of the form: "<site> <grade>", or leaving. */
const PLACE = /^(leaves|[0-9a-f-]{36} [A-Z0-9]{2,10})$/;

export const changeChildSchema = z.object({ rolloverId: id, childId: id, place: z.string().regex(PLACE, "choose") });
export type ChangeChildInput = z.infer<typeof changeChildSchema>;

export const confirmSchema = z.object({ householdId: id });
export type ConfirmInput = z.infer<typeof confirmSchema>;
