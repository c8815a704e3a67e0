/** What a family reads of its documents: what is asked of it this year and where each stands, what it gave, and the keys its browser encrypts to. */
import { childrenOfFamily, type FamilyScope } from "@/lib/access/gate";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Locale } from "@/lib/i18n/locale";
import { type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import {
  type Asked,
  askedOf,
  type Given,
  type Kind,
  type Need,
  needsAction,
  type Requirement,
  type Situation,
  shownState,
  standingOf,
} from "./rules";
import type { PublishedKeys } from "./rules-keys";
import { conditions, endorsementSchema, statementSchema, validitySchema } from "./schema";

type KindRow = Prisma.DocumentKindGetPayload<object>;

export function kindOf(row: KindRow, locale: Locale): Kind {
  const { id, subject, isShared, destroyDays } = row;
  const words = locale === "fr" ? { name: row.nameFr, help: row.helpFr } : { name: row.nameEn, help: row.helpEn };
  return { id, ...words, subject, validity: validitySchema.parse(row.validity), isShared, destroyDays };
}

const inForce = (today: CivilDate) => ({
  since: { lte: toColumn(today) },
  OR: [{ until: null }, { until: { gte: toColumn(today) } }],
});

/** The school year that a document of today is for. */
export function yearOn(tx: Tx, today: CivilDate) {
  return tx.schoolYear.findFirst({ where: { endsOn: { gte: toColumn(today) } }, orderBy: { startsOn: "asc" } });
}

async function openNeeds(tx: Tx): Promise<(Need & { kind: KindRow })[]> {
  const rows = await tx.documentNeed.findMany({
    where: { kind: { isOpen: true, isAttached: false } },
    include: { kind: true },
    orderBy: [{ kind: { position: "asc" } }, { id: "asc" }],
  });
  return rows.map((row) => ({
    ...row,
    condition: conditions.find((one) => one === row.condition) ?? "always",
  }));
}

type Reading = { today: CivilDate; locale: Locale };

/** All that is asked of the parent's homes today, child by child, then of the home itself. */
export async function requirementsOf(tx: Tx, scope: FamilyScope, reading: Reading): Promise<Requirement[]> {
  const year = await yearOn(tx, reading.today);
  const [needs, children] = await Promise.all([
    openNeeds(tx),
    askedChildren(tx, scope, { today: reading.today, year }),
  ]);
  if (needs.length === 0 || children.length === 0) return [];
  const given = await givenIn(
    tx,
    scope,
    children.map(({ id }) => id),
  );
  const kinds = new Map(needs.map(({ kind }) => [kind.id, kindOf(kind, reading.locale)]));
  const own = needs.filter(({ kind }) => kind.subject === "child");
  const shared = needs.filter(({ kind }) => kind.subject === "household");
  const lines = children.flatMap((child) =>
    askedOf(own, [child.situation]).map((asked) => ({ asked, child, householdId: child.householdId })),
  );
  const homes = [...new Set(children.map(({ householdId }) => householdId))].flatMap((householdId) => {
    const inHome = children.filter((child) => child.householdId === householdId);
    return askedOf(
      shared,
      inHome.map(({ situation }) => situation),
    ).map((asked) => ({ asked, child: null, householdId }));
  });
  return [...lines, ...homes].flatMap(({ asked, child, householdId }) => {
    const kind = kinds.get(asked.kindId);
    return kind ? [requirement({ asked, kind, householdId, child }, { children, given, reading })] : [];
  });
}

type Line = { asked: Asked; kind: Kind; householdId: string; child: AskedChild | null };
type Around = { children: readonly AskedChild[]; given: readonly GivenRow[]; reading: Reading };

function requirement({ asked, kind, householdId, child }: Line, { children, given, reading }: Around): Requirement {
  const names = new Map(children.flatMap(({ activities }) => activities.map((one) => [one.ruleCode, one])));
  const rows = given.filter(
    (row) =>
      row.kindId === kind.id &&
      row.childId === (child?.id ?? null) &&
      (row.householdId === householdId || (kind.isShared && row.state === "validated")),
  );
  return {
    ...{ kind, householdId, isRequired: asked.isRequired },
    child: child && { id: child.id, firstName: child.firstName },
    activities: asked.ruleCodes.flatMap((code) => {
      const found = names.get(code);
      return found ? [reading.locale === "fr" ? found.nameFr : found.nameEn] : [];
    }),
    standing: standingOf(rows, reading.today),
  };
}

type AskedChild = Awaited<ReturnType<typeof askedChildren>>[number];

async function askedChildren(
  tx: Tx,
  scope: FamilyScope,
  { today, year }: { today: CivilDate; year: { id: string } | null },
) {
  const own = { in: [...scope.householdIds] };
  const rows = await tx.child.findMany({
    where: { AND: [childrenOfFamily(scope), { leftOn: null }] },
    orderBy: [{ birthDate: "asc" }, { firstName: "asc" }],
    select: {
      ...{ id: true, firstName: true },
      health: { select: { hasPai: true, allergies: true } },
      households: { where: inForce(today), select: { householdId: true } },
      enrolments: {
        where: { householdId: own, schoolYearId: year?.id ?? "", state: { in: ["requested", "accepted"] } },
        select: { activity: { select: { ruleCode: true, nameFr: true, nameEn: true } } },
      },
    },
  });
  return rows.flatMap(({ id, firstName, health, households, enrolments }) => {
    const home = households.find(({ householdId }) => scope.householdIds.includes(householdId));
    if (!home) return [];
    const activities = enrolments.map(({ activity }) => activity);
    const situation: Situation = {
      schoolYearId: year?.id ?? null,
      ruleCodes: activities.map(({ ruleCode }) => ruleCode),
      hasPai: health?.hasPai ?? false,
      hasAllergies: Boolean(health?.allergies),
      sharesTime: households.length > 1,
    };
    return [{ id, firstName, householdId: home.householdId, activities, situation }];
  });
}

type GivenRow = Given & { kindId: string; childId: string | null; householdId: string };

/** The homes' own documents, and of the children what was accepted elsewhere: the caller shows that only for kinds that are shared. */
async function givenIn(tx: Tx, scope: FamilyScope, childIds: readonly string[]): Promise<GivenRow[]> {
  const rows = await tx.document.findMany({
    where: {
      state: { in: ["waiting", "validated", "refused"] },
      // Gone without an answer: it is asked for again.
      NOT: { state: "waiting", destroyedAt: { not: null } },
      OR: [
        { householdId: { in: [...scope.householdIds] } },
        { childId: { in: [...childIds] }, state: "validated", kind: { isShared: true } },
      ],
    },
    select: {
      ...{ id: true, kindId: true, childId: true, householdId: true, state: true, motive: true },
      ...{ submittedAt: true, createdAt: true, validUntil: true },
    },
  });
  return rows.map(({ submittedAt, createdAt, validUntil, ...row }) => ({
    ...row,
    givenOn: parisOf(submittedAt ?? createdAt).day,
    validUntil: validUntil && fromColumn(validUntil),
  }));
}

/** What waits for the family, for its home page and the count of its menu: required things only. */
export async function missingOf(tx: Tx, scope: FamilyScope, reading: Reading): Promise<Requirement[]> {
  const all = await requirementsOf(tx, scope, reading);
  return all.filter(({ isRequired, standing }) => isRequired && needsAction(standing));
}

const shownDocument = {
  id: true,
  householdId: true,
  state: true,
  requestId: true,
  issuedOn: true,
  validUntil: true,
  motive: true,
  submittedAt: true,
  decidedAt: true,
  destroyOn: true,
  destroyedAt: true,
  depositedById: true,
  child: { select: { id: true, firstName: true } },
  kind: true,
  _count: { select: { pages: true } },
} as const satisfies Prisma.DocumentSelect;

/** Requests of a home that are between its other adult and the commune: what is joined to them is theirs too. */
async function othersPrivate(tx: Tx, scope: FamilyScope): Promise<string[]> {
  const rows = await tx.familyRequest.findMany({
    where: { householdId: { in: [...scope.householdIds] }, isPrivate: true, accountId: { not: scope.accountId } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Whose journal tells of a document: the home's, or that of the person alone to whose private request it is joined. */
export async function subjectOf(tx: Tx, document: { householdId: string; requestId: string | null }) {
  const { householdId, requestId } = document;
  const request = requestId
    ? await tx.familyRequest.findUnique({ where: { id: requestId }, select: { isPrivate: true, accountId: true } })
    : null;
  return request?.isPrivate && request.accountId
    ? ({ kind: "account", id: request.accountId } as const)
    : ({ kind: "household", id: householdId } as const);
}

/** What the homes gave, the latest first. Of a child who may no longer be seen, nothing; nor what goes with another adult's private request. */
export async function givenDocuments(tx: Tx, scope: FamilyScope, where: Prisma.DocumentWhereInput = {}) {
  const hidden = await othersPrivate(tx, scope);
  const rows = await tx.document.findMany({
    where: {
      AND: [
        where,
        { OR: [{ requestId: null }, { requestId: { notIn: hidden } }] },
        { householdId: { in: [...scope.householdIds] }, state: { in: ["waiting", "validated", "refused"] } },
        { OR: [{ childId: null }, { child: childrenOfFamily(scope) }] },
      ],
    },
    orderBy: [{ submittedAt: "desc" }, { id: "desc" }],
    take: 60,
    select: shownDocument,
  });
  return rows.map(({ _count, validUntil, destroyOn, issuedOn, depositedById, ...row }) => ({
    ...row,
    /** Taken back by who gave it, and by nobody else. */
    isOwn: depositedById === scope.accountId,
    state: shownState(row),
    pages: _count.pages,
    issuedOn: issuedOn && fromColumn(issuedOn),
    validUntil: validUntil && fromColumn(validUntil),
    destroyOn: destroyOn && fromColumn(destroyOn),
  }));
}

export async function openKind(tx: Tx, id: string, locale: Locale): Promise<Kind | null> {
  const row = await tx.documentKind.findFirst({ where: { id, isOpen: true } });
  return row && kindOf(row, locale);
}

export type Keys = { current: PublishedKeys; published: PublishedKeys[]; seen: string | null };

/** The public keys, all that ever were, and those this account saw last; null before the first ceremony. */
export async function keysFor(tx: Tx, accountId: string | null): Promise<Keys | null> {
  const [rows, seen] = await Promise.all([
    tx.documentKeySet.findMany({ orderBy: { createdAt: "asc" } }),
    accountId ? tx.documentKeySeen.findUnique({ where: { accountId } }) : null,
  ]);
  const published = rows.map(publishedOf);
  const at = rows.findIndex(({ retiredAt }) => retiredAt === null);
  const current = published[at];
  return current ? { current, published, seen: seen?.fingerprint ?? null } : null;
}

type KeyRow = Prisma.DocumentKeySetGetPayload<object>;

function publishedOf({ fingerprint, statement, endorsedBy, endorsement }: KeyRow): PublishedKeys {
  const signed = endorsement === null ? null : endorsementSchema.parse(endorsement);
  return { fingerprint, statement: statementSchema.parse(statement), endorsedBy, endorsement: signed };
}
