/** The journal's checkpoints and tiles, for whoever keeps a copy or checks one (C2SP tlog-tiles; facts: evidence §7). No personal datum. */
import { publishedFile } from "@/lib/evidence/published";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ path: string[] }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const file = publishedFile((await params).path);
  if (!file) return new Response("absent\n", { status: 404, headers: { "content-type": "text/plain; charset=utf-8" } });
  return new Response(file.bytes, {
    headers: {
      "content-type": file.text ? "text/plain; charset=utf-8" : "application/octet-stream",
      "cache-control": file.lasting ? "public, max-age=31536000, immutable" : "no-cache",
      "access-control-allow-origin": "*",
    },
  });
}
