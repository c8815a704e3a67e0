/** After the commit only: tiles, entries and checkpoint as plain files, and the record of what was signed (facts: evidence §9). Catches up after a kill. */
import { join } from "node:path";
import type { Database } from "@/lib/server/db";
import { sameBytes } from "../tlog/strict/bytes";
import { type Edge, edgeRoot, emptyEdge, growEdge, partialTiles, type TileFile } from "./edge";
import {
  claimOf,
  dropOldPartials,
  logFolder,
  readEdge,
  readPlain,
  readText,
  writeRecord,
  writeTiles,
  writeWhole,
} from "./folder";
import type { LogRow } from "./opening";
import { StopSealing } from "./rows";

const CHUNK = 2000;

/** Leaves of a log from `from` on, in order. */
export async function readLeaves(sealer: Database, log: string, from: bigint): Promise<Uint8Array[]> {
  const rows = await sealer.auditLeaf.findMany({
    where: { log, idx: { gte: from } },
    orderBy: { idx: "asc" },
    take: CHUNK,
    select: { eventId: true },
  });
  const ids = rows.map(({ eventId }) => eventId);
  const events = await sealer.auditEvent.findMany({ where: { id: { in: ids } }, select: { id: true, leaf: true } });
  const leaves = new Map(events.map(({ id, leaf }) => [id, leaf]));
  return ids.map((id) => {
    const leaf = leaves.get(id);
    if (!leaf) throw new StopSealing("missing-event", `${id} was sealed and is gone`);
    return leaf;
  });
}

/** The edge of the log as the database holds it, grown from what is published; the files that lack are written. */
export async function catchUp(sealer: Database, log: LogRow): Promise<Edge> {
  const folder = logFolder(log.name);
  const last = await lastCheckpoint(sealer, log.name);
  if (!last) return emptyEdge();
  let edge = await publishedEdge(sealer, log.name, folder);
  const rebuilt = edge === null;
  edge ??= emptyEdge();
  while (edge.size < last.size) {
    const leaves = await readLeaves(sealer, log.name, edge.size);
    if (leaves.length === 0) break;
    const files = growEdge(edge, leaves.slice(0, Number(last.size - edge.size)));
    writeTiles(folder, rebuilt ? files.filter(({ path }) => readPlain(folder, path) === null) : files);
  }
  if (edge.size !== last.size || !sameBytes(edgeRoot(edge), last.root)) {
    throw new StopSealing("other-root", `${log.name}: the leaves do not give the root signed at ${last.size}`);
  }
  publish(log, edge, last.note);
  return edge;
}

export async function lastCheckpoint(sealer: Database, log: string) {
  return sealer.auditCheckpoint.findFirst({ where: { log }, orderBy: { size: "desc" } });
}

/** Null when there is nothing published, or not what the database signed at that size. */
async function publishedEdge(sealer: Database, log: string, folder: string): Promise<Edge | null> {
  const claim = claimOf(readText(folder, "checkpoint") ?? "");
  const edge = claim && readEdge(folder, claim.size);
  if (!claim || !edge) return null;
  const signed = await sealer.auditCheckpoint.findUnique({ where: { log_size: { log, size: claim.size } } });
  return signed && sameBytes(signed.root, edgeRoot(edge)) ? edge : null;
}

/** `files` are the tiles that were completed since the last time. */
export function publish({ name, vkey }: LogRow, edge: Edge, note: string, files: readonly TileFile[] = []): void {
  writeRecord(name, note);
  const folder = logFolder(name);
  if (readText(folder, "key") !== `${vkey}\n`) writeWhole(join(folder, "key"), `${vkey}\n`);
  const partials = partialTiles(edge);
  writeTiles(folder, [...files, ...partials]);
  writeWhole(join(folder, "checkpoint"), note);
  dropOldPartials(folder, [...files, ...partials]);
}
