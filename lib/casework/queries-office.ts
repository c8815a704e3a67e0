/**
 * Requests as the office handles them. The filter comes from the gate: an agent has those about children and households they may see, the head all,
 * the régie contested lines only. What is outside is not listed, counted, searched or numbered; each look leaves its trace.
 */
import { childrenOfOffice, householdsOfOffice, mintOfficeScope, type OfficeScope, viaOf } from "@/lib/access/gate";
import type { Role } from "@/lib/access/permissions";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { reachedBy } from "@/lib/request/queries";
import { deskKinds, isRequestKind, openStates, type RequestKind, type RequestState } from "@/lib/request/rules";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { subjectOf } from "./rules";
import type { WorkFilters } from "./schema";

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

const WORK_PAGE = 50;

const columns = {
  ...{ id: true, reference: true, kind: true, state: true, outcome: true, channel: true, householdId: true },
  ...{ childId: true, receivedAt: true, dueOn: true, assignedToId: true, teamId: true, decidedAt: true },
} as const satisfies Prisma.FamilyRequestSelect;

export type WorkRow = {
  id: string;
  reference: string;
  kind: RequestKind;
  state: RequestState;
  outcome: string | null;
  channel: string;
  householdName: string;
  childName: string | null;
  receivedAt: Date;
  dueOn: CivilDate | null;
  assignedToId: string | null;
  teamId: string | null;
};

export type Asked = WorkFilters & {
  /** Of whoever looks. */
  teamIds: readonly string[];
  /** The first day from which something due is due soon. */
  soonBy: CivilDate;
};

/** A page of the list: what waits by its last day, what is ended latest first. Who reads it reads names. */
export async function searchedWork(context: Context, scope: OfficeScope, asked: Asked) {
  const { tx } = context;
  const where: Prisma.FamilyRequestWhereInput = {
    AND: [await requestsOfOffice(tx, scope), ...filtersOf(scope, asked)],
  };
  const words = asked.words ? await householdsNamed(tx, scope, asked.words) : [];
  if (asked.words)
    (where.AND as Prisma.FamilyRequestWhereInput[]).push({
      OR: [{ reference: asked.words.toUpperCase() }, { householdId: { in: words } }],
    });
  const [total, rows] = await Promise.all([
    tx.familyRequest.count({ where }),
    tx.familyRequest.findMany({
      where,
      orderBy: asked.state === "ended" ? [{ receivedAt: "desc" }, { id: "desc" }] : [{ dueOn: "asc" }, { id: "asc" }],
      skip: (asked.page - 1) * WORK_PAGE,
      take: WORK_PAGE,
      select: columns,
    }),
  ]);
  const { kind, state, page } = asked;
  const object = { kind: "account", id: context.actor?.accountId ?? "system" };
  const body = {
    kind: "requests",
    requestKind: kind,
    state,
    page,
    words: asked.words,
    found: total,
    purpose: "family-asked",
  };
  await record(context, { type: "family.searched", subject: null, object, body });
  return { total, pageSize: WORK_PAGE, rows: await named(tx, rows) };
}

function filtersOf(scope: OfficeScope, asked: Asked): Prisma.FamilyRequestWhereInput[] {
  const state = asked.state === "open" ? { in: [...openStates] } : { notIn: [...openStates] };
  const today = toColumn(scope.today);
  const dues = {
    late: { dueOn: { lt: today } },
    soon: { dueOn: { gte: today, lte: toColumn(asked.soonBy) } },
  };
  const holders = {
    me: { assignedToId: scope.accountId },
    team: { OR: [{ assignedToId: scope.accountId }, { teamId: { in: [...asked.teamIds] } }] },
    nobody: { assignedToId: null, teamId: null },
  };
  return [
    { state: asked.step ?? state },
    ...(asked.kind ? [{ kind: asked.kind }] : []),
    ...(asked.siteId ? [{ siteId: asked.siteId }] : []),
    ...(asked.due ? [dues[asked.due]] : []),
    ...(asked.holder ? [holders[asked.holder]] : []),
  ];
}

async function householdsNamed(tx: Tx, scope: OfficeScope, words: string): Promise<string[]> {
  if (scope.role === "regie") return [];
  const where = { AND: [householdsOfOffice(scope), { name: { contains: words } }] };
  return (await tx.household.findMany({ where, take: 200, select: { id: true } })).map(({ id }) => id);
}

type Row = Prisma.FamilyRequestGetPayload<{ select: typeof columns }>;

async function named(tx: Tx, rows: readonly Row[]): Promise<WorkRow[]> {
  const childIds = rows.flatMap(({ childId }) => childId ?? []);
  const [households, children] = await Promise.all([
    tx.household.findMany({
      where: { id: { in: rows.map(({ householdId }) => householdId) } },
      select: { id: true, name: true },
    }),
    tx.child.findMany({ where: { id: { in: childIds } }, select: { id: true, firstName: true } }),
  ]);
  const names = new Map(households.map(({ id, name }) => [id, name]));
  const kids = new Map(children.map(({ id, firstName }) => [id, firstName]));
  return rows.flatMap(({ kind, dueOn, ...row }) =>
    isRequestKind(kind)
      ? [
          {
            ...row,
            kind,
            dueOn: dueOn && fromColumn(dueOn),
            householdName: names.get(row.householdId) ?? "",
            childName: row.childId ? (kids.get(row.childId) ?? null) : null,
          },
        ]
      : [],
  );
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
