/** What the browser carries, sealed, between the portal and FranceConnect. Pure. */
import { z } from "zod";
import { signInSchema } from "@/lib/account/schema";

const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** On the way there. `until` is an instant in milliseconds. */
export const departureSchema = z.object({ state: hex, nonce: hex, suite: z.string().nullable(), until: z.number() });

/** Back, with an identity that opens no account yet. */
export const arrivalSchema = z.object({
  sub: z.string().min(1).max(255),
  idToken: z.string().max(4_000),
  suite: z.string().nullable(),
  until: z.number(),
});

/** Time to sign in over there, and to find one's password here. */
export const JOURNEY_MS = 10 * 60_000;

export const linkSchema = signInSchema.pick({ email: true, password: true });
