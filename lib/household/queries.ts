/** What a family reads of itself: its own households and its children in them; never the other household's address, telephones or members. */
import { childrenOfFamily, type FamilyScope } from "@/lib/access/gate";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { readCustody } from "./queries-facts";
import { addressOn, consentsInForce, quotientOn } from "./rules";
import type { ConsentKind } from "./schema";

const byName: Prisma.ChildOrderByWithRelationInput[] = [{ birthDate: "asc" }, { firstName: "asc" }];

const inForce = (day: CivilDate) => ({
  since: { lte: toColumn(day) },
  OR: [{ until: null }, { until: { gte: toColumn(day) } }],
});

const dated = <Row extends { since: Date; until: Date | null }>(row: Row) => ({
  ...row,
  since: fromColumn(row.since),
  until: row.until && fromColumn(row.until),
});

/** The file of each household of the parent, oldest membership first. */
export async function householdsOf(tx: Tx, scope: FamilyScope, today: CivilDate) {
  const [rows, children] = await Promise.all([readHouseholds(tx, scope, today), childrenIn(tx, scope, today)]);
  const rank = (id: string) => scope.householdIds.indexOf(id);
  return rows
    .sort((a, b) => rank(a.id) - rank(b.id))
    .map((row) => ({
      ...fileOf(row, scope, today),
      children: children.filter((child) => child.homes.some((home) => home.householdId === row.id)),
    }));
}

function readHouseholds(tx: Tx, scope: FamilyScope, today: CivilDate) {
  const name = { id: true, firstName: true, lastName: true };
  return tx.household.findMany({
    where: { id: { in: [...scope.householdIds] }, closedAt: null },
    select: {
      id: true,
      name: true,
      situation: true,
      addresses: true,
      members: {
        where: inForce(today),
        orderBy: [{ since: "asc" }, { id: "asc" }],
        select: { guardian: { select: { ...name, email: true, phone: true, phoneWork: true, accountId: true } } },
      },
      quotients: { select: { valueCents: true, source: true, since: true, until: true, recordedAt: true } },
      payers: {
        where: { childId: null, ...inForce(today) },
        select: { sharePercent: true, payer: { select: { name: true } } },
      },
    },
  });
}

type HouseholdRow = Awaited<ReturnType<typeof readHouseholds>>[number];

function fileOf(row: HouseholdRow, scope: FamilyScope, today: CivilDate) {
  const addresses = row.addresses.map((one) => ({ ...one, since: fromColumn(one.since) }));
  const isProtected = addresses.some((one) => one.isProtected);
  const coming = addresses.filter((one) => one.since > today).sort((a, b) => (a.since < b.since ? -1 : 1));
  return {
    id: row.id,
    name: row.name,
    situation: row.situation,
    // A protected address is shown to nobody but the office: a stolen session must not give it away either.
    address: isProtected ? null : addressOn(addresses, today),
    comingAddresses: isProtected ? [] : coming,
    isAddressProtected: isProtected,
    members: row.members.map(({ guardian: { accountId, ...guardian } }) => ({
      ...guardian,
      isSelf: guardian.id === scope.guardianId,
      mayEdit: guardian.id === scope.guardianId || accountId === null,
    })),
    quotient: quotientOn(row.quotients.map(dated), today),
    payers: row.payers.map((share) => ({ name: share.payer.name, sharePercent: share.sharePercent })),
  };
}

/** The parent's children, with the calendar of their own households only. */
export async function childrenIn(tx: Tx, scope: FamilyScope, today: CivilDate) {
  const rows = await tx.child.findMany({
    where: childrenOfFamily(scope),
    orderBy: byName,
    select: {
      id: true,
      firstName: true,
      lastName: true,
      birthDate: true,
      households: {
        where: { householdId: { in: [...scope.householdIds] } },
        select: { householdId: true, custody: true, since: true, until: true },
      },
      schoolings: schoolingOn(today),
    },
  });
  return rows.map(({ households, schoolings, ...child }) => ({
    ...child,
    birthDate: fromColumn(child.birthDate),
    school: schoolOf(schoolings),
    homes: households.map((home) => ({ ...dated(home), custody: readCustody(home.custody) })),
  }));
}

