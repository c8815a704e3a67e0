/**
 * The tokens of a log as plain files beside its tiles: the note that was dated, the question, the answer, and an index that names them. Who has only
 * the files checks them with openssl and the authority's own certificate (facts: evidence §8; docs/evidence.md).
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "@/lib/server/db";
import { logFolder, readPlain, readText, writeWhole } from "../seal/folder";

const STAMPS = "stamps";

/** The newest comes with its question; those of before whose files are missing are written again from the tables, without. */
export async function publishStamps(
  sealer: Database,
  log: string,
  newest: { size: bigint; query: Uint8Array },
): Promise<void> {
  const folder = join(logFolder(log), STAMPS);
  writeWhole(join(folder, `${newest.size}.tsq`), newest.query);
  const rows = await sealer.auditAnchor.findMany({
    where: { log, kind: "timestamp" },
    orderBy: { size: "asc" },
    select: { size: true, at: true },
  });
  for (const { size } of rows) {
    if (existsSync(join(folder, `${size}.tsr`))) continue;
    const where = { log_size_kind: { log, size, kind: "timestamp" } };
    const { note, answer } = await sealer.auditAnchor.findUniqueOrThrow({ where });
    writeWhole(join(folder, `${size}.note`), note);
    writeWhole(join(folder, `${size}.tsr`), answer);
  }
  const lines = rows.map(({ size, at }) => `${size} ${at.toISOString()}\n`);
  writeWhole(join(folder, "index"), lines.join(""));
}

type StampFile = { size: string; note: string; tsr: Uint8Array };

/** The tokens that stand in the folder of a log, whoever made them. */
export function stampsIn(folder: string): StampFile[] {
  const stamps = join(folder, STAMPS);
  if (!existsSync(stamps)) return [];
  const names = readdirSync(stamps).filter((name) => /^\d+\.tsr$/.test(name));
  return names
    .map((name) => name.slice(0, -".tsr".length))
    .sort((a, b) => Number(BigInt(a) - BigInt(b)))
    .map((size) => ({
      size,
      note: readText(stamps, `${size}.note`) ?? "",
      tsr: readPlain(stamps, `${size}.tsr`) ?? new Uint8Array(),
    }));
}
