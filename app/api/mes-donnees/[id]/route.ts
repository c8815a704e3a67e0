/** The archive of one's own data: whoever else asks finds nothing, and without the password given a moment ago the page asks for it. */
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { isId } from "@/lib/kernel/ids";
import { takeCopy } from "@/lib/privacy/queries";
import { familyPage, tracedRead } from "@/lib/server/page";

type Props = { params: Promise<{ id: string }> };

export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { id } = await params;
  const visit = await familyPage("journal.read", "/mes-donnees");
  if (!isId(id)) notFound();
  const bytes = await tracedRead(visit, (context) => takeCopy(context, visit.passport, id));
  if (bytes === null) notFound();
  if (bytes === "locked") redirect("/mes-donnees");
  const name = (await getTranslations("privacy"))("file.download");
  return new Response(bytes, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${name}-${visit.today}.zip"`,
      "content-length": `${bytes.length}`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
