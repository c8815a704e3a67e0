/** What the browser carries on its way to FranceConnect and back: sealed with the master key, for ten minutes, for these addresses only. */
import { cookies } from "next/headers";
import type { z } from "zod";
import { decrypt, encrypt } from "@/lib/evidence/vault";
import { env } from "@/lib/server/env";

const JOURNEY = "identite";
/** What FranceConnect wants to hear again when the person leaves. */
const LEAVING = "identite-sortie";
const MINUTES = 10;
const THIRTY_DAYS = 30 * 24 * 3600;

const options = (path: string, seconds: number) => ({
  ...{ httpOnly: true, sameSite: "lax" as const, path, maxAge: seconds },
  secure: env().PUBLIC_URL.startsWith("https:"),
});
const keyOf = () => Buffer.from(env().PORTAIL_MASTER_KEY, "base64");

export async function carry(content: object): Promise<void> {
  const sealed = encrypt(keyOf(), Buffer.from(JSON.stringify(content)), JOURNEY);
  const value = Buffer.from(sealed).toString("base64url");
  (await cookies()).set(JOURNEY, value, options("/connexion/franceconnect", MINUTES * 60));
}

/** What was carried, if it is ours, of this kind and still fresh. */
export async function carried<Content extends { until: number }>(
  schema: z.ZodType<Content>,
  now: Date,
): Promise<Content | null> {
  const text = opened((await cookies()).get(JOURNEY)?.value, JOURNEY);
  const read = schema.safeParse(text ? JSON.parse(text) : null);
  return read.success && read.data.until > now.getTime() ? read.data : null;
}

export async function dropJourney(): Promise<void> {
  (await cookies()).set(JOURNEY, "", options("/connexion/franceconnect", 0));
}

export async function keepForLeaving(idToken: string): Promise<void> {
  const sealed = encrypt(keyOf(), Buffer.from(idToken), LEAVING);
  (await cookies()).set(LEAVING, Buffer.from(sealed).toString("base64url"), options("/", THIRTY_DAYS));
}

/** The token kept for leaving, and the cookie is gone. */
export async function takeForLeaving(): Promise<string | null> {
  const jar = await cookies();
  const value = jar.get(LEAVING)?.value;
  if (value === undefined) return null;
  jar.set(LEAVING, "", options("/", 0));
  return opened(value, LEAVING);
}

function opened(value: string | undefined, label: string): string | null {
  if (!value || value.length > 6_000) return null;
  try {
    return decrypt(keyOf(), Buffer.from(value, "base64url"), label).toString();
  } catch {
    return null;
  }
}
