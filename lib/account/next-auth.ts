/**
 * next-auth carries the cookie, and nothing but our session's id in it (docs/decisions/0002). Its own route and the form of /connexion,
 * which must work without a script, call the same command and seal the same token.
 */
import { cookies } from "next/headers";
import type { NextAuthOptions, User } from "next-auth";
import { encode } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { passportOf } from "@/lib/access/passport";
import { requestNow } from "@/lib/server/clock";
import { contextOf } from "@/lib/server/context";
import { transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { netOf, sessionCookieName } from "@/lib/server/session";
import { closeSession } from "./commands";
import { type Opened, signIn, type Visitor } from "./commands-sign-in";
import { safeReturn } from "./rules";
import { signInSchema } from "./schema";

const THIRTY_DAYS = 30 * 24 * 60 * 60;
const DEVICE_COOKIE = "appareil";
/** Thirteen months, the longest the CNIL allows a cookie. */
const DEVICE_SECONDS = 395 * 24 * 60 * 60;

const isSecure = () => env().PUBLIC_URL.startsWith("https:");
const cookieOptions = () => ({ httpOnly: true, sameSite: "lax" as const, path: "/", secure: isSecure() });

/** Who knocks: the instant, the network, and the mark of the browser if it has signed in before. */
export async function visitorOf(): Promise<Visitor> {
  const [now, net, jar] = await Promise.all([requestNow(), netOf(), cookies()]);
  return { now, net, device: deviceIn(jar.get(DEVICE_COOKIE)?.value) };
}

function deviceIn(value: string | undefined): string | null {
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}

/** Gives the browser its session and its mark. From an action or a route only. */
export async function giveCookies({ sessionId, role, device }: Opened): Promise<void> {
  const jar = await cookies();
  const token = await encode({ token: { sid: sessionId }, secret: env().NEXTAUTH_SECRET, maxAge: THIRTY_DAYS });
  // An office computer is shared: there the session also ends with the browser.
  const lasting = role === "parent" ? { maxAge: THIRTY_DAYS } : {};
  jar.set(sessionCookieName(), token, { ...cookieOptions(), ...lasting });
  markBrowser(jar, device);
}

function markBrowser(jar: Awaited<ReturnType<typeof cookies>>, device: string): void {
  jar.set(DEVICE_COOKIE, device, { ...cookieOptions(), maxAge: DEVICE_SECONDS });
}

/** Takes the session from the browser; the mark stays, it opens nothing. */
export async function takeCookie(): Promise<void> {
  (await cookies()).set(sessionCookieName(), "", { ...cookieOptions(), maxAge: 0 });
}

type SignedUser = User & { sid: string };

async function authorize(credentials: Record<string, string> | undefined): Promise<SignedUser | null> {
  const wish = signInSchema.safeParse(credentials ?? {});
  if (!wish.success) return null;
  const outcome = await signIn(await visitorOf(), wish.data);
  if (!outcome.ok) return null;
  markBrowser(await cookies(), outcome.device);
  return { id: outcome.sessionId, sid: outcome.sessionId };
}

/** Signing out by next-auth's own route closes the row too. */
async function closeClaimed(sessionId: unknown): Promise<void> {
  if (typeof sessionId !== "string") return;
  const [now, net] = await Promise.all([requestNow(), netOf()]);
  await transaction(async (tx) => {
    const passport = await passportOf(tx, sessionId, now);
    if (!passport) return;
    const { accountId, role } = passport;
    await closeSession(contextOf(tx, now, { actor: { accountId, role }, channel: "portal", net }), passport);
  });
}

export function authOptions(): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: THIRTY_DAYS },
    useSecureCookies: isSecure(),
    cookies: { sessionToken: { name: sessionCookieName(), options: cookieOptions() } },
    pages: { signIn: "/connexion", signOut: "/connexion", error: "/connexion" },
    providers: [Credentials({ credentials: { email: { type: "email" }, password: { type: "password" } }, authorize })],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sid: (user as SignedUser).sid } : { sid: token.sid }),
      // Nothing about the person travels by this route: pages read the row behind the id.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) =>
        `${baseUrl}${safeReturn(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url) ?? "/"}`,
    },
    events: { signOut: ({ token }) => closeClaimed(token?.sid) },
  };
}
