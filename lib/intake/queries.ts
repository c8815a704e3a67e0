/** What an import compares with: sites, the school year, files already known, families and children that a new one may be. */
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { childKey } from "./rules";
import type { KnownSite } from "./rules-cells";
import { type KnownChild, type KnownFamily, type Pair, similarChildren, similarFamilies } from "./rules-duplicates";
import type { Finding, PlannedFamily } from "./rules-plan";
import type { FamilyRows } from "./rules-rows";

export async function schoolYearOf(tx: Tx, today: CivilDate): Promise<{ id: string; startsOn: CivilDate } | null> {
  const day = toColumn(today);
  const year = await tx.schoolYear.findFirst({ where: { startsOn: { lte: day }, endsOn: { gte: day } } });
  return year && { id: year.id, startsOn: fromColumn(year.startsOn) };
}

export async function knownSchools(tx: Tx): Promise<KnownSite[]> {
  const sites = await tx.site.findMany({ where: { kind: "school" }, orderBy: { position: "asc" } });
  return sites.map(({ id, name, grades }) => ({ id, name, grades: Array.isArray(grades) ? grades.map(String) : [] }));
}

/** The children of each file already imported, by its number. */
async function knownFiles(tx: Tx, refs: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await tx.household.findMany({
    where: { externalRef: { in: [...refs] } },
    select: {
      externalRef: true,
      children: { select: { child: { select: { firstName: true, lastName: true, birthDate: true } } } },
    },
  });
  return new Map(
    rows.map(({ externalRef, children }) => [
      externalRef ?? "",
      new Set(children.map(({ child }) => childKey({ ...child, birthDate: fromColumn(child.birthDate) }))),
    ]),
  );
}

async function knownFamilies(tx: Tx): Promise<KnownFamily[]> {
  const rows = await tx.household.findMany({
    where: { closedAt: null },
    orderBy: { id: "asc" },
    select: {
      id: true,
      addresses: { select: { line: true } },
      quotients: { select: { beneficiary: true } },
      members: { select: { guardian: { select: { firstName: true, lastName: true, email: true, phone: true } } } },
    },
  });
  return rows.map(({ id, addresses, quotients, members }) => ({
    id,
    adults: members.map((member) => member.guardian),
    addresses: addresses.map((address) => address.line),
    beneficiaries: quotients.flatMap((quotient) => quotient.beneficiary ?? []),
  }));
}

async function knownChildren(tx: Tx): Promise<KnownChild[]> {
  const rows = await tx.child.findMany({
    where: { leftOn: null },
    orderBy: { id: "asc" },
    select: { id: true, firstName: true, lastName: true, birthDate: true },
  });
  return rows.map((row) => ({ ...row, birthDate: fromColumn(row.birthDate) }));
}

/** Whether these very bytes were imported before. */
export async function isKnownFile(tx: Tx, sha256: string): Promise<boolean> {
  return (await tx.importBatch.count({ where: { sha256 } })) > 0;
}

/** Files that are new; of those already here, a child that is not is told, never added: the portal's own data stand. */
export async function sortOut(tx: Tx, families: readonly PlannedFamily[]) {
  const files = await knownFiles(
    tx,
    families.map((family) => family.ref),
  );
  const fresh = families.filter((family) => !files.has(family.ref));
  const notAdded = families.flatMap((family): Finding[] => {
    const there = files.get(family.ref);
    if (!there) return [];
    const absent = family.children.filter((child) => !there.has(childKey(child)));
    return absent.map(({ line, firstName, lastName }) => {
      const value = `${firstName} ${lastName}`;
      return { line, column: "childFirstName", code: "not-added", value, done: "line-left-out" };
    });
  });
  return { fresh, known: families.length - fresh.length, notAdded };
}

export type Pairs = { households: Pair[]; children: Pair[] };

export async function likenesses(tx: Tx, families: readonly FamilyRows[]): Promise<Pairs> {
  if (families.length === 0) return { households: [], children: [] };
  const here = families.map(({ homes, adults, family, quotient }) => ({
    id: homes[0]?.household.id ?? "",
    adults: family.isApart ? adults.slice(0, 1) : adults,
    addresses: family.address ? [family.address.line] : [],
    beneficiaries: quotient?.beneficiary ? [quotient.beneficiary] : [],
  }));
  const children = families.flatMap((family) =>
    family.children.map(({ child, planned }) => ({ ...child, birthDate: planned.birthDate })),
  );
  return {
    households: similarFamilies(await knownFamilies(tx), here),
    children: similarChildren(await knownChildren(tx), children),
  };
}
