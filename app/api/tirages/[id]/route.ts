/** The published document of a draw, to be checked by anybody (npm run portail -- draw verify FILE). It names nobody. */
import { notFound } from "next/navigation";
import { publicDraw } from "@/lib/draw/queries";
import { isId } from "@/lib/kernel/ids";
import { openPage } from "@/lib/server/page";

type Props = { params: Promise<{ id: string }> };

export async function GET(_: Request, { params }: Props): Promise<Response> {
  const [{ id }, { tx, moment }] = await Promise.all([params, openPage()]);
  const found = isId(id) ? await publicDraw(tx, id, moment) : null;
  if (!found?.published) notFound();
  return new Response(`${JSON.stringify(found.published, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="tirage-${id}.json"`,
      "x-content-type-options": "nosniff",
    },
  });
}
