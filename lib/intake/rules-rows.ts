/**
 * The rows of planned households, with their ids, ready to be written in bulk. Pure but for the ids it is given.
 * Parents who live apart: the second is nobody's member here, unless a child alternates; then they get a household of their own,
 * without address, for the other weeks. A parent never reads the other's address.
 */
import { complementOf } from "@/lib/household/rules";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import type { PlannedChild, PlannedFamily, PlannedGuardian } from "./rules-plan";

export type RowsContext = { now: Date; yearId: string; yearStart: CivilDate; newId: () => string };

export type FamilyRows = ReturnType<typeof rowsOfFamily>;

export function rowsOfFamily(family: PlannedFamily, context: RowsContext) {
  const { newId, now } = context;
  const since = toColumn(context.yearStart);
  const adults = family.guardians.map((adult) => ({ id: newId(), ...adult, createdAt: now }));
  const here = homeRows(family, { adults: family.isApart ? adults.slice(0, 1) : adults, suffix: "" }, context);
  const alternating = family.isApart
    ? family.children.filter((child) => child.custody?.kind === "alternate-weeks")
    : [];
  const other = adults[1];
  const isShared = alternating.length > 0 && other !== undefined;
  const there = isShared
    ? homeRows({ ...family, name: other.lastName }, { adults: [other], suffix: "/2" }, context)
    : null;
  const children = family.children.map((child) =>
    childRows(child, { householdId: here.household.id, adults }, context),
  );
  const homesThere = there
    ? alternating.map((child) => ({
        id: newId(),
        childId: children[family.children.indexOf(child)]?.child.id ?? "",
        householdId: there.household.id,
        custody: child.custody && (complementOf(child.custody) ?? undefined),
        since,
      }))
    : [];
  return {
    family,
    adults,
    homes: there ? [here, there] : [here],
    children,
    homesThere: homesThere.map(({ custody, ...home }) => ({ ...home, ...(custody && { custody }) })),
    address: family.address && { id: newId(), householdId: here.household.id, ...family.address, since },
    quotient: family.quotient && {
      id: newId(),
      householdId: here.household.id,
      valueCents: family.quotient.valueCents,
      source: family.quotient.beneficiary ? ("caf" as const) : ("declared" as const),
      beneficiary: family.quotient.beneficiary,
      since: toColumn(family.quotient.since),
      recordedAt: now,
    },
  };
}

type Adult = PlannedGuardian & { id: string };

/** A household, its members, and its first adult as payer of all. */
function homeRows(family: PlannedFamily, of: { adults: readonly Adult[]; suffix: string }, context: RowsContext) {
  const { newId, now, yearStart } = context;
  const since = toColumn(yearStart);
  const externalRef = `${family.ref}${of.suffix}`;
  const household = { id: newId(), externalRef, name: family.name, situation: family.situation, createdAt: now };
  const members = of.adults.map((adult) => ({ id: newId(), householdId: household.id, guardianId: adult.id, since }));
  const payers = of.adults.slice(0, 1).map((adult) => ({
    id: newId(),
    kind: "guardian" as const,
    guardianId: adult.id,
    name: `${adult.firstName} ${adult.lastName}`,
    email: adult.email,
    createdAt: now,
  }));
  const shares = payers.map((payer) => ({
    id: newId(),
    householdId: household.id,
    payerId: payer.id,
    sharePercent: 100,
    since,
  }));
  return { household, members, payers, shares };
}

type Around = { householdId: string; adults: readonly Adult[] };

function childRows(planned: PlannedChild, { householdId, adults }: Around, context: RowsContext) {
  const { newId, now, yearId, yearStart } = context;
  const since = toColumn(yearStart);
  const { firstName, lastName, sex, siteId, grade, custody } = planned;
  const birthDate = toColumn(planned.birthDate);
  const child = { id: newId(), firstName, lastName, birthDate, sex, createdAt: now };
  const childId = child.id;
  return {
    planned,
    child,
    home: { id: newId(), childId, householdId, ...(custody && { custody }), since },
    guardianships: adults.map((adult) => ({ childId, guardianId: adult.id, authority: "joint" as const })),
    health: { childId, diet: planned.diet ?? "standard", hasPai: planned.hasPai, updatedAt: now },
    schooling: siteId && grade ? { id: newId(), childId, schoolYearId: yearId, siteId, grade, since } : null,
    pickups: planned.pickups.map((person) => ({
      id: newId(),
      childId,
      householdId,
      ...person,
      kind: "authorised" as const,
    })),
    consent:
      planned.image === null ? null : { id: newId(), childId, kind: "image", isGranted: planned.image, givenAt: now },
  };
}

const some = <Value>(value: Value | null): Value[] => (value === null ? [] : [value]);

/** The rows of all households, table by table. */
export function tablesOf(families: readonly FamilyRows[]) {
  const homes = families.flatMap((family) => family.homes);
  const children = families.flatMap((family) => family.children);
  return {
    guardians: families.flatMap((family) => family.adults),
    households: homes.map((home) => home.household),
    members: homes.flatMap((home) => home.members),
    addresses: families.flatMap((family) => some(family.address)),
    quotients: families.flatMap((family) => some(family.quotient)),
    payers: homes.flatMap((home) => home.payers),
    shares: homes.flatMap((home) => home.shares),
    children: children.map((row) => row.child),
    places: [...children.map((row) => row.home), ...families.flatMap((family) => family.homesThere)],
    guardianships: children.flatMap((row) => row.guardianships),
    health: children.map((row) => row.health),
    schoolings: children.flatMap((row) => some(row.schooling)),
    pickups: children.flatMap((row) => row.pickups),
    consents: children.flatMap((row) => some(row.consent)),
  };
}
