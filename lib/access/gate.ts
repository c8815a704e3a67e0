/**
 * The gate: who a session is, and what that person may touch today. Scopes are minted here and nowhere else (their brand is private),
 * and every list, count and search takes its filter from here, so that what may not be seen is not counted either.
 */
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import type { Role } from "./permissions";

declare const minted: unique symbol;

/** A parent and the households they belong to today. */
export type FamilyScope = {
  readonly [minted]: "family";
  readonly accountId: string;
  readonly guardianId: string;
  readonly today: CivilDate;
  readonly householdIds: readonly string[];
};

/** A member of staff and the sites (or single activities) assigned to them today; `everySite` for the head of school affairs. */
export type OfficeScope = {
  readonly [minted]: "office";
  readonly accountId: string;
  readonly role: Role;
  readonly today: CivilDate;
  readonly everySite: boolean;
  readonly siteIds: readonly string[];
  readonly activityIds: readonly string[];
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
  if (!guardian) return null;
  const householdIds = guardian.memberships.map((membership) => membership.householdId);
  return { accountId, guardianId: guardian.id, today, householdIds } as unknown as FamilyScope;
}

export async function mintOfficeScope(
  tx: Tx,
  staff: { accountId: string; role: Role },
  today: CivilDate,
): Promise<OfficeScope> {
  const everySite = staff.role === "responsable";
  const assignments = everySite ? [] : await assignmentsOf(tx, staff, today);
  return {
    ...staff,
    today,
    everySite,
    siteIds: assignments.filter((row) => row.activityId === null).map((row) => row.siteId),
    activityIds: assignments.flatMap((row) => row.activityId ?? []),
  } as unknown as OfficeScope;
}

/** The rows of a dated relation that hold on a day; both its days are inclusive. */
function inForceOn(today: CivilDate) {
  const day = toColumn(today);
  return { since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] };
}

async function assignmentsOf(tx: Tx, staff: { accountId: string; role: Role }, today: CivilDate) {
  const inForce = inForceOn(today);
  if (ACCREDITED_ROLES.includes(staff.role)) {
    const accredited = await tx.accreditation.count({
      where: { accountId: staff.accountId, revokedAt: null, engagementSignedAt: { not: null }, ...inForce },
    });
    if (accredited === 0) return [];
  }
  return tx.assignment.findMany({
    where: { accountId: staff.accountId, ...inForce },
    select: { siteId: true, activityId: true },
  });
}

/** Children a parent may see: those who live in their households today, unless a decision bars them from the child. */
export function childrenOfFamily(scope: FamilyScope): Prisma.ChildWhereInput {
  return {
    households: { some: { householdId: { in: [...scope.householdIds] }, ...inForceOn(scope.today) } },
    guardianships: { none: { guardianId: scope.guardianId, isBarred: true } },
  };
}

/** Children an agent may see: at school on an assigned site, or enrolled (or asking to be) in an assigned activity. */
export function childrenOfOffice(scope: OfficeScope): Prisma.ChildWhereInput {
  if (scope.everySite) return {};
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

/** Households an agent may see: those of a child they may see. */
export function householdsOfOffice(scope: OfficeScope): Prisma.HouseholdWhereInput {
  if (scope.everySite) return {};
  return { children: { some: { child: childrenOfOffice(scope), ...inForceOn(scope.today) } } };
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
    if (wanted.kind === "household") return wanted.ids.filter((one) => scope.householdIds.includes(one)).length;
    return 0;
  }
  if (wanted.kind === "child") return tx.child.count({ where: { AND: [{ id }, childrenOfOffice(scope)] } });
  if (wanted.kind === "household") return tx.household.count({ where: { AND: [{ id }, householdsOfOffice(scope)] } });
  return tx.activity.count({ where: { AND: [{ id }, activitiesOfOffice(scope)] } });
}

function isFamily(scope: FamilyScope | OfficeScope): scope is FamilyScope {
  return "householdIds" in scope;
}
