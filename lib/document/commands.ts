/**
 * A family gives a document: announced, sent page by page in encrypted pieces that may be sent again after a cut, then handed in as a whole.
 * The server checks everything it can see: whose child, which keys, how large, bound to which place. It sees no content.
 */
import { createHash } from "node:crypto";
import type { FamilyScope } from "@/lib/access/gate";
import { settingsOf } from "@/lib/commune/queries";
import { record } from "@/lib/evidence/record";
import { addDays, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { JsonObject, Tx } from "@/lib/server/db";
import { kidOf } from "./jwe";
import { keysFor, subjectOf, yearOn } from "./queries";
import { type Giver, givableKind, type Joining, joinableTo, ownDraft } from "./queries-giver";
import { homeBytes, usedBytes } from "./queries-office";
import { type DateFault, faultOfDates, LONGEST_WAIT_DAYS, validUntil } from "./rules";
import { bindingOf } from "./rules-keys";
import { type BeginInput, type Envelope, type PageInput, PIECE, validitySchema } from "./schema";
import { documentStorage, pieceLength, pieceName, pieceNames, surplusNames } from "./storage";

/** A home has at most so many documents that were begun and not handed in. */
const MOST_DRAFTS = 20;
/** So much of one home lies in the store or is on its way, in bytes; what is decided leaves it within days. */
const MOST_BYTES = 500_000_000;

export type BeginRefusal = DateFault | "no-keys" | "keys-changed" | "too-many";

/** Opens a document: its id is part of what each page is bound to, so it comes first. Nothing is given yet. */
export async function beginDocument(
  context: Context,
  input: BeginInput,
  scope: Giver,
): Promise<Outcome<{ documentId: string }, BeginRefusal>> {
  const { tx, today, now, actor } = context;
  const { kindId, householdId, childId, requestId, fingerprint } = input;
  const kind = await givableKind(tx, scope, input);
  const keys = await keysFor(tx, null);
  if (!keys) return refused("no-keys");
  if (keys.current.fingerprint !== fingerprint) return refused("keys-changed");
  const validity = validitySchema.parse(kind.validity);
  const dates = { issuedOn: input.issuedOn, stated: input.validUntil, givenOn: today };
  const fault = faultOfDates(validity, dates);
  if (fault) return refused(fault);
  // Of several at once, each counts the ones before.
  await tx.$queryRaw`SELECT id FROM household WHERE id = ${householdId} FOR UPDATE`;
  const drafts = await tx.document.count({ where: { householdId, state: "draft", destroyedAt: null } });
  if (drafts >= MOST_DRAFTS) return refused("too-many");
  const year = await yearOn(tx, today);
  const until = validUntil(validity, { ...dates, yearEndsOn: year && fromColumn(year.endsOn) });
  const documentId = newId();
  await tx.document.create({
    data: {
      ...{ id: documentId, kindId, householdId, childId, requestId, state: "draft", createdAt: now },
      ...{ schoolYearId: year?.id ?? null, depositedById: actor?.accountId ?? "" },
      issuedOn: input.issuedOn && toColumn(input.issuedOn),
      validUntil: until && toColumn(until),
      destroyOn: toColumn(addDays(today, 2)),
    },
  });
  await record(context, {
    type: "document.begun",
    subject: await subjectOf(tx, input),
    object: { kind: "document", id: documentId },
    body: { kindId, document: kind.nameFr, childId: childId ?? undefined, requestId: requestId ?? undefined },
  });
  return done({ documentId });
}

export type PageRefusal = "store-full" | "home-full" | "wrong-envelope" | "keys-changed";

/** Announces a page: its size, its digest, and the envelope, which must bind it to this document and to the keys in force. */
export async function announcePage(
  context: Context,
  { documentId, ...page }: PageInput & { documentId: string },
  scope: Giver,
): Promise<Outcome<{ received: number }, PageRefusal>> {
  const { tx } = context;
  // As handing in does: of both at once, one comes first, and nothing changes afterwards.
  await tx.$queryRaw`SELECT id FROM document WHERE id = ${documentId} FOR UPDATE`;
  const draft = await tx.document.findFirst({ where: ownDraft(scope, documentId) });
  if (!draft) throw new NotFound();
  const keys = await keysFor(tx, null);
  if (!keys) return refused("keys-changed");
  const { position, format, size, sha256, envelope } = page;
  const kids = await Promise.all([kidOf(keys.current.statement.office), kidOf(keys.current.statement.recovery)]);
  if (!envelope.recipients.every(({ header }, index) => header.kid === kids[index])) return refused("keys-changed");
  if (!isBoundTo(envelope, draft, position)) return refused("wrong-envelope");
  const known = await tx.documentPage.findUnique({ where: { documentId_position: { documentId, position } } });
  if (known?.sha256 === sha256 && known.size === size) return done({ received: known.received });
  await tx.$queryRaw`SELECT id FROM household WHERE id = ${draft.householdId} FOR UPDATE`;
  const atHome = (await homeBytes(tx, draft.householdId)) - (known?.size ?? 0);
  if (atHome + size > MOST_BYTES) return refused("home-full");
  if (!(await hasRoom(tx, size))) return refused("store-full");
  const row = { format, size, sha256, received: 0, completedAt: null, envelope: envelope as JsonObject };
  const { fingerprint } = keys.current;
  await tx.documentPage.upsert({
    where: { documentId_position: { documentId, position } },
    create: { documentId, position, ...row, fingerprint },
    update: { ...row, fingerprint },
  });
  return done({ received: 0 });
}

type Place = { id: string; householdId: string; childId: string | null; kindId: string };

function isBoundTo(envelope: Envelope, place: Place, position: number): boolean {
  return Buffer.from(envelope.aad, "base64url").toString() === bindingOf(place, position);
}

async function hasRoom(tx: Tx, size: number): Promise<boolean> {
  const [{ documents }, used] = await Promise.all([settingsOf(tx, ["documents"]), usedBytes(tx)]);
  return used + size <= documents.quotaGigabytes * 1_000_000_000;
}

export type Piece = { documentId: string; position: number; offset: number; bytes: Uint8Array };

/**
 * Keeps one piece and says how much of the page has come. A piece that is here already changes nothing; one that would leave a gap is not taken.
 * The last one makes the page whole, or empties it when its digest is not the one announced. Outside a transaction: it writes to the store.
 */
export async function receivePiece(tx: Tx, { documentId, position, offset, bytes }: Piece, { scope, now }: Receiving) {
  const page = await tx.documentPage.findFirst({
    where: { documentId, position, document: ownDraft(scope, documentId) },
  });
  if (!page) throw new NotFound();
  if (page.completedAt || offset !== page.received || pieceLength(page.size, offset) !== bytes.length) {
    return { received: page.received, isWhole: page.completedAt !== null };
  }
  if (offset === 0) await documentStorage().remove(surplusNames(page));
  await documentStorage().put(pieceName(page, offset / PIECE), bytes);
  const received = offset + bytes.length;
  const isWhole = received === page.size && (await digestOf(page)) === page.sha256;
  const isSpoilt = received === page.size && !isWhole;
  await tx.documentPage.updateMany({
    where: { documentId, position, received: offset, sha256: page.sha256 },
    data: { received: isSpoilt ? 0 : received, completedAt: isWhole ? now : null },
  });
  // Destroyed while the piece was on its way: what was just written must go too.
  const gone = { id: documentId, OR: [{ state: "withdrawn" as const }, { destroyedAt: { not: null } }] };
  if ((await tx.document.count({ where: gone })) > 0) {
    await documentStorage().remove([pieceName(page, offset / PIECE)]);
    throw new NotFound();
  }
  return { received: isSpoilt ? 0 : received, isWhole };
}

type Receiving = { scope: Giver; now: Date };

async function digestOf(page: { documentId: string; position: number; size: number }): Promise<string> {
  const digest = createHash("sha256");
  for (const name of pieceNames(page)) digest.update(await documentStorage().read(name));
  return digest.digest("hex");
}

export type SubmitRefusal = "incomplete" | "keys-changed";

/** Hands the document in: every page is whole. From now on the office may open it, and the family reads it among what it gave. */
export async function submitDocument(
  context: Context,
  { documentId }: { documentId: string },
  scope: Giver,
): Promise<Outcome<{ reference: string }, SubmitRefusal>> {
  const { tx, now, today } = context;
  await tx.$queryRaw`SELECT id FROM document WHERE id = ${documentId} FOR UPDATE`;
  const draft = await tx.document.findFirst({
    where: ownDraft(scope, documentId),
    include: { pages: true, kind: true },
  });
  if (!draft) throw new NotFound();
  const pages = draft.pages.sort((a, b) => a.position - b.position);
  const isWhole = pages.every(({ completedAt, position }, index) => completedAt && position === index + 1);
  if (pages.length === 0 || !isWhole) return refused("incomplete");
  const [first] = pages;
  const keys = await keysFor(tx, null);
  const fingerprint = keys?.current.fingerprint;
  if (!first || !fingerprint || pages.some((page) => page.fingerprint !== fingerprint)) return refused("keys-changed");
  const destroyOn = toColumn(addDays(today, LONGEST_WAIT_DAYS));
  await tx.document.update({ where: { id: documentId }, data: { state: "waiting", submittedAt: now, destroyOn } });
  const seen = { fingerprint, seenAt: now };
  await tx.documentKeySeen.upsert({
    where: { accountId: scope.accountId },
    create: { accountId: scope.accountId, ...seen },
    update: seen,
  });
  const { kind, childId, requestId, kindId } = draft;
  const reference = await record(context, {
    type: "document.deposited",
    subject: await subjectOf(tx, draft),
    object: { kind: "document", id: documentId },
    body: {
      ...{ kindId, document: kind.nameFr, childId: childId ?? undefined, requestId: requestId ?? undefined },
      ...{ fingerprint, pages: pages.map(({ format, size, sha256 }) => ({ format, size, sha256 })) },
    },
  });
  return done({ reference });
}

/** Takes back what nobody has decided on: its pages go with the next round. */
export async function withdrawDocument(
  context: Context,
  { documentId }: { documentId: string },
  scope: FamilyScope,
): Promise<Outcome<object, "already-decided">> {
  const { tx, today } = context;
  const own = { id: documentId, depositedById: scope.accountId, householdId: { in: [...scope.householdIds] } };
  const row = await tx.document.findFirst({ where: own, include: { kind: true } });
  if (!row) throw new NotFound();
  const { count } = await tx.document.updateMany({
    where: { ...own, state: { in: ["draft", "waiting"] }, destroyedAt: null },
    data: { state: "withdrawn", destroyOn: toColumn(today) },
  });
  if (count === 0) return refused("already-decided");
  await record(context, {
    type: "document.withdrawn",
    subject: await subjectOf(tx, row),
    object: { kind: "document", id: documentId },
    body: { kindId: row.kindId, document: row.kind.nameFr, childId: row.childId ?? undefined },
  });
  return done();
}

type Tied = Joining & { requestId: string; documentIds: readonly string[] };

/** Ties documents that were handed in beforehand to a request; part of the request's own event. All of them, or it is as if none existed. */
export async function attachDocuments(
  { tx }: Context,
  { documentIds, requestId, ...request }: Tied,
  scope: FamilyScope,
): Promise<void> {
  const ids = [...new Set(documentIds)];
  const where = { AND: [{ id: { in: ids } }, joinableTo(scope, request)] };
  const { count } = await tx.document.updateMany({ where, data: { requestId } });
  if (count !== ids.length) throw new NotFound();
}
