/** A browser opens a document before it encrypts: the id that comes back is part of what each page is bound to. */
import { notFound } from "next/navigation";
import { beginDocument } from "@/lib/document/commands";
import { beginSchema } from "@/lib/document/schema";
import { isOwnPage, readBody } from "@/lib/server/body";
import { slowDown } from "@/lib/server/rate-limit";
import { answered, giverPage, parsedJson, traced } from "./answers";

const LONGEST = 4000;

export async function POST(request: Request): Promise<Response> {
  const visit = await giverPage();
  if (!isOwnPage(request) || !(await slowDown("upload", visit.passport.accountId))) notFound();
  const input = beginSchema.safeParse(parsedJson(await readBody(request, LONGEST)));
  if (!input.success) notFound();
  return answered(await traced(visit, (context) => beginDocument(context, input.data, visit.scope)));
}
