/**
 * The commune's rules by date of effect: the version in force on a day is the one that took effect last (domain rules 8, 10).
 * A version never changes once published, so each is parsed once in the life of the process; which versions exist is asked every time.
 */
import { fromColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import type { RulesHistory } from "./rules-history";
import { type CommuneFile, communeFileSchema } from "./schema";

/** By id. A town publishes a few versions a year: none needs to leave. */
const parsed = new Map<string, CommuneFile>();

/** All versions, one short query once they are known. */
export async function rulesHistory(tx: Tx): Promise<RulesHistory> {
  const rows = await tx.rulesVersion.findMany({
    orderBy: [{ since: "asc" }, { loadedAt: "asc" }],
    select: { id: true, label: true, since: true },
  });
  await readDocuments(
    tx,
    rows.map(({ id }) => id).filter((id) => !parsed.has(id)),
  );
  return rows.map(({ id, label, since }) => ({ id, label, since: fromColumn(since), file: fileOf(id) }));
}

async function readDocuments(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx.rulesVersion.findMany({ where: { id: { in: ids } }, select: { id: true, document: true } });
  for (const { id, document } of rows) parsed.set(id, communeFileSchema.parse(document));
}

function fileOf(id: string): CommuneFile {
  const file = parsed.get(id);
  if (!file) throw new Error("A version of the rules is read before it is used");
  return file;
}
