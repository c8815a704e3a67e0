/** A family's calendar, read by its phone without signing in: whoever holds the address reads it, until it is revoked. */
import { agendaOf } from "@/lib/message/queries-agenda";
import { requestNow } from "@/lib/server/clock";

type Given = { params: Promise<{ secret: string }> };

export async function GET(_request: Request, { params }: Given): Promise<Response> {
  const secret = (await params).secret.replace(/\.ics$/, "");
  const text = /^[A-Za-z0-9_-]{43}$/.test(secret) ? await agendaOf(secret, await requestNow()) : null;
  const headers = { "Cache-Control": "private, no-store" };
  if (text === null) return new Response("Not found", { status: 404, headers });
  return new Response(text, { headers: { ...headers, "Content-Type": "text/calendar; charset=utf-8" } });
}
