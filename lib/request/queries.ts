/** Change requests as their family follows them and as the office decides them, each within its scope. */
import {
  childrenOfFamily,
  childrenOfOffice,
  type FamilyScope,
  householdsOfOffice,
  type OfficeScope,
} from "@/lib/access/gate";
import type { Prisma } from "@/lib/generated/prisma/client";
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
  return scope.everySite ? {} : reachedBy(tx, scope);
}

/** A child of a site opens the requests of each of its homes; a household confided by name opens its own only, not those of the child's other home. */
export async function reachedBy(tx: Tx, scope: OfficeScope) {
  const [placed, children, households] = await Promise.all([
    tx.child.findMany({ where: childrenOfOffice({ ...scope, householdIds: [] }), select: { id: true } }),
    tx.child.findMany({ where: childrenOfOffice(scope), select: { id: true } }),
    tx.household.findMany({ where: householdsOfOffice(scope), select: { id: true } }),
  ]);
  return {
    OR: [
      { childId: { in: placed.map(({ id }) => id) } },
      { childId: { in: children.map(({ id }) => id) }, householdId: { in: [...scope.householdIds] } },
      { childId: null, householdId: { in: households.map((household) => household.id) } },
    ],
  };
}

export type Described = Awaited<ReturnType<typeof withNames>>[number];

export async function ownRequest(tx: Tx, scope: FamilyScope, id: string): Promise<Described | null> {
  const where = { AND: [{ id }, await visibleRequests(tx, scope)] };
  return (await withNames(tx, await tx.changeRequest.findMany({ where, take: 1 })))[0] ?? null;
}

export async function officeRequest(tx: Tx, scope: OfficeScope, id: string): Promise<Described | null> {
  const where = { AND: [{ id }, await decidableRequests(tx, scope)] };
  return (await withNames(tx, await tx.changeRequest.findMany({ where, take: 1 })))[0] ?? null;
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
