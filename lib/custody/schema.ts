/** What both parents may read of a proposal, by kind, and what the forms send. Pure. */
import { z } from "zod";
import { custodySchema, day, id } from "@/lib/household/schema";
import type { SharedKind } from "./rules";

/** Custody is told from the side of who proposes. Nothing here names an address, an amount or another person. */
export const wishSchemas = {
  child_identity: z.object({ firstName: z.string(), lastName: z.string(), birthDate: day }),
  child_school: z.object({ siteId: z.string(), grade: z.string(), since: day }),
  child_custody: z.object({ custody: custodySchema }),
  image_consent: z.object({ kind: z.literal("image"), isGranted: z.literal(true) }),
  custody_day: z.object({ day, toProposer: z.boolean() }),
} as const satisfies Record<SharedKind, z.ZodType>;

export type SharedWish = {
  [Kind in SharedKind]: { kind: Kind; wish: z.infer<(typeof wishSchemas)[Kind]> };
}[SharedKind];

export const swapWishSchema = z.object({ childId: id, day, to: z.enum(["mine", "other"], "choose") });
export type SwapWish = z.infer<typeof swapWishSchema>;

export const answerSchema = z.object({ proposalId: id, answer: z.enum(["agree", "refuse"], "choose") });
export type Answer = z.infer<typeof answerSchema>;

export const withdrawSchema = z.object({ proposalId: id });
