/** The proof of a month as a PDF, made from the books as they are now. Whoever takes it is in the journal. */
import { communeIdentity } from "@/lib/commune/queries-identity";
import { record } from "@/lib/evidence/record";
import { regiesOf } from "@/lib/invoice/queries-runs";
import { renderProof } from "@/lib/proof/pdf";
import { proofsOf } from "@/lib/proof/queries";
import { proofPaper } from "@/lib/proof/rules-paper";
import { officePage, tracedRead } from "@/lib/server/page";
import { readAsked } from "../asked";

export async function GET(request: Request): Promise<Response> {
  const visit = await officePage("billing.consult", "/gestion/facturation/preuve");
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const asked = readAsked(query, { today: visit.today, regies: await regiesOf(visit.tx) });
  const proofs = await tracedRead(visit, async (context) => {
    await record(context, {
      ...{ type: "export.made", subject: null, object: { kind: "proof", id: asked.month } },
      body: { month: asked.month, regieId: asked.regieId },
    });
    return proofsOf(context.tx, asked);
  });
  const { name } = await communeIdentity();
  const paper = proofPaper({ town: name, month: asked.month, moment: visit.moment, proofs }, "fr");
  const bytes = await renderProof(paper, visit.now);
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="preuve-${asked.month}.pdf"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}
