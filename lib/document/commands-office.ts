/**
 * The office decides on a document, and says which it asks for. A decision keeps its result and its dates; the pages begin to go, and the worker
 * destroys those whose time is over (domain rules 30, GDPR art. 5(1)(e)).
 */
import type { OfficeScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, type Tx, transaction } from "@/lib/server/db";
import { subjectOf } from "./queries";
import { type OfficeDocument, officeDocument } from "./queries-office";
import { asksEndDate, destroyedFrom } from "./rules";
import type { DecideInput, KindInput, NeedInput } from "./schema";
import { documentStorage } from "./storage";

export type DecideRefusal = "already-decided" | "expired" | "ends-before";

/** Accepts, with the day it holds until, or refuses with a motive that the family reads. Of two agents at once, the second finds it decided. */
export async function decideDocument(
  context: Context,
  input: DecideInput,
  scope: OfficeScope,
): Promise<Outcome<object, DecideRefusal>> {
  const { tx, now, today, actor } = context;
  const { documentId } = input;
  await tx.$queryRaw`SELECT id FROM document WHERE id = ${documentId} FOR UPDATE`;
  const found = await officeDocument(tx, scope, documentId);
  if (!found) throw new NotFound();
  const isAccepted = input.verdict === "validate";
  const until = isAccepted && asksEndDate(found.validity) ? input.validUntil : found.validUntil;
  const late = lateness(found, today);
  if (late) return turnDown(context, documentId, late);
  if (isAccepted && until !== null && until < today) return turnDown(context, documentId, "ends-before");
  const motive = isAccepted ? null : input.motive;
  await tx.document.update({
    where: { id: documentId },
    data: {
      ...{ state: isAccepted ? "validated" : "refused", motive, decidedAt: now },
      decidedById: actor?.accountId ?? null,
      validUntil: until && toColumn(until),
      destroyOn: toColumn(destroyedFrom(today, found.kind.destroyDays)),
    },
  });
  const { childId, kindId, kind, requestId } = found;
  await record(context, {
    type: isAccepted ? "document.validated" : "document.refused",
    subject: await subjectOf(tx, found),
    object: { kind: "document", id: documentId },
    body: {
      ...{ kindId, document: kind.nameFr, childId: childId ?? undefined, requestId: requestId ?? undefined },
      ...{ motive: motive ?? undefined, validUntil: until ?? undefined },
    },
  });
  return done();
}

/** Waiting still, but its pages are gone or go today: there is nothing to look at any more. */
function lateness({ state, destroyOn }: OfficeDocument, today: CivilDate) {
  if (state === "expired" || (state === "waiting" && destroyOn !== null && destroyOn <= today)) return "expired";
  return state === "waiting" ? null : "already-decided";
}

async function turnDown(context: Context, documentId: string, reason: DecideRefusal) {
  const object = { kind: "document", id: documentId };
  await record(context, { type: "document.decision-refused", subject: null, object, body: { reason } });
  return refused(reason);
}

/** A new kind, or a changed one. What was given before keeps the dates it was given with. */
export async function saveKind(context: Context, input: KindInput): Promise<Outcome<{ kindId: string }, "gone">> {
  const { tx } = context;
  const { kindId: known, lasts, months, freshMonths, ...rest } = input;
  const validity = {
    lasts,
    ...(lasts === "months" && months && { months }),
    ...(freshMonths && { freshMonths }),
  };
  const kindId = known ?? newId();
  if (known) {
    // Whom a kind is about does not change once documents are bound to it.
    const { subject: _fixed, ...changed } = rest;
    const { count } = await tx.documentKind.updateMany({ where: { id: known }, data: { ...changed, validity } });
    if (count === 0) return refused("gone");
  } else {
    const position = 1 + (await tx.documentKind.count());
    await tx.documentKind.create({ data: { id: kindId, code: `own-${kindId}`, position, ...rest, validity } });
  }
  await changed(context, kindId, { kind: rest.nameFr, lasts, destroyDays: rest.destroyDays, isOpen: rest.isOpen });
  return done({ kindId });
}

export async function addNeed(context: Context, input: NeedInput): Promise<Outcome<object, "already-asked">> {
  const { tx } = context;
  const { isRequired, ...same } = input;
  const kind = await tx.documentKind.findUnique({ where: { id: input.kindId } });
  if (!kind) throw new NotFound();
  if ((await tx.documentNeed.count({ where: same })) > 0) return refused("already-asked");
  const needId = newId();
  await tx.documentNeed.create({ data: { id: needId, ...input } });
  await changed(context, kind.id, {
    kind: kind.nameFr,
    asked: "added",
    needId,
    ruleCode: input.ruleCode,
    condition: input.condition,
  });
  return done();
}

export async function dropNeed(context: Context, { needId }: { needId: string }): Promise<Outcome<object, never>> {
  const { tx } = context;
  const need = await tx.documentNeed.findUnique({ where: { id: needId }, include: { kind: true } });
  if (!need) throw new NotFound();
  await tx.documentNeed.delete({ where: { id: needId } });
  const { kind, ruleCode, condition } = need;
  await changed(context, kind.id, { kind: kind.nameFr, asked: "dropped", needId, ruleCode, condition });
  return done();
}

type Change = Record<string, string | number | boolean | null>;

async function changed(context: Context, kindId: string, body: Change): Promise<void> {
  const object = { kind: "document-kind", id: kindId };
  await record(context, { type: "document.settings-changed", subject: null, object, body });
}

const BATCH = 20;

/**
 * Gives the number destroyed. First the document is claimed: under its lock, so that nothing is handed in or decided meanwhile, a draft ends and the
 * wrapped keys go. Then the store, then the family reads it. Cut short, it is done again; each step may be repeated. Copies in backups go with the
 * rotation of the backups (docs/operations.md). Drafts that were never handed in go after two days without a word.
 */
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
