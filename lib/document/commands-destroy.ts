/**
 * Destroys the pages whose time is over: first in the store, then the keys that would still open a copy, and the family reads it. Cut short, it is
 * done again; each step may be repeated. Copies in backups go with the rotation of the backups (docs/operations.md).
 */
import { record } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { parisOf, toColumn } from "@/lib/kernel/civil-date";
import { systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { documentStorage, pieceNames } from "./storage";

const BATCH = 20;

/** Gives the number destroyed. Drafts that were never handed in, and files tied to no request, go after two days without a word. */
export async function destroyDue(database: Database, now: Date): Promise<number> {
  const day = toColumn(parisOf(now).day);
  const due = await database.document.findMany({
    where: { destroyedAt: null, destroyOn: { lte: day } },
    orderBy: { destroyOn: "asc" },
    take: BATCH,
    include: { pages: true, kind: true },
  });
  for (const document of due) {
    await documentStorage().remove(document.pages.flatMap(pieceNames));
    await transaction((tx) => forget(systemContext(tx, now), document));
  }
  return due.length;
}

type Due = Prisma.DocumentGetPayload<{ include: { pages: true; kind: true } }>;

async function forget(
  context: ReturnType<typeof systemContext>,
  { id, householdId, childId, kindId, kind, ...row }: Due,
) {
  const { tx, now, today } = context;
  const { count } = await tx.document.updateMany({
    where: { id, destroyedAt: null, destroyOn: { lte: toColumn(today) } },
    data: { destroyedAt: now },
  });
  if (count === 0) return;
  await tx.documentPage.updateMany({ where: { documentId: id }, data: { envelope: Prisma.DbNull } });
  const wasGiven = row.submittedAt !== null;
  await record(context, {
    type: wasGiven ? "document.destroyed" : "document.draft-dropped",
    subject: { kind: "household", id: householdId },
    object: { kind: "document", id },
    body: { kindId, document: kind.nameFr, childId: childId ?? undefined, pages: row.pages.length },
  });
}
