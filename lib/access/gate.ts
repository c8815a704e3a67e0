/**
 * The gate: who a session is, and what that person may touch today. Scopes are minted here and nowhere else (their brand is private),
 * and every list, count and search takes its filter from here, so that what may not be seen is not counted either.
 */
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { type Grant, grantsOf, type Way } from "./grants";
import type { Role } from "./permissions";

declare const minted: unique symbol;

/** A parent and the households they belong to today. Somebody to whom a child is entrusted has none, and sees nothing by this scope. */
export type FamilyScope = {
  readonly [minted]: "family";
  readonly accountId: string;
  readonly guardianId: string;
  readonly today: CivilDate;
  /** Those of today first, then files that were joined to one of them: their bills and bookings go on being read. */
  readonly householdIds: readonly string[];
  readonly mergedIds: readonly string[];
  /** Minted for what a parent entrusts to a third person: this child and no other. */
  readonly only: string | null;
};

/** What a parent lets a third person do, on the days of the delegation. */
export type EntrustedRight = "canSee" | "canBook" | "canCollect";

/** A member of staff and the sites, single activities and households open to them now; `everySite` for the head of school affairs. */
export type OfficeScope = {
  readonly [minted]: "office";
  readonly accountId: string;
  readonly role: Role;
  readonly today: CivilDate;
  readonly everySite: boolean;
  readonly siteIds: readonly string[];
  readonly activityIds: readonly string[];
  /** Households confided by name or opened exceptionally, wherever their children go to school. */
  readonly householdIds: readonly string[];
  readonly grants: readonly Grant[];
};

/** The roles that see nothing before the head has accredited them. */
const ACCREDITED_ROLES: readonly Role[] = ["agent", "animateur"];

export async function mintFamilyScope(tx: Tx, accountId: string, today: CivilDate): Promise<FamilyScope | null> {
  const guardian = await tx.guardian.findUnique({
    where: { accountId },
    select: {
      id: true,
      memberships: {
        where: { ...inForceOn(today), household: { closedAt: null } },
        select: { householdId: true },
        orderBy: { since: "asc" },
      },
    },
  });
  if (!guardian) return wasEntrusted(tx, accountId, today);
  const liveIds = guardian.memberships.map((membership) => membership.householdId);
  const merged = await tx.household.findMany({ where: { mergedIntoId: { in: liveIds } }, select: { id: true } });
  const mergedIds = merged.map(({ id }) => id).sort();
  const householdIds = [...liveIds, ...mergedIds];
  return familyScope({ accountId, guardianId: guardian.id, today, householdIds, mergedIds });
}

type Minting = Omit<FamilyScope, typeof minted | "only"> & { only?: string };

function familyScope({ only, ...scope }: Minting): FamilyScope {
  return { ...scope, only: only ?? null } as unknown as FamilyScope;
}

/** Who is nobody's parent here and was entrusted with a child, once or now: an empty scope, so that every page answers and shows nothing. */
async function wasEntrusted(tx: Tx, accountId: string, today: CivilDate): Promise<FamilyScope | null> {
  const count = await tx.delegation.count({ where: { accountId } });
  return count === 0 ? null : familyScope({ accountId, guardianId: "", today, householdIds: [], mergedIds: [] });
}

/** The delegations that hold on the day of the scope; a person whom a decision bars from the child is entrusted with nothing. */
export function entrustedTo(scope: Pick<FamilyScope, "accountId" | "today">): Prisma.DelegationWhereInput {
  const day = toColumn(scope.today);
  return { accountId: scope.accountId, revokedAt: null, since: { lte: day }, until: { gte: day } };
}

/**
 * The narrow scope of one entrusted child in the home of who entrusts it, or null: no right, not its day, the parent no longer lives there or lost
 * authority, or a decision bars the person. It serves the grid of days and nothing else.
 */
