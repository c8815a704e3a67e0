/**
 * PayFiP calls here when a payment has a result (facts: payfip §6). It proves nothing and carries nothing but an operation id:
 * the answer is always 200 and says nothing, and only then is the service asked. An unknown id costs no call.
 */
import { after } from "next/server";
import { settleIdop } from "@/lib/online/commands-settle";
import { idopOf } from "@/lib/payfip/payfip-form";
import { readBody } from "@/lib/server/body";
import { requestNow } from "@/lib/server/clock";
import { log } from "@/lib/server/log";

/** A notification is a few dozen bytes. */
const BODY_MAX = 16_000;

async function answer(request: Request): Promise<Response> {
  const body = request.method === "POST" ? await readBody(request, BODY_MAX) : "";
  const idop = idopOf({ method: request.method, query: new URL(request.url).search, body });
  const now = await requestNow();
  if (idop) {
    after(() => settleIdop(idop, now).catch((error: unknown) => log().error({ error: String(error) }, "notification")));
  }
  return new Response(null, { status: 200, headers: { "cache-control": "no-store" } });
}

export const GET = answer;
export const POST = answer;
