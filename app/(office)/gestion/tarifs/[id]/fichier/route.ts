/** A version of the rules, or the draft, as a commune file: what a town gives another, and what the command line checks. */
import { notFound } from "next/navigation";
import { draftOf, versionFile } from "@/lib/draft/queries";
import { shortened } from "@/lib/draft/rules-document";
import { isId } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";

type Props = { params: Promise<{ id: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id } = await params;
  const visit = await officePage("activity.consult", "/gestion/tarifs");
  const found = id === "brouillon" ? await draftOf(visit.tx) : isId(id) ? await versionFile(visit.tx, id) : null;
  if (!found) notFound();
  const since = "since" in found ? found.since : "brouillon";
  const name = `${found.file.commune.id}-${since}.json`;
  return new Response(`${JSON.stringify(shortened(found.file), null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
