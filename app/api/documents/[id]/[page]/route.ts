/** One page of a document that is being given: announced with its envelope, then received piece by piece, from where it was cut. */
import { notFound } from "next/navigation";
import { announcePage, receivePiece } from "@/lib/document/commands";
import { PIECE, pageSchema } from "@/lib/document/schema";
import { isId } from "@/lib/kernel/ids";
import { done } from "@/lib/kernel/outcome";
import { isOwnPage, readBody, readBytes } from "@/lib/server/body";
import { slowDown } from "@/lib/server/rate-limit";
import { absent, answered, giverPage, parsedJson, traced } from "../../answers";

type Props = { params: Promise<{ id: string; page: string }> };

const LONGEST = 8000;

export async function PUT(request: Request, props: Props): Promise<Response> {
  const { visit, documentId, position } = await asked(request, props);
  const given = parsedJson(await readBody(request, LONGEST));
  const input = pageSchema.safeParse({ ...(given as object), position });
  if (!input.success) notFound();
  return answered(await traced(visit, (context) => announcePage(context, { ...input.data, documentId }, visit.scope)));
}

export async function PATCH(request: Request, props: Props): Promise<Response> {
  const { visit, documentId, position } = await asked(request, props);
  const offset = Number(new URL(request.url).searchParams.get("depuis") ?? Number.NaN);
  if (!Number.isSafeInteger(offset)) notFound();
  const bytes = await readBytes(request, PIECE);
  const piece = { documentId, position, offset, bytes };
  return answered(done(await receivePiece(visit.tx, piece, visit).catch(absent)));
}

async function asked(request: Request, { params }: Props) {
  const { id, page } = await params;
  const visit = await giverPage();
  const position = Number(page);
  if (!isId(id) || !Number.isSafeInteger(position) || !isOwnPage(request)) notFound();
  if (!(await slowDown("upload", visit.passport.accountId))) notFound();
  return { visit, documentId: id, position };
}
