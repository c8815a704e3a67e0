/** Proposals between two parents as each of them reads them, and what the office asks before it decides. */
import { childrenOfFamily, type FamilyScope } from "@/lib/access/gate";
import { type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import type { Holder, SharedKind, SharedState } from "./rules";
import { type SharedWish, wishSchemas } from "./schema";

const inForce = (day: CivilDate) => ({
  since: { lte: toColumn(day) },
  OR: [{ until: null }, { until: { gte: toColumn(day) } }],
});

/** The guardians of a child with what decides who is asked. */
export async function holdersOf(tx: Tx, childId: string, today: CivilDate): Promise<Holder[]> {
  const rows = await tx.guardianship.findMany({
    where: { childId },
    orderBy: { guardianId: "asc" },
    select: {
      ...{ guardianId: true, authority: true, isBarred: true },
      guardian: {
        select: {
          deceasedOn: true,
          account: { select: { activatedAt: true, closedAt: true } },
          memberships: {
            where: {
              ...inForce(today),
              household: { closedAt: null, children: { some: { childId, ...inForce(today) } } },
            },
            select: { household: { select: { id: true, addresses: { select: { isProtected: true } } } } },
          },
        },
      },
    },
  });
  return rows.map(({ guardian: { deceasedOn, account, memberships }, ...row }) => ({
    ...row,
    isAlive: deceasedOn === null,
    hasAccount: account?.activatedAt != null && account.closedAt === null,
    homes: memberships.map(({ household }) => ({
      id: household.id,
      isProtected: household.addresses.some(({ isProtected }) => isProtected),
    })),
  }));
}

export type Proposal = SharedWish & {
  id: string;
  reference: string;
  childId: string;
  state: SharedState;
  /** Whether the reader is the one who proposed. */
  own: boolean;
  day: CivilDate;
  until: CivilDate;
};

const YEAR = 365 * 24 * 3_600_000;

/** Those of a child that the reader proposed or is asked, the latest first; for a year once they are over. A child out of reach has none. */
export async function proposalsAbout(
  tx: Tx,
  scope: FamilyScope,
  about: { childId: string; now: Date },
): Promise<Proposal[]> {
  const own = await tx.child.count({ where: { AND: [{ id: about.childId }, childrenOfFamily(scope)] } });
  if (own === 0) return [];
  const rows = await tx.sharedChange.findMany({
    where: {
      childId: about.childId,
      createdAt: { gt: new Date(about.now.getTime() - YEAR) },
      OR: [{ proposerId: scope.guardianId }, { answererId: scope.guardianId }],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 20,
  });
  return rows.map((row) => ({
    ...toldOf(row.kind as SharedKind, row.wish),
    ...{ id: row.id, reference: row.reference, childId: row.childId, state: row.state },
    own: row.proposerId === scope.guardianId,
    day: parisOf(row.createdAt).day,
    until: parisOf(row.expiresAt).day,
  }));
}

export function toldOf(kind: SharedKind, wish: unknown): SharedWish {
  return { kind, wish: wishSchemas[kind].parse(wish) } as SharedWish;
}

/** Proposals that wait for the reader's answer, over all their children. */
export function askedOf(tx: Tx, scope: FamilyScope, now: Date) {
  return tx.sharedChange.findMany({
    where: { answererId: scope.guardianId, state: "proposed", expiresAt: { gt: now } },
    orderBy: { expiresAt: "asc" },
    select: { id: true, childId: true, expiresAt: true },
  });
}

/** Days to come that left the calendar, and whether they are the reader's. */
export async function swappedDays(tx: Tx, scope: FamilyScope, childId: string) {
  const rows = await tx.custodyException.findMany({
    where: { childId, day: { gte: toColumn(scope.today) } },
    orderBy: { day: "asc" },
    take: 60,
  });
  return rows.map(({ day, householdId }) => ({ day: fromColumn(day), here: scope.householdIds.includes(householdId) }));
}

/** What the other parent answered to the proposal behind a change request; null when nobody had to be asked. */
export async function agreementOf(tx: Tx, requestId: string): Promise<SharedState | null> {
  const row = await tx.sharedChange.findFirst({
    where: { requestId },
    orderBy: { createdAt: "desc" },
    select: { state: true },
  });
  return row?.state ?? null;
}
