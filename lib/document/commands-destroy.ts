/**
 * Destroys the pages whose time is over. First the document is claimed: under its lock, so that nothing is handed in or decided meanwhile, a draft
 * ends and the wrapped keys go. Then the store, then the family reads it. Cut short, it is done again; each step may be repeated. Copies in backups
 * go with the rotation of the backups (docs/operations.md).
 */
import { record } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { parisOf, toColumn } from "@/lib/kernel/civil-date";
import { systemContext } from "@/lib/server/context";
import { type Database, type Tx, transaction } from "@/lib/server/db";
import { subjectOf } from "./queries";
import { documentStorage } from "./storage";

const BATCH = 20;

/** Gives the number destroyed. Drafts that were never handed in, and files tied to no request, go after two days without a word. */
export async function destroyDue(database: Database, now: Date): Promise<number> {
  const day = toColumn(parisOf(now).day);
  const due = await database.document.findMany({
    where: { destroyedAt: null, destroyOn: { lte: day } },
    orderBy: { destroyOn: "asc" },
    take: BATCH,
    select: { id: true },
  });
  let destroyed = 0;
  for (const { id } of due) {
    const document = await transaction((tx) => claim(tx, id, day));
    if (!document) continue;
    await documentStorage().clear(id);
    await transaction((tx) => tell(systemContext(tx, now), document));
    destroyed += 1;
  }
  return destroyed;
}

type Claimed = Prisma.DocumentGetPayload<{ include: { pages: true; kind: true } }>;

/** Null when it is no longer due: it was handed in, or another worker was here. */
async function claim(tx: Tx, id: string, day: Date): Promise<Claimed | null> {
  await tx.$queryRaw`SELECT id FROM document WHERE id = ${id} FOR UPDATE`;
  const document = await tx.document.findFirst({
    where: { id, destroyedAt: null, destroyOn: { lte: day } },
    include: { pages: true, kind: true },
  });
  if (!document) return null;
  await tx.document.updateMany({ where: { id, state: "draft" }, data: { state: "withdrawn" } });
  await tx.documentPage.updateMany({ where: { documentId: id }, data: { envelope: Prisma.DbNull } });
  return document;
}

async function tell(context: ReturnType<typeof systemContext>, { id, childId, kindId, kind, ...row }: Claimed) {
  const { tx, now } = context;
  const { count } = await tx.document.updateMany({ where: { id, destroyedAt: null }, data: { destroyedAt: now } });
  if (count === 0) return;
  const wasGiven = row.submittedAt !== null;
  await record(context, {
    type: wasGiven ? "document.destroyed" : "document.draft-dropped",
    subject: await subjectOf(tx, row),
    object: { kind: "document", id },
    body: { kindId, document: kind.nameFr, childId: childId ?? undefined, pages: row.pages.length },
  });
}
