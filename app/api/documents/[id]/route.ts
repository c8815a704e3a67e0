/** A document as a whole: who gives it hands it in; the agent's browser receives its sealed pages, and the family reads that it was opened. */
import { notFound } from "next/navigation";
import { submitDocument } from "@/lib/document/commands";
import { openedDocument } from "@/lib/document/queries-office";
import { documentStorage, pieceNames } from "@/lib/document/storage";
import { isId } from "@/lib/kernel/ids";
import { isOwnPage } from "@/lib/server/body";
import { officePage, tracedRead } from "@/lib/server/page";
import { slowDown } from "@/lib/server/rate-limit";
import { answered, giverPage, traced } from "../answers";

type Props = { params: Promise<{ id: string }> };

export async function POST(request: Request, { params }: Props): Promise<Response> {
  const { id } = await params;
  const visit = await giverPage();
  if (!isId(id) || !isOwnPage(request) || !(await slowDown("upload", visit.passport.accountId))) notFound();
  return answered(await traced(visit, (context) => submitDocument(context, { documentId: id }, visit.scope)));
}

export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { id } = await params;
  const visit = await officePage("document.decide", "/gestion/documents");
  if (!isId(id) || !isOwnPage(request)) notFound();
  const pages = await tracedRead(visit, (context) => openedDocument(context, visit.scope, id));
  if (!pages) notFound();
  return new Response(flowing(jsonOf(pages)), {
    headers: {
      "cache-control": "private, no-store",
      "content-type": "application/json",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}

/** Nothing is read from the store before the browser takes it. */
function flowing(texts: AsyncGenerator<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await texts.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
  });
}

type Sealed = NonNullable<Awaited<ReturnType<typeof openedDocument>>>;

/** Each page as a whole JWE beside what it must be bound to; the ciphertext flows from the store piece by piece. */
async function* jsonOf(pages: Sealed): AsyncGenerator<string> {
  for (const [index, { envelope, ...page }] of pages.entries()) {
    const before = JSON.stringify({ position: page.position, format: page.format, envelope }).slice(0, -1);
    yield `${index === 0 ? "[" : ","}${before},"ciphertext":"`;
    for (const name of pieceNames(page)) yield new TextDecoder("latin1").decode(await documentStorage().read(name));
    yield '"}';
  }
  yield "]";
}
