/**
 * A statement, list or answer comes in from the form of /gestion/rapprochement/imports. A route and not an action, because actions keep their
 * bodies small: this one takes a large file piece by piece, and refuses one that is too large in words. Answers with a page, script or not.
 */
import { notFound } from "next/navigation";
import { isId } from "@/lib/kernel/ids";
import { type Fault, LARGEST_FILE } from "@/lib/reading/schema";
import { isOwnPage, readUpload } from "@/lib/server/body";
import { officePage, tracedRead } from "@/lib/server/page";
import { slowDown } from "@/lib/server/rate-limit";
import { importStatement } from "@/lib/statement/commands";

const PAGE = "/gestion/rapprochement/imports";
/** The form around the file. */
const AROUND = 100_000;

export async function POST(request: Request): Promise<Response> {
  const visit = await officePage("receipt.record", PAGE);
  if (!isOwnPage(request) || !(await slowDown("action", visit.passport.accountId))) notFound();
  const form = await readUpload(request, LARGEST_FILE + AROUND);
  const [file, regieId] = [form?.get("file"), form?.get("regieId")];
  if (!form) return refusal({ reason: "too-large" }, null);
  if (!(file instanceof File) || typeof regieId !== "string" || !isId(regieId)) notFound();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const fileName = file.name.replace(/[^\p{L}\p{N}._ -]/gu, "_");
  const outcome = await tracedRead(visit, (context) => importStatement(context, { regieId, fileName, bytes }));
  if (!outcome.ok) return refusal({ reason: outcome.reason, ...outcome.facts }, regieId);
  return goTo(`${PAGE}/${outcome.importId}?etat=${outcome.isKnown ? "connu" : "nouveau"}`);
}

function refusal({ reason, line, found, expected }: Partial<Fault> & { reason: string }, regieId: string | null) {
  const told = { refus: reason, ligne: line, lu: found, attendu: expected, regie: regieId };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(told)) {
    if (value !== undefined && value !== null) query.set(name, String(value).slice(0, 100));
  }
  return goTo(`${PAGE}?${query}`);
}

function goTo(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path } });
}
