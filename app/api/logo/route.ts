/** The commune's logo. Its address carries its hash, so browsers may keep it for good. */
import { logoOf } from "@/lib/commune/queries";
import { openPage } from "@/lib/server/page";

export async function GET(): Promise<Response> {
  const { tx } = await openPage();
  const png = await logoOf(tx);
  if (!png) return new Response(null, { status: 404 });
  return new Response(png, {
    headers: { "content-type": "image/png", "cache-control": "public, max-age=31536000, immutable" },
  });
}