/** The school and class on a day, and what is already known to come. */
const schoolingOn = (day: CivilDate) =>
  ({
    where: { OR: [{ until: null }, { until: { gte: toColumn(day) } }], schoolYear: { endsOn: { gte: toColumn(day) } } },
    orderBy: { since: "asc" },
    take: 1,
    select: { grade: true, since: true, siteId: true, site: { select: { name: true } } },
  }) as const satisfies Prisma.Child$schoolingsArgs;

type SchoolingRow = { grade: string; since: Date; siteId: string; site: { name: string } };

function schoolOf(rows: readonly SchoolingRow[]) {
  const row = rows[0];
  return row ? { siteId: row.siteId, siteName: row.site.name, grade: row.grade, since: fromColumn(row.since) } : null;
}

/** One child's record as its parent reads it; null when it is not theirs or does not exist. */
export async function childRecord(tx: Tx, scope: FamilyScope, about: { childId: string; today: CivilDate }) {
  const own = { OR: [{ householdId: null }, { householdId: { in: [...scope.householdIds] } }] };
  const row = await tx.child.findFirst({
    where: { AND: [{ id: about.childId }, childrenOfFamily(scope)] },
    include: {
      health: true,
      contacts: { where: own, orderBy: { rank: "asc" } },
      pickups: { where: { ...own, kind: { not: "forbidden" } }, orderBy: [{ kind: "asc" }, { name: "asc" }] },
      consents: true,
      households: { select: { householdId: true, custody: true, since: true, until: true } },
      schoolings: schoolingOn(about.today),
    },
  });
  if (!row) return null;
  const { health, consents, households, schoolings, ...child } = row;
  const isOwn = (home: { householdId: string }) => scope.householdIds.includes(home.householdId);
  const homes = households.filter(isOwn).map((home) => ({ ...dated(home), custody: readCustody(home.custody) }));
  return {
    ...child,
    birthDate: fromColumn(child.birthDate),
    health: { diet: health?.diet ?? "standard", hasPai: health?.hasPai ?? false, allergies: health?.allergies ?? null },
    paiUntil: health?.paiUntil ? fromColumn(health.paiUntil) : null,
    consents: consentsInForce(consents.map((consent) => ({ ...consent, kind: consent.kind as ConsentKind }))),
    school: schoolOf(schoolings),
    homes,
    sharesTime: households.some((home) => !isOwn(home)),
    sharedPickups: await sharedPickups(tx, scope, about),
    householdId: homes[0]?.householdId ?? null,
  };
}

/**
 * Whom the child's other home lets collect the child, with who said so: the gate needs one list, and so do both parents. Never a telephone, and
 * nothing of a home whose address is protected or whose adult is barred from the child (domain rule 15).
 */
async function sharedPickups(tx: Tx, scope: FamilyScope, { childId, today }: { childId: string; today: CivilDate }) {
  const homes = await tx.household.findMany({
    where: {
      id: { notIn: [...scope.householdIds] },
      closedAt: null,
      children: { some: { childId, ...inForce(today) } },
      addresses: { none: { isProtected: true } },
      members: { none: { ...inForce(today), guardian: { guardianships: { some: { childId, isBarred: true } } } } },
    },
    select: {
      id: true,
      members: {
        where: { ...inForce(today), guardian: { deceasedOn: null, guardianships: { some: { childId } } } },
        orderBy: [{ since: "asc" }, { id: "asc" }],
        select: { guardian: { select: { firstName: true } } },
      },
    },
  });
  if (homes.length === 0) return [];
  const rows = await tx.pickupPerson.findMany({
    where: { childId, householdId: { in: homes.map(({ id }) => id) }, kind: { not: "forbidden" } },
    orderBy: [{ kind: "asc" }, { name: "asc" }],
    select: { id: true, householdId: true, name: true, relation: true, kind: true },
  });
  return rows.map(({ householdId, ...row }) => {
    const home = homes.find(({ id }) => id === householdId);
    return { ...row, authors: home?.members.map(({ guardian }) => guardian.firstName) ?? [] };
  });
}

/** Schools a child may be said to go to, for the forms. Not personal. */
export async function schools(tx: Tx) {
  return tx.site.findMany({
    where: { kind: "school" },
    orderBy: { position: "asc" },
    select: { id: true, name: true, grades: true },
  });
}
