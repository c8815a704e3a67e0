/**
 * Requests as the office handles them. The filter comes from the gate: an agent has those about children and households they may see, the head all,
 * the régie contested lines only. What is outside is not listed, counted, searched or numbered; each look leaves its trace.
 */
import {
  childrenOfOffice,
  type FamilyScope,
  householdsOfOffice,
  mintFamilyScope,
  mintOfficeScope,
  type OfficeScope,
  viaOf,
} from "@/lib/access/gate";
import type { Role } from "@/lib/access/permissions";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { reachedBy } from "@/lib/request/queries";
import { deskKinds, isRequestKind } from "@/lib/request/rules";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { subjectOf } from "./rules";

export async function requestsOfOffice(tx: Tx, scope: OfficeScope): Promise<Prisma.FamilyRequestWhereInput> {
  if (scope.role === "regie") return { kind: { in: [...deskKinds] } };
  if (scope.everySite) return {};
  return reachedBy(tx, scope);
}

/** Whether a colleague finds this request at all: work is given to nobody who would open a page that does not exist. */
export async function mayHandle(
  tx: Tx,
  { accountId, requestId }: { accountId: string; requestId: string },
  today: CivilDate,
): Promise<boolean> {
  const account = await tx.account.findFirst({ where: { id: accountId, closedAt: null }, select: { role: true } });
  const role = account?.role as Role | undefined;
  if (!role || !["agent", "responsable", "regie"].includes(role)) return false;
  const scope = await mintOfficeScope(tx, { accountId, role }, today);
  const where = { AND: [{ id: requestId }, await requestsOfOffice(tx, scope)] };
  return (await tx.familyRequest.count({ where })) > 0;
}

const whole = {
  entries: { orderBy: [{ at: "asc" }, { id: "asc" }] },
  proposals: { orderBy: { version: "asc" } },
} as const satisfies Prisma.FamilyRequestInclude;

export type OfficeRequest = NonNullable<Awaited<ReturnType<typeof officeRequest>>>;

/** One request with its whole history and the names it speaks of; null outside the scope. */
export async function officeRequest(tx: Tx, scope: OfficeScope, id: string) {
  const where = { AND: [{ id }, await requestsOfOffice(tx, scope)] };
  const row = await tx.familyRequest.findFirst({ where, include: whole });
  if (!row || !isRequestKind(row.kind)) return null;
  const staff = row.entries.flatMap(({ authorId }) => authorId ?? []);
  const [household, child, people] = await Promise.all([
    tx.household.findUnique({ where: { id: row.householdId }, select: { name: true } }),
    row.childId
      ? tx.child.findUnique({ where: { id: row.childId }, select: { firstName: true, lastName: true } })
      : null,
    tx.account.findMany({
      where: { id: { in: [...staff, ...[row.accountId, row.assignedToId].flatMap((one) => one ?? [])] } },
      select: { id: true, firstName: true, lastName: true },
    }),
  ]);
  return {
    ...row,
    kind: row.kind,
    dueOn: row.dueOn && fromColumn(row.dueOn),
    waitingSince: row.waitingSince && fromColumn(row.waitingSince),
    householdName: household?.name ?? "",
    childName: child && `${child.firstName} ${child.lastName}`,
    people: new Map(people.map(({ id: one, firstName, lastName }) => [one, `${firstName} ${lastName}`])),
  };
}

/** A member of staff opens one: whoever may read it reads in the journal that it was looked at. */
export async function consultedRequest(
  context: Context,
  scope: OfficeScope,
  id: string,
): Promise<OfficeRequest | null> {
  const request = await officeRequest(context.tx, scope, id);
  if (!request) return null;
  await record(context, {
    type: "family.consulted",
    subject: subjectOf(request),
    object: { kind: "family-request", id },
    body: {
      ...{ purpose: "family-asked", reference: request.reference, requestKind: request.kind },
      ...(await viaOf(context.tx, scope, { household: request.householdId })),
    },
  });
  return request;
}

/** What an adult may see and ask today, of this household alone: a wish written down in their name reaches no further. Null for who does not live there. */
export async function inNameOf(
  tx: Tx,
  { accountId, householdId }: { accountId: string; householdId: string },
  today: CivilDate,
): Promise<FamilyScope | null> {
  const scope = await mintFamilyScope(tx, accountId, today);
  if (!scope?.householdIds.includes(householdId) || scope.mergedIds.includes(householdId)) return null;
  return { ...scope, householdIds: [householdId], mergedIds: [] };
}

export type PaperHousehold = NonNullable<Awaited<ReturnType<typeof paperHousehold>>>;

/** For whom a letter or a call is written down: the adults who have an account, the children in scope and their services. A look, in the journal. */
export async function paperHousehold(context: Context, scope: OfficeScope, id: string) {
  const { tx } = context;
  const day = toColumn(scope.today);
  const inForce = { since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] };
  const household = await tx.household.findFirst({
    where: { AND: [{ id, closedAt: null }, householdsOfOffice(scope)] },
    select: {
      name: true,
      members: {
        where: inForce,
        select: { guardian: { select: { accountId: true, firstName: true, lastName: true } } },
      },
    },
  });
  if (!household) return null;
  const children = await tx.child.findMany({
    where: { AND: [childrenOfOffice(scope), { households: { some: { householdId: id, ...inForce } } }] },
    orderBy: { firstName: "asc" },
    select: { id: true, firstName: true },
  });
  const childIds = children.map((child) => child.id);
  const activities = await tx.activity.findMany({
    where: { enrolments: { some: { childId: { in: childIds }, state: "accepted", ...inForce } } },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { id: true, nameFr: true, nameEn: true },
  });
  await record(context, {
    type: "family.consulted",
    subject: { kind: "household", id },
    object: { kind: "household", id },
    body: { purpose: "family-asked", ...(await viaOf(tx, scope, { household: id })) },
  });
  return {
    ...{ id, name: household.name, activities },
    children: children.map((child) => ({ id: child.id, name: child.firstName })),
    adults: household.members.flatMap(({ guardian: { accountId, firstName, lastName } }) =>
      accountId ? [{ id: accountId, name: `${firstName} ${lastName}` }] : [],
    ),
  };
}
