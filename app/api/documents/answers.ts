/** What the doors for documents answer a browser: what came of it, in JSON; what is not the person's own is not found. */
import { notFound } from "next/navigation";
import type { Giver } from "@/lib/document/queries-giver";
import type { Outcome } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { familyPage, officePage, tracedRead, type Visit } from "@/lib/server/page";
import { currentPassport } from "@/lib/server/session";

const REFUSED = 409;

/** Who gives a document: a parent, or a member of the office who scans what came on paper. */
export async function giverPage(): Promise<Visit<Giver>> {
  const passport = await currentPassport();
  return passport && passport.role !== "parent"
    ? officePage("document.scan", "/gestion/demandes")
    : familyPage("document.deposit", "/documents");
}

export function answered(outcome: Outcome<object, string>): Response {
  return Response.json(outcome, {
    status: outcome.ok ? 200 : REFUSED,
    headers: { "cache-control": "private, no-store" },
  });
}

export async function traced<Scope, Value>(
  visit: Visit<Scope>,
  work: (context: Context) => Promise<Value>,
): Promise<Value> {
  return tracedRead(visit, work).catch(absent);
}

/** Absent and forbidden are one. */
export function absent(error: unknown): never {
  if (error instanceof NotFound) notFound();
  throw error;
}

/** Undefined when it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
