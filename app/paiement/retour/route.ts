/**
 * Where PayFiP sends the payer's browser back, by GET or POST, without our cookie on a POST from its site. Nothing is believed:
 * the service is asked once the browser has been sent on to a page that promises nothing (facts: payfip §5–6). A network that posts too much is
 * sent on like any other, and nothing is looked up for it.
 */
import { after } from "next/server";
import { settleIdop, takeReturn } from "@/lib/online/commands-settle";
import { idopOf, refdetOfReturn } from "@/lib/payfip/payfip-form";
import { readBody } from "@/lib/server/body";
import { requestNow } from "@/lib/server/clock";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { slowDown } from "@/lib/server/rate-limit";
import { netOf } from "@/lib/server/session";

const BODY_MAX = 16_000;

async function comeBack(request: Request): Promise<Response> {
  const body = request.method === "POST" ? await readBody(request, BODY_MAX) : "";
  const now = await requestNow();
  const idop = idopOf({ method: request.method, query: new URL(request.url).search, body });
  const isHeard = await slowDown("payment-return", (await netOf()).ip ?? "unknown");
  const ask = () => (idop ? settleIdop(idop, now) : refdetOfReturn(body) ? takeReturn(body, now) : null);
  if (isHeard) {
    after(async () => {
      await Promise.resolve(ask()).catch((error: unknown) => log().error({ error: String(error) }, "return"));
    });
  }
  const page = new URL("/paiement/verification", env().PUBLIC_URL);
  if (idop) page.searchParams.set("operation", idop);
  return new Response(null, { status: 303, headers: { location: page.href, "cache-control": "no-store" } });
}

export const GET = comeBack;
export const POST = comeBack;
