/** Delegations as the parent reads them, as the third person reads them, and as the gate needs them. */
import { childrenOfFamily, entrustedTo, type FamilyScope, mintEntrustedScope } from "@/lib/access/gate";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { type Right, rights } from "./rules";

export type Delegated = {
  id: string;
  name: string;
  relation: string | null;
  rights: readonly Right[];
  since: CivilDate;
  until: CivilDate;
};

const rightsOf = (row: Record<Right, boolean>) => rights.filter((right) => row[right]);

/** Those in force or to come that the reader's own household gave; the other parent's are theirs. */
export async function delegationsOf(tx: Tx, scope: FamilyScope, childId: string): Promise<Delegated[]> {
  const own = await tx.child.count({ where: { AND: [{ id: childId }, childrenOfFamily(scope)] } });
  if (own === 0) return [];
  const rows = await tx.delegation.findMany({
    where: {
      ...{ childId, householdId: { in: [...scope.householdIds] }, revokedAt: null },
      until: { gte: toColumn(scope.today) },
    },
    orderBy: [{ since: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, name, relation, since, until, ...row }) => ({
    ...{ id, name, relation, rights: rightsOf(row), since: fromColumn(since), until: fromColumn(until) },
  }));
}

export type Entrusted = {
  id: string;
  childId: string;
  firstName: string;
  by: string;
  rights: readonly Right[];
  until: CivilDate;
};

/** The children entrusted to a person today: first names only, and nothing of a delegation that no longer holds. */
export async function entrustedChildren(tx: Tx, scope: FamilyScope): Promise<Entrusted[]> {
  const rows = await tx.delegation.findMany({ where: entrustedTo(scope), orderBy: { createdAt: "asc" } });
  const told: Entrusted[] = [];
  for (const row of rows) {
    const held: Right[] = [];
    for (const right of rightsOf(row)) {
      if (await mintEntrustedScope(tx, scope, { childId: row.childId, right })) held.push(right);
    }
    const [child, guardian] = await Promise.all([
      tx.child.findUnique({ where: { id: row.childId }, select: { firstName: true } }),
      tx.guardian.findUnique({ where: { id: row.grantedById }, select: { firstName: true } }),
    ]);
    if (held.length === 0 || !child || !guardian) continue;
    const { id, childId, until } = row;
    told.push({
      id,
      childId,
      firstName: child.firstName,
      by: guardian.firstName,
      rights: held,
      until: fromColumn(until),
    });
  }
  return told;
}

/** Who may collect each child on a day because a parent entrusted it: for the gate's list. */
export async function collectorsOf(tx: Tx, childIds: readonly string[], day: CivilDate) {
  const rows = await tx.delegation.findMany({
    where: {
      ...{ childId: { in: [...childIds] }, canCollect: true, revokedAt: null },
      ...{ since: { lte: toColumn(day) }, until: { gte: toColumn(day) } },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { childId: true, name: true, relation: true, accountId: true, grantedById: true },
  });
  const [barred, holders] = [await barredPairs(tx, rows), await holderPairs(tx, rows)];
  return rows
    .filter((row) => !barred.has(`${row.childId}.${row.accountId}`) && holders.has(`${row.childId}.${row.grantedById}`))
    .map(({ childId, name, relation }) => ({ childId, name, relation }));
}

/** Who still may entrust: a parent who lost authority, or is barred, entrusts nobody any more. */
async function holderPairs(tx: Tx, rows: readonly { childId: string; grantedById: string }[]) {
  const found = await tx.guardianship.findMany({
    where: {
      ...{ isBarred: false, authority: { not: "none" } },
      guardianId: { in: rows.map(({ grantedById }) => grantedById) },
    },
    select: { childId: true, guardianId: true },
  });
  return new Set(found.map(({ childId, guardianId }) => `${childId}.${guardianId}`));
}

/** A person whom a decision bars from the child collects nobody, whoever entrusted it. */
async function barredPairs(tx: Tx, rows: readonly { childId: string; accountId: string | null }[]) {
  const accounts = rows.flatMap(({ accountId }) => accountId ?? []);
  const found = await tx.guardianship.findMany({
    where: { isBarred: true, guardian: { accountId: { in: accounts } } },
    select: { childId: true, guardian: { select: { accountId: true } } },
  });
  return new Set(found.map(({ childId, guardian }) => `${childId}.${guardian.accountId}`));
}
