/** What the office reads of documents: those of the children and homes in its scope, its settings, and how full the store is. */
import { childrenOfOffice, householdsOfOffice, type OfficeScope, viaOf } from "@/lib/access/gate";
import { settingsOf } from "@/lib/commune/queries";
import { record } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { fromColumn } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { subjectOf } from "./queries";
import { shownState } from "./rules";
import { envelopeSchema, validitySchema } from "./schema";

/** About a child: who may see the child. About a home: who may see the home. */
export function documentsOfOffice(scope: OfficeScope): Prisma.DocumentWhereInput {
  return {
    state: { in: ["waiting", "validated", "refused"] },
    OR: [
      { childId: { not: null }, child: childrenOfOffice(scope), household: householdsOfOffice(scope) },
      { childId: null, household: householdsOfOffice(scope) },
    ],
  };
}

const PAGE = 50;
export type Shown = { state: "waiting" | "decided"; page: number };

const listed = {
  kind: true,
  child: { select: { firstName: true, lastName: true } },
  household: { select: { name: true } },
  _count: { select: { pages: true } },
} as const satisfies Prisma.DocumentInclude;

/** A page of the worklist, those that wait oldest first. Who reads it reads names: a search of families, in the journal as such. */
export async function searchedDocuments(context: Context, scope: OfficeScope, shown: Shown) {
  const { tx, actor } = context;
  const isWaiting = shown.state === "waiting";
  const where = {
    AND: [
      documentsOfOffice(scope),
      isWaiting ? { state: "waiting", destroyedAt: null } : { state: { in: ["validated", "refused"] } },
    ],
  } satisfies Prisma.DocumentWhereInput;
  const [total, rows] = await Promise.all([
    tx.document.count({ where }),
    tx.document.findMany({
      where,
      orderBy: isWaiting ? [{ submittedAt: "asc" }, { id: "asc" }] : [{ decidedAt: "desc" }, { id: "desc" }],
      skip: (shown.page - 1) * PAGE,
      take: PAGE,
      include: listed,
    }),
  ]);
  const object = { kind: "account", id: actor?.accountId ?? "system" };
  const ways = await waysOf(tx, scope, rows);
  const body = { kind: "documents", ...shown, found: total, purpose: "documents", ...(ways.length > 0 && { ways }) };
  await record(context, { type: "family.searched", subject: null, object, body });
  return { total, pageSize: PAGE, documents: rows.map(dated) };
}

type Row = Prisma.DocumentGetPayload<{ include: typeof listed }>;

/** By which rights that are not one's own the names of a list were read, each once. */
async function waysOf(tx: Tx, scope: OfficeScope, rows: readonly Row[]) {
  const ways = new Map<string, Awaited<ReturnType<typeof viaOf>>>();
  for (const child of new Set(rows.flatMap(({ childId }) => childId ?? []))) {
    const way = await viaOf(tx, scope, { child });
    ways.set(JSON.stringify(way), way);
  }
  for (const household of new Set(rows.flatMap((row) => (row.childId ? [] : row.householdId)))) {
    const way = await viaOf(tx, scope, { household });
    ways.set(JSON.stringify(way), way);
  }
  return [...ways.values()].filter(({ via }) => via !== undefined);
}

function dated({ _count, validUntil, issuedOn, destroyOn, ...row }: Row) {
  return {
    ...row,
    state: shownState(row),
    pages: _count.pages,
    validity: validitySchema.parse(row.kind.validity),
    validUntil: validUntil && fromColumn(validUntil),
    issuedOn: issuedOn && fromColumn(issuedOn),
    destroyOn: destroyOn && fromColumn(destroyOn),
  };
}
export type OfficeDocument = ReturnType<typeof dated>;

export async function officeDocument(tx: Tx, scope: OfficeScope, id: string): Promise<OfficeDocument | null> {
  const row = await tx.document.findFirst({ where: { AND: [{ id }, documentsOfOffice(scope)] }, include: listed });
  return row && dated(row);
}

/** The sheet of one document, without its pages: the family reads that it was looked at. */
export async function consultedDocument(context: Context, scope: OfficeScope, id: string) {
  const found = await officeDocument(context.tx, scope, id);
  if (!found) return null;
  await look(context, scope, { found, type: "family.consulted" });
  return found;
}

