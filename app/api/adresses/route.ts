/** Suggestions while a parent types an address. Posted, so that no address stands in an address bar or a log; off, silent or slow is an empty list. */
import { notFound } from "next/navigation";
import { addressHelp } from "@/lib/address/geocoder";
import { addressQuerySchema } from "@/lib/address/schema";
import { familyPage } from "@/lib/server/page";
import { slowDown } from "@/lib/server/rate-limit";

export async function POST(request: Request): Promise<Response> {
  const { passport, now } = await familyPage("household.edit", "/foyer");
  const geocoder = addressHelp();
  if (!geocoder) notFound();
  const body: unknown = await request.json().catch(() => null);
  const query = addressQuerySchema.safeParse(body);
  const mayAsk = query.success && (await slowDown("suggestion", passport.accountId));
  const suggestions = mayAsk ? await geocoder.suggest(query.data.q, now.getTime()) : [];
  return Response.json({ suggestions }, { headers: { "cache-control": "private, no-store" } });
}