export async function mintEntrustedScope(
  tx: Tx,
  { accountId, today }: Pick<FamilyScope, "accountId" | "today">,
  { childId, right }: { childId: string; right: EntrustedRight },
): Promise<FamilyScope | null> {
  const own = await tx.guardian.findUnique({ where: { accountId }, select: { id: true } });
  const rows = await tx.delegation.findMany({
    where: { ...entrustedTo({ accountId, today }), childId, [right]: true },
    orderBy: { createdAt: "asc" },
    select: { householdId: true, grantedById: true },
  });
  for (const { householdId, grantedById } of rows) {
    const child = await tx.child.count({
      where: {
        ...{ id: childId, households: { some: { householdId, ...inForceOn(today), household: { closedAt: null } } } },
        guardianships: { some: { guardianId: grantedById, isBarred: false, authority: { not: "none" } } },
        ...(own && { NOT: { guardianships: { some: { guardianId: own.id, isBarred: true } } } }),
      },
    });
    const member = await tx.householdMember.count({
      where: { householdId, guardianId: grantedById, ...inForceOn(today) },
    });
    if (child > 0 && member > 0) {
      return familyScope({
        accountId,
        guardianId: "",
        today,
        householdIds: [householdId],
        mergedIds: [],
        only: childId,
      });
    }
  }
  return null;
}

/** The day alone, or the day and the instant: exceptional access is counted in minutes, and without an instant there is none. */
type When = CivilDate | { today: CivilDate; now: Date };

/** One query, whatever the number of rights. */
export async function mintOfficeScope(
  tx: Tx,
  staff: { accountId: string; role: Role },
  when: When,
): Promise<OfficeScope> {
  const { accountId, role } = staff;
  const { today, now } = typeof when === "string" ? { today: when, now: null } : when;
  const grants = ACCREDITED_ROLES.includes(role) ? await grantsOf(tx, { accountId, role }, { today, now }) : [];
  return scopeOf({ accountId, role, today, everySite: role === "responsable" }, grants);
}

function scopeOf(
  staff: Pick<OfficeScope, "accountId" | "role" | "today" | "everySite">,
  grants: readonly Grant[],
): OfficeScope {
  const idsOf = (ids: readonly (string | null)[]) => [...new Set(ids.flatMap((id) => id ?? []))];
  const { accountId, role, today, everySite } = staff;
  return {
    ...{ accountId, role, today, everySite, grants },
    siteIds: idsOf(grants.map(({ siteId, activityId }) => (activityId ? null : siteId))),
    activityIds: idsOf(grants.map(({ activityId }) => activityId)),
    householdIds: idsOf(grants.map(({ householdId }) => householdId)),
  } as unknown as OfficeScope;
}

/** The rows of a dated relation that hold on a day; both its days are inclusive. */
function inForceOn(today: CivilDate) {
  const day = toColumn(today);
  return { since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] };
}

/** The colleagues whose rights the reader has today. */
export function absentOf(scope: OfficeScope): string[] {
  return [...new Set(scope.grants.flatMap(({ way }) => (way.kind === "deputy" ? way.of : [])))];
}

/** What a look writes down about the right it used; one's own comes first, exceptional access last. Nothing to add when it is one's own. */
export async function viaOf(
  tx: Tx,
  scope: OfficeScope,
  target: { child: string } | { household: string },
): Promise<{ via?: Way["kind"]; deputyOf?: string; accessId?: string }> {
  const ways = new Map(scope.grants.map(({ way }) => [JSON.stringify(way), way]));
  const last = ["own", "named", "deputy", "exceptional"];
  const order = [...ways.values()].sort((a, b) => last.indexOf(a.kind) - last.indexOf(b.kind));
  if (scope.everySite || order.every(({ kind }) => kind === "own")) return {};
  for (const way of order) {
    const grants = scope.grants.filter((grant) => JSON.stringify(grant.way) === JSON.stringify(way));
    if (!(await admits(tx, scopeOf(scope, grants), target))) continue;
    if (way.kind === "deputy") return { via: way.kind, deputyOf: way.of };
    return way.kind === "exceptional"
      ? { via: way.kind, accessId: way.accessId }
      : way.kind === "own"
        ? {}
        : { via: way.kind };
  }
  return {};
}

