/** A nonce for each page and the policy that goes with it. Comfort only: no page relies on this file to be safe from the wrong reader. */
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/server/env";

export function proxy(request: NextRequest): NextResponse {
  if (process.env.PORTAIL_PROXY === "off") return NextResponse.next();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/**
 * Nothing from elsewhere. The payment page, and FranceConnect where leaving the portal leaves it too, are the only foreign addresses that a form
 * may end on, since browsers apply form-action to redirects.
 */
function contentPolicy(nonce: string): string {
  const { PAYFIP_PAGE_URL, FRANCECONNECT_ISSUER } = env();
  const ends = [PAYFIP_PAGE_URL, FRANCECONNECT_ISSUER].flatMap((address) => (address ? new URL(address).origin : []));
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action 'self' ${ends.join(" ")}`,
  ].join("; ");
}

export const config = {
  matcher: [{ source: "/((?!_next/static|_next/image|favicon|icon|robots.txt|api/|verifier$).*)" }],
};