/** The sealed pages of a document, for the agent's browser: an opening, in the family's journal. Null when there is nothing to open. */
export async function openedDocument(context: Context, scope: OfficeScope, id: string) {
  const { tx } = context;
  const found = await officeDocument(tx, scope, id);
  if (!found || found.destroyedAt) return null;
  const rows = await tx.documentPage.findMany({ where: { documentId: id }, orderBy: { position: "asc" } });
  // Claimed for destruction.
  if (rows.some(({ envelope }) => envelope === null)) return null;
  const pages = rows.map(({ envelope, position, size, format }) => ({
    ...{ documentId: id, position, size, format },
    envelope: envelopeSchema.parse(envelope),
  }));
  await look(context, scope, { found, type: "document.consulted" });
  return pages;
}

type Look = { found: OfficeDocument; type: "document.consulted" | "family.consulted" };

async function look(context: Context, scope: OfficeScope, { found, type }: Look) {
  const { id, childId, householdId, kindId, kind } = found;
  const via = await viaOf(context.tx, scope, childId ? { child: childId } : { household: householdId });
  await record(context, {
    type,
    subject: await subjectOf(context.tx, found),
    object: { kind: "document", id },
    body: { purpose: "documents", kindId, document: kind.nameFr, childId: childId ?? undefined, ...via },
  });
}

/** What the store holds, in bytes: what came, not what was announced. */
export async function usedBytes(tx: Tx): Promise<number> {
  const { _sum } = await tx.documentPage.aggregate({
    where: { document: { destroyedAt: null } },
    _sum: { received: true },
  });
  return _sum.received ?? 0;
}

/** What lies there of one home, with what its drafts announced. */
export async function homeBytes(tx: Tx, householdId: string): Promise<number> {
  const { _sum } = await tx.documentPage.aggregate({
    where: { document: { householdId, destroyedAt: null, state: { not: "withdrawn" } } },
    _sum: { size: true },
  });
  return _sum.size ?? 0;
}

export async function storeGauge(tx: Tx) {
  const [used, { documents }] = await Promise.all([usedBytes(tx), settingsOf(tx, ["documents"])]);
  return { used, quota: documents.quotaGigabytes * 1_000_000_000 };
}

/** All kinds with their needs, for the settings. */
export async function kindsForSettings(tx: Tx) {
  const rows = await tx.documentKind.findMany({
    orderBy: { position: "asc" },
    include: { needs: { orderBy: { id: "asc" } } },
  });
  return rows.map((row) => ({ ...row, validity: validitySchema.parse(row.validity) }));
}

/** The rules that activities follow, each with the name of one of them. */
export async function ruleNames(tx: Tx): Promise<{ code: string; nameFr: string; nameEn: string }[]> {
  const rows = await tx.activity.findMany({
    where: { ruleCode: { not: "" } },
    orderBy: { position: "asc" },
    select: { ruleCode: true, nameFr: true, nameEn: true },
  });
  const byCode = new Map(
    rows.map(({ ruleCode, ...names }) => [ruleCode, names]).reverse() as [string, { nameFr: string; nameEn: string }][],
  );
  return [...byCode].map(([code, names]) => ({ code, ...names })).reverse();
}

export function comingYears(tx: Tx, from: Date) {
  return tx.schoolYear.findMany({ where: { endsOn: { gte: from } }, orderBy: { startsOn: "asc" }, take: 3 });
}

const REWRAP_BATCH = 50;

/** Envelopes that other keys than the present ones still open, some at a time, and how many there are. */
export async function staleEnvelopes(tx: Tx, fingerprint: string) {
  const where = {
    fingerprint: { not: fingerprint },
    completedAt: { not: null },
    envelope: { not: Prisma.AnyNull },
    document: { destroyedAt: null, state: { in: ["waiting", "validated", "refused"] } },
  } satisfies Prisma.DocumentPageWhereInput;
  const [total, rows] = await Promise.all([
    tx.documentPage.count({ where }),
    tx.documentPage.findMany({ where, orderBy: [{ documentId: "asc" }, { position: "asc" }], take: REWRAP_BATCH }),
  ]);
  const pages = rows.map(({ documentId, position, envelope }) => ({
    ...{ documentId, position },
    envelope: envelopeSchema.parse(envelope),
  }));
  return { total, pages };
}

/** Every ceremony, the latest first. */
export function keyHistory(tx: Tx) {
  return tx.documentKeySet.findMany({ orderBy: { createdAt: "desc" } });
}
