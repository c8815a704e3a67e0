/** Who may open the papers of a request, family or office, each within their own view of it; and the answer that carries a PDF. */
import { notFound } from "next/navigation";
import type { FamilyScope } from "@/lib/access/gate";
import type { Papered } from "@/lib/agreement/queries";
import { ownWorkRequest } from "@/lib/casework/queries";
import { consultedRequest } from "@/lib/casework/queries-office";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { type LetterPaper, renderLetter } from "@/lib/letter/pdf";
import { familyPage, officePage, tracedRead, type Visit } from "@/lib/server/page";
import { currentPassport } from "@/lib/server/session";

type Opened = { request: Papered; tx: Visit<unknown>["tx"]; today: CivilDate; reader: FamilyScope | null };

/** An agent's look leaves its line in the family's journal; what is not theirs is not found. */
export async function openedRequest(id: string, path: string): Promise<Opened> {
  const isFamily = (await currentPassport())?.role === "parent";
  if (!isId(id)) notFound();
  if (isFamily) {
    const visit = await familyPage("request.follow", path);
    const request = await ownWorkRequest(visit.tx, visit.scope, id);
    if (!request) notFound();
    return { request, tx: visit.tx, today: visit.today, reader: visit.scope };
  }
  const visit = await officePage("request.handle", path);
  const request = await tracedRead(visit, (context) => consultedRequest(context, visit.scope, id));
  if (!request) notFound();
  return { request, tx: visit.tx, today: visit.today, reader: null };
}

export async function pdfAnswer(paper: LetterPaper, at: Date, name: string): Promise<Response> {
  const bytes = await renderLetter(paper, at);
  return new Response(Buffer.from(bytes), {
    headers: {
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-type": "application/pdf",
      "content-disposition": `inline; filename="${name}.pdf"`,
    },
  });
}
