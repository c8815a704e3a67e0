/** The commune's logo. Its address carries its hash, so browsers may keep it for good. */
import { logoOf } from "@/lib/commune/queries";
import { db } from "@/lib/server/db";

export async function GET(): Promise<Response> {
  const png = await logoOf(db());
  if (!png) return new Response(null, { status: 404 });
  return new Response(png, {
    headers: { "content-type": "image/png", "cache-control": "public, max-age=31536000, immutable" },
  });
}
