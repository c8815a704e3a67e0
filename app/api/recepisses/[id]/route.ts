/** The receipt of a line of the family's journal, as a file that proves the line without the portal (facts: evidence §6). */
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { familyReceipt } from "@/lib/journal/queries";
import { isId } from "@/lib/kernel/ids";
import { familyPage } from "@/lib/server/page";

type Props = { params: Promise<{ id: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id } = await params;
  const { tx, scope, today } = await familyPage("journal.read", `/api/recepisses/${encodeURIComponent(id)}`);
  const receipt = isId(id) ? await familyReceipt(tx, { scope, today }, id) : null;
  if (receipt === null) notFound();
  const name = `${(await getTranslations("journal"))("receiptFile")}-${id}.json`;
  return new Response(receipt, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}
