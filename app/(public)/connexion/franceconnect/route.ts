/** To FranceConnect, with a state and a nonce that only this browser knows. */
import { notFound } from "next/navigation";
import { safeReturn } from "@/lib/account/rules";
import { franceConnect } from "@/lib/identity/franceconnect";
import { JOURNEY_MS } from "@/lib/identity/schema";
import { requestNow } from "@/lib/server/clock";
import { env } from "@/lib/server/env";
import { carry } from "./journey";

export async function GET(request: Request): Promise<Response> {
  const service = franceConnect();
  if (!service) notFound();
  const { url, state, nonce } = service.begin(`${env().PUBLIC_URL}/connexion/franceconnect/retour`);
  const suite = safeReturn(new URL(request.url).searchParams.get("suite"));
  await carry({ state, nonce, suite, until: (await requestNow()).getTime() + JOURNEY_MS });
  return new Response(null, { status: 303, headers: { location: url, "cache-control": "no-store" } });
}
