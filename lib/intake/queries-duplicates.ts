/** Possible duplicates as the office compares them, side by side. Only the head of school affairs sees them: both sides may be of any school. */
import { record } from "@/lib/evidence/record";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { Clue } from "./rules-duplicates";

export type Side = { id: string; title: string; birthDate: CivilDate | null; facts: string[]; href: string };
export type DuplicatePair = { id: string; kind: "household" | "child"; reasons: Clue[]; first: Side; second: Side };

const PAGE = 20;

/** The oldest questions first. Looking at them is a search of the files, and traced as one. */
export async function openDuplicates(context: Context): Promise<{ total: number; pairs: DuplicatePair[] }> {
  const where = { state: "open" as const };
  const total = await context.tx.possibleDuplicate.count({ where });
  const rows = await context.tx.possibleDuplicate.findMany({
    where,
    orderBy: [{ createdAt: "asc" }, { kind: "desc" }, { id: "asc" }],
    take: PAGE,
  });
  const ids = (kind: string) => rows.filter((row) => row.kind === kind).flatMap((row) => [row.firstId, row.secondId]);
  const sides = new Map([
    ...(await householdSides(context.tx, ids("household"))),
    ...(await childSides(context.tx, ids("child"))),
  ]);
  const object = { kind: "account", id: context.actor?.accountId ?? "" };
  await record(context, { type: "family.searched", subject: null, object, body: { kind: "duplicates", found: total } });
  const pairs = rows.flatMap((row) => {
    const [first, second] = [sides.get(row.firstId), sides.get(row.secondId)];
    const kind = row.kind === "child" ? ("child" as const) : ("household" as const);
    return first && second ? [{ id: row.id, kind, reasons: row.reason.split(",") as Clue[], first, second }] : [];
  });
  return { total, pairs };
}

async function householdSides(tx: Tx, ids: readonly string[]): Promise<[string, Side][]> {
  const rows = await tx.household.findMany({
    where: { id: { in: [...ids] } },
    include: {
      addresses: { orderBy: { since: "desc" }, take: 1 },
      members: { include: { guardian: true } },
      children: { include: { child: true } },
    },
  });
  return rows.map((row) => {
    const address = row.addresses[0];
    const adults = row.members.map(({ guardian }) =>
      [`${guardian.firstName} ${guardian.lastName}`, guardian.email, guardian.phone].filter(Boolean).join(", "),
    );
    const children = row.children.map(({ child }) => `${child.firstName} ${child.lastName}`).join(", ");
    const place = address ? [`${address.line}, ${address.postalCode} ${address.city}`] : [];
    const facts = [...adults, ...place, children].filter(Boolean);
    const title = row.externalRef ? `${row.name} (${row.externalRef})` : row.name;
    return [row.id, { id: row.id, title, birthDate: null, facts, href: `/gestion/foyers/${row.id}` }];
  });
}

async function childSides(tx: Tx, ids: readonly string[]): Promise<[string, Side][]> {
  const rows = await tx.child.findMany({
    where: { id: { in: [...ids] } },
    include: {
      households: { include: { household: { select: { name: true, externalRef: true } } } },
      schoolings: { orderBy: { since: "desc" }, take: 1, include: { site: { select: { name: true } } } },
    },
  });
  return rows.map((row) => {
    const homes = row.households.map(({ household }) =>
      [household.name, household.externalRef].filter(Boolean).join(" "),
    );
    const school = row.schoolings.map((one) => `${one.grade}, ${one.site.name}`);
    const side = { id: row.id, title: `${row.firstName} ${row.lastName}`, birthDate: fromColumn(row.birthDate) };
    return [row.id, { ...side, facts: [...school, ...homes], href: `/gestion/enfants/${row.id}` }];
  });
}
