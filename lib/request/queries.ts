/** Change requests as their family follows them and as the office decides them, each within its scope. */
import {
  childrenOfFamily,
  childrenOfOffice,
  type FamilyScope,
  householdsOfOffice,
  type OfficeScope,
  viaOf,
} from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { type ChangeKind, type StoredChange, storedChange } from "./schema";

/** Requests of the parent's households; one about a child from whom they are barred is as absent as the child. */
export async function visibleRequests(tx: Tx, scope: FamilyScope): Promise<Prisma.ChangeRequestWhereInput> {
  const children = await tx.child.findMany({ where: childrenOfFamily(scope), select: { id: true } });
  return {
    householdId: { in: [...scope.householdIds] },
    OR: [{ childId: null }, { childId: { in: children.map((child) => child.id) } }],
  };
}

/** Requests an agent may decide: about a child they may see, or about a household of such a child. */
export async function decidableRequests(tx: Tx, scope: OfficeScope): Promise<Prisma.ChangeRequestWhereInput> {
  if (scope.everySite) return {};
  const [children, households] = await Promise.all([
    tx.child.findMany({ where: childrenOfOffice(scope), select: { id: true } }),
    tx.household.findMany({ where: householdsOfOffice(scope), select: { id: true } }),
  ]);
  return {
    OR: [
      { childId: { in: children.map((child) => child.id) } },
      { childId: null, householdId: { in: households.map((household) => household.id) } },
    ],
  };
}

export type Described = Awaited<ReturnType<typeof withNames>>[number];

export async function ownRequests(tx: Tx, scope: FamilyScope): Promise<Described[]> {
  const where = await visibleRequests(tx, scope);
  return withNames(tx, await tx.changeRequest.findMany({ where, orderBy: { createdAt: "desc" }, take: 100 }));
}

export async function ownRequest(tx: Tx, scope: FamilyScope, id: string): Promise<Described | null> {
  const where = { AND: [{ id }, await visibleRequests(tx, scope)] };
  return (await withNames(tx, await tx.changeRequest.findMany({ where, take: 1 })))[0] ?? null;
}

const PAGE = 50;
type Shown = { state: "waiting" | "decided"; page: number };

/** Waiting ones first to arrive, decided ones last decided first. */
export async function officeRequests(tx: Tx, scope: OfficeScope, shown: Shown) {
  const waiting = shown.state === "waiting";
  const where: Prisma.ChangeRequestWhereInput = {
    AND: [await decidableRequests(tx, scope), { state: waiting ? "submitted" : { not: "submitted" } }],
  };
  const [total, rows] = await Promise.all([
    tx.changeRequest.count({ where }),
    tx.changeRequest.findMany({
      where,
      orderBy: waiting ? { createdAt: "asc" } : { decidedAt: "desc" },
      skip: (shown.page - 1) * PAGE,
      take: PAGE,
    }),
  ]);
  return { total, pageSize: PAGE, requests: await withNames(tx, rows) };
}

export async function officeRequest(tx: Tx, scope: OfficeScope, id: string): Promise<Described | null> {
  const where = { AND: [{ id }, await decidableRequests(tx, scope)] };
  return (await withNames(tx, await tx.changeRequest.findMany({ where, take: 1 })))[0] ?? null;
}

/** An agent reads a page of the list, with its names: a search of families, in the journal as such. */
export async function searchedRequests(context: Context, scope: OfficeScope, shown: Shown) {
  const found = await officeRequests(context.tx, scope, shown);
  const object = { kind: "account", id: context.actor?.accountId ?? "system" };
  const body = { kind: "change-requests", ...shown, found: found.total };
  await record(context, { type: "family.searched", subject: null, object, body });
  return found;
}

/** An agent opens one: the family reads in its journal that it was looked at. */
export async function consultedRequest(context: Context, scope: OfficeScope, id: string): Promise<Described | null> {
  const request = await officeRequest(context.tx, scope, id);
  if (!request) return null;
  await record(context, {
    type: "family.consulted",
    subject: { kind: "household", id: request.householdId },
    object: { kind: "change-request", id },
    body: {
      ...{ purpose: "family-asked", reference: request.reference },
      ...(await viaOf(context.tx, scope, { household: request.householdId })),
    },
  });
  return request;
}

type Row = Prisma.ChangeRequestGetPayload<object>;

/** Rows with the names they speak of: child, guardian, household, schools. */
async function withNames(tx: Tx, rows: readonly Row[]) {
  const ids = (values: readonly (string | null)[]) => [...new Set(values.filter((value) => value !== null))];
  const name = { id: true, firstName: true, lastName: true };
  const [children, guardians, households, sites] = await Promise.all([
    tx.child.findMany({ where: { id: { in: ids(rows.map((row) => row.childId)) } }, select: name }),
    tx.guardian.findMany({ where: { id: { in: ids(rows.map((row) => row.guardianId)) } }, select: name }),
    tx.household.findMany({
      where: { id: { in: ids(rows.map((row) => row.householdId)) } },
      select: { id: true, name: true },
    }),
    tx.site.findMany({ select: { id: true, name: true } }),
  ]);
  const siteNames = new Map(sites.map((site) => [site.id, site.name]));
  return rows.map((row) => ({
    ...row,
    before: stored(row.kind, row.before),
    after: stored(row.kind, row.after),
    child: children.find((child) => child.id === row.childId) ?? null,
    guardian: guardians.find((guardian) => guardian.id === row.guardianId) ?? null,
    householdName: households.find((household) => household.id === row.householdId)?.name ?? "",
    siteNames,
  }));
}

export function stored<Kind extends ChangeKind>(kind: Kind, value: unknown): StoredChange<Kind> {
  return storedChange[kind].parse(value) as StoredChange<Kind>;
}
