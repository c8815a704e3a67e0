/** For monitors: 200 when all is well, 503 when something is down. Says nothing about anybody. */
import { currentHealth } from "@/lib/server/work/health";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const health = await currentHealth();
  return Response.json(health, {
    status: health.status === "ok" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
