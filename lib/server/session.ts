/** Who is asking: the cookie of next-auth holds only our session id; everything else is read again from the database. */
import { cookies, headers } from "next/headers";
import { after } from "next/server";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { type Passport, passportOf } from "@/lib/access/passport";
import { isTouchDue, sessionEnd } from "@/lib/access/rules-session";
import { readSwitches, type Switches } from "@/lib/access/switches";
import { isId } from "@/lib/kernel/ids";
import { requestNow } from "./clock";
import type { Net } from "./context";
import { db } from "./db";
import { env } from "./env";

export function sessionCookieName(): string {
  return env().PUBLIC_URL.startsWith("https:") ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

/** The session id in the cookie, if the cookie is ours. It says who claims to ask, not that they may. */
export async function sessionIdOf(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookieName())?.value;
  if (!token) return null;
  const claims = await decode({ token, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  return typeof claims?.sid === "string" && isId(claims.sid) ? claims.sid : null;
}

/** The person signed in, or null, also while a second factor is waited for. Read once per request, however many components ask. */
export const currentPassport = cache(async (): Promise<Passport | null> => {
  const passport = await readPassport();
  return passport?.waits ? null : passport;
});

/** Whose password was right and whose telephone has not answered yet: known to the page that asks for its code, and to nothing else. */
export const waitingPassport = cache(async (): Promise<Passport | null> => {
  const passport = await readPassport();
  return passport?.waits ? passport : null;
});

const readPassport = cache(async (): Promise<Passport | null> => {
  const sessionId = await sessionIdOf();
  if (!sessionId) return null;
  const now = await requestNow();
  const passport = await passportOf(db(), sessionId, now);
  if (passport && isTouchDue(passport.seenAt, now)) after(() => touch(passport, now));
  return passport;
});

/** Once the answer has left, and at most every five minutes: moves the end of a staff session forward. */
async function touch({ sessionId, role, openedAt }: Passport, now: Date): Promise<void> {
  await db().session.updateMany({
    where: { id: sessionId, revokedAt: null, lastSeenAt: { lt: now } },
    data: { lastSeenAt: now, expiresAt: sessionEnd(role, { createdAt: openedAt, seenAt: now }) },
  });
}

/** Address and browser of the request, for the trace. The address comes from the reverse proxy's last hop. */
export async function netOf(): Promise<Net> {
  const head = await headers();
  const forwarded = head.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? null;
  return { ip: forwarded?.slice(0, 45) ?? null, userAgent: head.get("user-agent")?.slice(0, 300) ?? null };
}

/** The two settings that every request obeys: maintenance, and the version of the charter in force. Read once per request. */
export const currentSwitches = cache((): Promise<Switches> => readSwitches(db()));
