/** next-auth's own route: csrf, callback, sign-out. The form of /connexion does not need it; programs and tests may. */
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/account/next-auth";
import { env } from "@/lib/server/env";

type Segments = { params: Promise<{ nextauth: string[] }> };

function handle(request: NextRequest, segments: Segments): Promise<Response> {
  // next-auth reads its own address here, and would believe the Host header otherwise.
  process.env.NEXTAUTH_URL ??= env().NEXTAUTH_URL;
  return NextAuth(request, segments, authOptions());
}

export { handle as GET, handle as POST };
