/** The page that checks a receipt in the browser: one file, to save and use offline, that can send nothing (its policy, and no script of the portal). */
import { getLocale } from "next-intl/server";
import { verifierPage } from "@/lib/evidence/verifier/page";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const page = verifierPage((await getLocale()) === "en" ? "en" : "fr");
  if (!page) return new Response("npm run build\n", { status: 503, headers: { "content-type": "text/plain" } });
  return new Response(page.html, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": page.policy,
      "cache-control": "no-cache",
    },
  });
}
