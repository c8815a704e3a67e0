/** For monitors: 200 when all is well, 503 when something is down. Says nothing about anybody. */
import { now } from "@/lib/server/clock";
import { db } from "@/lib/server/db";
import { healthOf } from "@/lib/server/work/health";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const health = await healthOf(db(), now());
  return Response.json(health, {
    status: health.status === "ok" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
