/** The draft of the rules and the versions that exist, as the office reads them. Not personal: the règlement is public. */
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import { idOfName } from "@/lib/kernel/ids";
import { type CommuneFile, communeFileSchema } from "@/lib/rulebook/schema";
import type { Tx } from "@/lib/server/db";
import type { Document } from "./rules-document";

/** One draft for the commune: whoever prepares a change works on the same one. */
export const DRAFT_ID = idOfName("rules-draft", "commune");

export type Draft = {
  document: Document;
  file: CommuneFile;
  basedOnId: string | null;
  updatedAt: Date;
  /** Changes with every change of the draft. */
  revision: string;
  by: string | null;
};

/** Null too when the portal no longer reads it, as after an update of the format: it is begun anew. */
export async function draftOf(tx: Tx): Promise<Draft | null> {
  const row = await tx.rulesDraft.findUnique({ where: { id: DRAFT_ID } });
  const parsed = row && communeFileSchema.safeParse(row.document);
  if (!row || !parsed?.success) return null;
  const { basedOnId, updatedAt } = row;
  const document = row.document as Document;
  const by = row.updatedById ? await nameOf(tx, row.updatedById) : null;
  return {
    document,
    file: parsed.data,
    basedOnId,
    updatedAt,
    revision: updatedAt.toISOString(),
    by,
  };
}

async function nameOf(tx: Tx, id: string): Promise<string | null> {
  const account = await tx.account.findUnique({ where: { id }, select: { firstName: true, lastName: true } });
  return account && `${account.firstName} ${account.lastName}`;
}

export type VersionLine = { id: string; label: string; since: CivilDate; loadedAt: Date; by: string | null };

/** The latest first. */
export async function versionLines(tx: Tx): Promise<VersionLine[]> {
  const rows = await tx.rulesVersion.findMany({
    orderBy: [{ since: "desc" }, { loadedAt: "desc" }],
    select: { id: true, label: true, since: true, loadedAt: true, loadedById: true },
  });
  const names = new Map<string, string | null>();
  for (const id of new Set(rows.flatMap(({ loadedById }) => loadedById ?? []))) names.set(id, await nameOf(tx, id));
  return rows.map(({ loadedById, since, ...row }) => ({
    ...row,
    since: fromColumn(since),
    by: loadedById ? (names.get(loadedById) ?? null) : null,
  }));
}

export async function versionFile(tx: Tx, id: string): Promise<{ since: CivilDate; file: CommuneFile } | null> {
  const row = await tx.rulesVersion.findUnique({ where: { id }, select: { document: true, since: true } });
  return row && { since: fromColumn(row.since), file: communeFileSchema.parse(row.document) };
}
