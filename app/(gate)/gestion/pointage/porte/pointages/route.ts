/**
 * Marks made at the gate come in, each in its own transaction: one that is refused or cannot be read holds none of the others back. A route and not an action,
 * because the page at the gate may be older than the portal that answers it. Another person's marks wait for that person.
 */
import { notFound } from "next/navigation";
import { syncMark } from "@/lib/attendance/commands-sync";
import { ownerTag } from "@/lib/attendance/queries-bundle";
import type { MarkAnswer } from "@/lib/attendance/rules-gate";
import { type GateMarkInput, readConflict, syncSchema } from "@/lib/attendance/schema-gate";
import { NotFound } from "@/lib/server/action";
import { isOwnPage, readBody } from "@/lib/server/body";
import { officePage, tracedRead } from "@/lib/server/page";
import { slowDown } from "@/lib/server/rate-limit";

const LARGEST = 100_000;

type Visit = Awaited<ReturnType<typeof officePage>>;

export async function POST(request: Request): Promise<Response> {
  const visit = await officePage("attendance.record", "/gestion/pointage/porte");
  if (!isOwnPage(request)) notFound();
  if (!(await slowDown("action", visit.passport.accountId))) return new Response(null, { status: 503 });
  const parsed = syncSchema.safeParse(jsonOf(await readBody(request, LARGEST)));
  if (!parsed.success) return new Response(null, { status: 400 });
  if (parsed.data.owner !== ownerTag(visit.passport.accountId)) return new Response(null, { status: 409 });
  const answers: MarkAnswer[] = [];
  for (const { id, mark } of parsed.data.marks)
    answers.push(mark ? await answerTo(visit, mark) : { id, result: "refused", reason: "unreadable" });
  return Response.json({ answers }, { headers: { "cache-control": "private, no-store" } });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function answerTo(visit: Visit, mark: GateMarkInput): Promise<MarkAnswer> {
  const { id } = mark;
  const outcome = await tracedRead(visit, (context) => syncMark(context, mark, visit.scope)).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  if (outcome === null) return { id, result: "refused", reason: "not-yours" };
  if (outcome.ok) return { id, result: "done" };
  if (outcome.reason === "conflict") return { id, result: "conflict", ...readConflict(outcome.facts ?? {}) };
  return { id, result: "refused", reason: outcome.reason };
}