/** Children a parent may see: those who live in their households today, unless a decision bars them from the child. */
export function childrenOfFamily(scope: FamilyScope): Prisma.ChildWhereInput {
  return {
    ...(scope.only !== null && { id: scope.only }),
    households: { some: { householdId: { in: [...scope.householdIds] }, ...inForceOn(scope.today) } },
    guardianships: { none: { guardianId: scope.guardianId, isBarred: true } },
  };
}

/** Children an agent may see: at school on an assigned site, enrolled (or asking to be) in an assigned activity, or of a household confided by name. */
export function childrenOfOffice(scope: OfficeScope): Prisma.ChildWhereInput {
  if (scope.everySite) return {};
  const here = childrenOfPlaces(scope);
  if (scope.householdIds.length === 0) return here;
  const households = { some: { householdId: { in: [...scope.householdIds] }, ...inForceOn(scope.today) } };
  return { OR: [here, { households }] };
}

function childrenOfPlaces(scope: OfficeScope): Prisma.ChildWhereInput {
  const day = toColumn(scope.today);
  const { OR } = inForceOn(scope.today);
  return {
    OR: [
      {
        schoolings: {
          some: {
            siteId: { in: [...scope.siteIds] },
            schoolYear: { endsOn: { gte: day } },
            OR,
          },
        },
      },
      {
        enrolments: {
          some: { state: { in: ["requested", "accepted"] }, activity: activitiesOfOffice(scope), OR },
        },
      },
    ],
  };
}

export function activitiesOfOffice(scope: OfficeScope): Prisma.ActivityWhereInput {
  if (scope.everySite) return {};
  return { OR: [{ siteId: { in: [...scope.siteIds] } }, { id: { in: [...scope.activityIds] } }] };
}

/** Households an agent may see: those of the children of their sites, and those confided by name, which bring no other home of the child with them. */
export function householdsOfOffice(scope: OfficeScope): Prisma.HouseholdWhereInput {
  if (scope.everySite) return {};
  const byChild = { children: { some: { child: childrenOfPlaces(scope), ...inForceOn(scope.today) } } };
  return scope.householdIds.length > 0 ? { OR: [{ id: { in: [...scope.householdIds] } }, byChild] } : byChild;
}

/** What an action is about. An action names every id it received; one that is not the person's own is as absent as one that does not exist. */
export type Target =
  | { child: string | readonly string[] }
  | { household: string | readonly string[] }
  | { activity: string | readonly string[] };

export async function admits(tx: Tx, scope: FamilyScope | OfficeScope, target: Target): Promise<boolean> {
  const [kind, asked] = Object.entries(target)[0] as [string, string | readonly string[]];
  const ids = [...new Set(typeof asked === "string" ? [asked] : asked)];
  if (ids.length === 0) return false;
  return (await countAdmitted(tx, scope, { kind, ids })) === ids.length;
}

function countAdmitted(tx: Tx, scope: FamilyScope | OfficeScope, wanted: { kind: string; ids: string[] }) {
  const id = { in: wanted.ids };
  if (isFamily(scope)) {
    if (wanted.kind === "child") return tx.child.count({ where: { AND: [{ id }, childrenOfFamily(scope)] } });
    if (wanted.kind === "household") return wanted.ids.filter((one) => isLive(scope, one)).length;
    return 0;
  }
  if (wanted.kind === "child") return tx.child.count({ where: { AND: [{ id }, childrenOfOffice(scope)] } });
  if (wanted.kind === "household") return tx.household.count({ where: { AND: [{ id }, householdsOfOffice(scope)] } });
  return tx.activity.count({ where: { AND: [{ id }, activitiesOfOffice(scope)] } });
}

/** What belongs to a file that was joined is read and no more written. */
function isLive({ householdIds, mergedIds }: FamilyScope, id: string): boolean {
  return householdIds.includes(id) && !mergedIds.includes(id);
}

function isFamily(scope: FamilyScope | OfficeScope): scope is FamilyScope {
  return "guardianId" in scope;
}
