/**
 * Who may give a document and for whom: a family for its homes and its requests, the office for a request that came on paper or whose paper was
 * brought to the desk. What is not theirs does not exist. And what goes with a request, or may still be joined to it.
 */
import {
  childrenOfFamily,
  childrenOfOffice,
  type FamilyScope,
  householdsOfOffice,
  type OfficeScope,
} from "@/lib/access/gate";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Locale } from "@/lib/i18n/locale";
import { NotFound } from "@/lib/server/action";
import type { Tx } from "@/lib/server/db";
import { givenDocuments, kindOf } from "./queries";
import type { Kind } from "./rules";
import type { BeginInput } from "./schema";

export type Giver = FamilyScope | OfficeScope;
const isFamily = (scope: Giver): scope is FamilyScope => "guardianId" in scope;

/** Files that were joined to one of a family's homes are read, not added to. */
const liveHomes = ({ householdIds, mergedIds }: FamilyScope) => householdIds.filter((id) => !mergedIds.includes(id));

const homesOf = (scope: Giver): Prisma.HouseholdWhereInput =>
  isFamily(scope) ? { id: { in: liveHomes(scope) } } : { AND: [{ closedAt: null }, householdsOfOffice(scope)] };

const childrenOf = (scope: Giver): Prisma.ChildWhereInput =>
  isFamily(scope) ? childrenOfFamily(scope) : childrenOfOffice(scope);

/** What a person has begun and not yet handed in; lost with the right to the home or the child. */
export const ownDraft = (scope: Giver, id: string): Prisma.DocumentWhereInput => ({
  ...{ id, state: "draft", destroyedAt: null, depositedById: scope.accountId, household: homesOf(scope) },
  OR: [{ childId: null }, { child: childrenOf(scope) }],
});

type Place = Pick<BeginInput, "kindId" | "householdId" | "childId" | "requestId">;

/** The kind, if home, child and request are the giver's and fit it. */
export async function givableKind(tx: Tx, scope: Giver, { kindId, householdId, childId, requestId }: Place) {
  const kind = await tx.documentKind.findFirst({ where: { id: kindId, isOpen: true } });
  const homes = await tx.household.count({ where: { AND: [{ id: householdId }, homesOf(scope)] } });
  if (!kind || homes === 0) throw new NotFound();
  if (kind.subject === "child" && !childId) throw new NotFound();
  if (childId) {
    const home = { some: { householdId } };
    const own = await tx.child.count({ where: { AND: [{ id: childId, households: home }, childrenOf(scope)] } });
    if (own === 0) throw new NotFound();
  }
  // The office gives nothing in a family's name but what came with a request.
  if (!requestId && !isFamily(scope)) throw new NotFound();
  if (requestId && !(await mayJoin(tx, scope, { requestId, householdId, childId }))) throw new NotFound();
  return kind;
}

type Joined = { requestId: string; householdId: string; childId: string | null };

/** An open request of the home that the giver may read: no other adult's private one, none about a child who is not theirs to see, or about another child than the paper. */
async function mayJoin(tx: Tx, scope: Giver, { requestId, householdId, childId }: Joined) {
  const own = isFamily(scope) ? { OR: [{ accountId: scope.accountId }, { isPrivate: false }] } : {};
  const request = await tx.familyRequest.findFirst({
    where: { id: requestId, householdId, state: { notIn: ["decided", "closed"] }, ...own },
    select: { childId: true },
  });
  if (!request?.childId) return request !== null;
  if (childId && childId !== request.childId) return false;
  return (await tx.child.count({ where: { AND: [{ id: request.childId }, childrenOf(scope)] } })) > 0;
}

export type Joining = { householdId: string; childId: string | null; isPrivate: boolean };

/**
 * What a person may still join to a request: handed in by them, with its pages there, not joined elsewhere, and about nobody else than the request
 * is. What is asked of the whole home stays out of a private request, where the other adults would lose sight of it.
 */
export const joinableTo = (
  scope: FamilyScope,
  { householdId, childId, isPrivate }: Joining,
): Prisma.DocumentWhereInput => ({
  ...{ requestId: null, state: { in: ["waiting", "validated"] }, destroyedAt: null },
  ...{ depositedById: scope.accountId, householdId },
  ...(childId && { OR: [{ childId: null }, { childId }] }),
  ...(isPrivate && { kind: { isAttached: true } }),
});

/** The files that go with one of the family's requests. */
export const documentsOfRequest = (tx: Tx, scope: FamilyScope, requestId: string) =>
  givenDocuments(tx, scope, { requestId });

/** What this person handed in already and may join to it. */
export const joinableDocuments = (tx: Tx, scope: FamilyScope, request: Joining) =>
  givenDocuments(tx, scope, joinableTo(scope, request));

/** All of what is named, or the request is filed without any of it. */
export async function areJoinable(tx: Tx, scope: FamilyScope, { documentIds, ...request }: Joining & Named) {
  const ids = [...new Set(documentIds)];
  const where = { AND: [{ id: { in: ids } }, joinableTo(scope, request)] };
  return (await tx.document.count({ where })) === ids.length;
}

type Named = { documentIds: readonly string[] };

/** The kinds that go with a request: a certificate of absence, anything else; about a child only where the request is. */
export async function attachableKinds(
  tx: Tx,
  locale: Locale,
  { childId }: { childId: string | null },
): Promise<Kind[]> {
  const rows = await tx.documentKind.findMany({
    where: { isAttached: true, isOpen: true, ...(childId === null && { subject: "household" }) },
    orderBy: { position: "asc" },
  });
  return rows.map((row) => kindOf(row, locale));
}
