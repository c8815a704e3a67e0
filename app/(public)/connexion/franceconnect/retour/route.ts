/** Back from FranceConnect: into the linked account, or to the page that links one. Everything else is « it did not succeed », in one sentence. */
import { notFound } from "next/navigation";
import { giveCookies, visitorOf } from "@/lib/account/next-auth";
import { homeOf } from "@/lib/account/rules";
import { enterByIdentity } from "@/lib/identity/commands";
import { franceConnect } from "@/lib/identity/franceconnect";
import { departureSchema, JOURNEY_MS } from "@/lib/identity/schema";
import { env } from "@/lib/server/env";
import { slowDown } from "@/lib/server/rate-limit";
import { carried, carry, dropJourney, keepForLeaving } from "../journey";

export async function GET(request: Request): Promise<Response> {
  const service = franceConnect();
  if (!service) notFound();
  const visitor = await visitorOf();
  if (!(await slowDown("sign-in", visitor.net.ip ?? "unknown"))) return goTo("/connexion?error=franceconnect");
  const departure = await carried(departureSchema, visitor.now);
  await dropJourney();
  if (!departure) return goTo("/connexion?error=franceconnect");
  const address = new URL(`/connexion/franceconnect/retour${new URL(request.url).search}`, env().PUBLIC_URL);
  const identity = await service.finish(address, departure);
  if (!identity.ok) return goTo("/connexion?error=franceconnect");
  const { sub, idToken } = identity;
  const entered = await enterByIdentity(visitor, sub);
  if (entered.ok) {
    await giveCookies(entered);
    await keepForLeaving(idToken);
    return goTo(departure.suite ?? homeOf(entered.role));
  }
  if (entered.reason === "closed") return goTo("/connexion?error=franceconnect-ferme");
  await carry({ sub, idToken, suite: departure.suite, until: visitor.now.getTime() + JOURNEY_MS });
  return goTo("/connexion/franceconnect/relier");
}

/** `path` is always ours. */
function goTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path, "cache-control": "no-store" } });
}
