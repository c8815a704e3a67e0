/**
 * Whose lines the office's journal reads: a household's with its children of the scope, or a child's with those of its households that name
 * it. What is about a brother or sister outside the scope does not exist, nor count (domain rule 49).
 */
import { childrenOfOffice, householdsOfOffice, type OfficeScope } from "@/lib/access/gate";
import type { Owner } from "@/lib/evidence/pseudonyms";
import { type OfficeFilter, type OfficeLine, officeLines } from "@/lib/evidence/queries-office";
import type { Tx } from "@/lib/server/db";
import type { OfficeChoice } from "./schema-office";

export type File = {
  household: { id: string; name: string };
  owners: Owner[];
  /** The household's children of the scope, by first name. */
  children: { id: string; firstName: string }[];
  /** The one child that was asked for. */
  childId: string | null;
};

/** Null when there is no such household or child in the reader's scope. */
export async function fileOf(
  tx: Tx,
  scope: OfficeScope,
  choice: Pick<OfficeChoice, "foyer" | "enfant">,
): Promise<File | null> {
  if (!choice.foyer && !choice.enfant) return null;
  const asked = { ...(choice.foyer && { id: choice.foyer }) };
  const withChild = choice.enfant ? { children: { some: { childId: choice.enfant } } } : {};
  const rows = await tx.household.findMany({
    where: { AND: [asked, withChild, householdsOfOffice(scope)] },
    orderBy: { createdAt: "asc" },
    select: {
      id: true,
      name: true,
      children: {
        where: { child: childrenOfOffice(scope) },
        distinct: ["childId"],
        select: { child: { select: { id: true, firstName: true } } },
      },
    },
  });
  const [first] = rows;
  if (!first) return null;
  const children = first.children.map(({ child }) => child).sort((a, b) => (a.firstName < b.firstName ? -1 : 1));
  if (choice.enfant && !children.some(({ id }) => id === choice.enfant)) return null;
  const kept = choice.enfant ? [choice.enfant] : children.map(({ id }) => id);
  return {
    household: { id: first.id, name: first.name },
    owners: [
      ...rows.map(({ id }) => ({ kind: "household" as const, id })),
      ...kept.map((id) => ({ kind: "child" as const, id })),
    ],
    children,
    childId: choice.enfant || null,
  };
}

/** Whether a line is one of the file's that the reader may read. */
export function isOf({ owners, childId }: File, { everySite }: OfficeScope): (line: OfficeLine) => boolean {
  const known = new Set(owners.map(({ id }) => id));
  return ({ body, subject }) => {
    const named = childrenNamed(body);
    if (childId && subject?.kind !== "child" && !named.includes(childId)) return false;
    return everySite || named.every((id) => known.has(id));
  };
}

/** Every child that a payload names, at whatever depth. */
export function childrenNamed(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(childrenNamed);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "childId" && typeof inner === "string" ? [inner] : childrenNamed(inner),
  );
}

/** What a line says is encrypted: it is read to know whether it is wanted, so many at a time, and so many for one page. */
const CHUNK = 100;
const MOST_READ = 4000;

type Asked = { filter: Omit<OfficeFilter, "after" | "take">; keeps: (line: OfficeLine) => boolean };

/** A page of the lines that are kept, and the line after which the next page begins; null at the end. */
export async function linesAfter(
  tx: Tx,
  { filter, keeps }: Asked,
  page: { after?: string | undefined; take: number },
): Promise<{ lines: OfficeLine[]; next: string | null }> {
  const lines: OfficeLine[] = [];
  let after = page.after;
  for (let read = 0; read < MOST_READ; read += CHUNK) {
    const chunk = await officeLines(tx, { ...filter, after, take: CHUNK });
    for (const line of chunk) {
      if (!keeps(line)) continue;
      const last = lines.at(-1);
      if (last && lines.length === page.take) return { lines, next: last.id };
      lines.push(line);
    }
    if (chunk.length < CHUNK) return { lines, next: null };
    after = chunk.at(-1)?.id;
  }
  return { lines, next: after ?? null };
}
