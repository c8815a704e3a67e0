/** What pricing must know of households and their children, in six statements whatever their number. No scope: the caller has one. */

import type { FactValue } from "@/lib/clause/rules-conditions";
import { Prisma } from "@/lib/generated/prisma/client";
import { addressesOf, quotientsOf } from "@/lib/household/queries-facts";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import type { Tx } from "@/lib/server/db";
import type { ChildFile, Declared, HouseholdFile } from "./rules";
import { type AskedFact, factsAbout } from "./rules-facts";

type Quotient = Awaited<ReturnType<typeof quotientsOf>>[number];

export type PricingFiles = {
  households: ReadonlyMap<string, Omit<HouseholdFile, "quotients"> & { quotients: Quotient[] }>;
  children: ReadonlyMap<string, ChildFile>;
  /** The children who live in each household at some time, the eldest first: they order the ranks. */
  childrenOf: ReadonlyMap<string, readonly string[]>;
};

export async function pricingFilesOf(tx: Tx, householdIds: readonly string[]): Promise<PricingFiles> {
  if (householdIds.length === 0) return { households: new Map(), children: new Map(), childrenOf: new Map() };
  const [quotients, addresses, homes] = await Promise.all([
    quotientsOf(tx, householdIds),
    addressesOf(tx, householdIds),
    readHomes(tx, householdIds),
  ]);
  const childIds = [...new Set(homes.map(({ childId }) => childId))];
  const [children, schoolings, declared] = await Promise.all([
    readChildren(tx, childIds),
    readSchoolings(tx, childIds),
    readDeclared(tx, { householdIds, childIds }),
  ]);
  const quotientsBy = groupBy(quotients, (row) => row.householdId);
  const addressesBy = groupBy(addresses, (row) => row.householdId);
  const declaredBy = groupBy(declared, (row) => row.childId ?? row.householdId ?? "");
  const schoolingsBy = groupBy(schoolings, (row) => row.childId);
  const homesBy = groupBy(homes, (row) => row.householdId);
  return {
    households: new Map(
      householdIds.map((id) => [
        id,
        {
          quotients: quotientsBy.get(id) ?? [],
          addresses: addressesBy.get(id) ?? [],
          declared: declaredBy.get(id) ?? [],
        },
      ]),
    ),
    children: new Map(
      children.map(({ id, birthDate, hasPai, paiUntil }) => [
        id,
        {
          id,
          birthDate,
          pai: hasPai ? { until: paiUntil } : null,
          schoolings: schoolingsBy.get(id) ?? [],
          declared: declaredBy.get(id) ?? [],
        },
      ]),
    ),
    childrenOf: new Map(householdIds.map((id) => [id, (homesBy.get(id) ?? []).map(({ childId }) => childId)])),
  };
}

function readHomes(tx: Tx, householdIds: readonly string[]) {
  return tx.$queryRaw<{ householdId: string; childId: string }[]>`
    SELECT DISTINCT h.household_id AS householdId, h.child_id AS childId, c.birth_date AS born
    FROM child_household h JOIN child c ON c.id = h.child_id
    WHERE h.household_id IN (${Prisma.join([...householdIds])})
    ORDER BY born, childId`;
}

type ChildRow = { id: string; birthDate: CivilDate; hasPai: boolean; paiUntil: CivilDate | null };

async function readChildren(tx: Tx, ids: readonly string[]): Promise<ChildRow[]> {
  if (ids.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: string; birthDate: CivilDate; hasPai: unknown; paiUntil: CivilDate | null }[]>`
    SELECT c.id, DATE_FORMAT(c.birth_date, '%Y-%m-%d') AS birthDate, h.has_pai AS hasPai,
      DATE_FORMAT(h.pai_until, '%Y-%m-%d') AS paiUntil
    FROM child c LEFT JOIN child_health h ON h.child_id = c.id WHERE c.id IN (${Prisma.join([...ids])})`;
  return rows.map((row) => ({ ...row, hasPai: Boolean(row.hasPai) }));
}

type SchoolingRow = ChildFile["schoolings"][number] & { childId: string };

async function readSchoolings(tx: Tx, ids: readonly string[]): Promise<SchoolingRow[]> {
  if (ids.length === 0) return [];
  return tx.$queryRaw<SchoolingRow[]>`
    SELECT s.child_id AS childId, s.grade, i.code AS school, DATE_FORMAT(s.since, '%Y-%m-%d') AS since,
      DATE_FORMAT(s.until, '%Y-%m-%d') AS until
    FROM schooling s JOIN site i ON i.id = s.site_id WHERE s.child_id IN (${Prisma.join([...ids])}) ORDER BY s.since`;
}

type DeclaredRow = Declared & { householdId: string | null; childId: string | null };

async function readDeclared(
  tx: Tx,
  { householdIds, childIds }: { householdIds: readonly string[]; childIds: readonly string[] },
): Promise<DeclaredRow[]> {
  const rows = await tx.declaredFact.findMany({
    where: { OR: [{ householdId: { in: [...householdIds] } }, { childId: { in: [...childIds] } }] },
    orderBy: { since: "asc" },
  });
  return rows.map(({ householdId, childId, fact, value, since, until }) => ({
    ...{ householdId, childId, fact, value: value as FactValue },
    ...{ since: fromColumn(since), until: until && fromColumn(until) },
  }));
}

export type DeclaredAnswer = { id: string; fact: string; value: FactValue; since: CivilDate };

/** What was declared of a household or of a child, the latest first. The caller has it in its scope. */
export async function declaredOf(
  tx: Tx,
  owner: { householdId: string } | { childId: string },
): Promise<DeclaredAnswer[]> {
  const rows = await tx.declaredFact.findMany({ where: owner, orderBy: [{ since: "desc" }, { recordedAt: "desc" }] });
  return rows.map(({ id, fact, value, since }) => ({ id, fact, value: value as FactValue, since: fromColumn(since) }));
}

/** What the rules in force ask about households, or about children. */
export async function askedFacts(tx: Tx, today: CivilDate, about: "household" | "child"): Promise<AskedFact[]> {
  const rules = rulesOn(await rulesHistory(tx), today);
  return rules ? factsAbout(rules.file, about) : [];
}
