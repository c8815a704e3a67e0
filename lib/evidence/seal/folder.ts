/**
 * The journal's folder in the data folder: checkpoint, tiles and entries of each log as plain files that can be copied anywhere
 * (facts: evidence §7), and the record of what was last signed, kept outside the database (§9). A file is whole or absent.
 */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { env } from "@/lib/server/env";
import { parseCheckpoint } from "../tlog/checkpoint";
import { parseNote } from "../tlog/note";
import { fromUtf8 } from "../tlog/strict/bytes";
import { entriesPath, readEntries, readTile, subtreesOfTiles, type Tile, tilePath } from "../tlog/tiles";
import type { Hash, Subtrees } from "../tlog/tree";
import { type Edge, emptyEdge, type TileFile } from "./edge";

const WIDTH = 256;
const BITS = 8;

export function journalFolder(): string {
  return join(env().PORTAIL_DATA, "journal");
}

export function logFolder(log: string): string {
  return join(journalFolder(), log);
}

/** Null when it is absent. */
export function readPlain(folder: string, path: string): Uint8Array<ArrayBuffer> | null {
  try {
    return new Uint8Array(readFileSync(join(folder, path)));
  } catch {
    return null;
  }
}

export function readText(folder: string, path: string): string | null {
  const bytes = readPlain(folder, path);
  return bytes && fromUtf8(bytes);
}

/** Written beside, then put in place at once: a reader never meets half a file. `durable` waits for the disk. */
export function writeWhole(
  file: string,
  content: Uint8Array | string,
  options: { durable?: boolean; mode?: number } = {},
) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
  const draft = `${file}.${randomBytes(4).toString("hex")}.new`;
  const handle = openSync(draft, "wx", options.mode ?? 0o644);
  try {
    writeSync(handle, typeof content === "string" ? Buffer.from(content) : content);
    if (options.durable) fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}

export function writeTiles(folder: string, files: readonly TileFile[]): void {
  for (const { path, bytes } of files) writeWhole(join(folder, path), bytes);
}

/** A full tile takes the place of its unfinished states; of those, the last two stay, for readers on their way. */
export function dropOldPartials(folder: string, files: readonly TileFile[]): void {
  for (const { path } of files) {
    const [stem = "", width] = path.split(".p/");
    const partials = join(folder, `${stem}.p`);
    if (!existsSync(partials)) continue;
    if (width === undefined) rmSync(partials, { recursive: true, force: true });
    else
      for (const name of readdirSync(partials))
        if (Number(name) < Number(width) - WIDTH / 8) rmSync(join(partials, name), { force: true });
  }
}

/** Size and root of a note, whoever signed it; null when it is not a checkpoint. */
export function claimOf(note: string): { origin: string; size: bigint; root: Hash } | null {
  const parsed = parseNote(note);
  return parsed && parseCheckpoint(parsed.text);
}

/** The edge of the published log of `size` leaves, or null when its files do not hold it whole. */
export function readEdge(folder: string, size: bigint): Edge | null {
  const edge = emptyEdge();
  edge.size = size;
  for (let level = 0; size >> BigInt(BITS * level) > 0n; level++) {
    const width = Number((size >> BigInt(BITS * level)) % BigInt(WIDTH));
    const index = size >> BigInt(BITS * (level + 1));
    const bytes = width === 0 ? new Uint8Array() : readPlain(folder, tilePath({ level, index, width }));
    const hashes = width === 0 ? [] : bytes && readTile(bytes, width);
    if (!hashes) return null;
    edge.levels.push(hashes);
  }
  const width = Number(size % BigInt(WIDTH));
  if (width === 0) return edge;
  const bytes = readPlain(folder, entriesPath({ index: size >> BigInt(BITS), width }));
  const entries = bytes && readEntries(bytes, width);
  return entries ? { ...edge, entries } : null;
}

/** Every full subtree of the first `size` leaves of a published log, for proofs. Throws when a tile is missing. */
export function publishedSubtrees(folder: string, size: bigint): Subtrees {
  const kept = new Map<string, readonly Hash[]>();
  return subtreesOfTiles(size, (tile) => {
    const path = tilePath(tile);
    const hashes = kept.get(path) ?? readHashes(folder, tile);
    if (!hashes) throw new Error(`${path} is missing`);
    kept.set(path, hashes);
    return hashes;
  });
}

/** A tile as wide as asked; a wider state of the same tile begins with it. */
export function readHashes(folder: string, tile: Tile): Hash[] | null {
  const exact = readPlain(folder, tilePath(tile));
  if (exact) return readTile(exact, tile.width);
  const stem = tilePath({ ...tile, width: WIDTH });
  const full = readPlain(folder, stem);
  if (full) return readTile(full, WIDTH)?.slice(0, tile.width) ?? null;
  for (const width of partialWidths(join(folder, `${stem}.p`)).filter((one) => one > tile.width)) {
    const bytes = readPlain(folder, tilePath({ ...tile, width }));
    const hashes = bytes && readTile(bytes, width);
    if (hashes) return hashes.slice(0, tile.width);
  }
  return null;
}

function partialWidths(folder: string): number[] {
  try {
    return readdirSync(folder)
      .map(Number)
      .filter((width) => width > 0 && width < WIDTH);
  } catch {
    return [];
  }
}

/** What was last signed, outside the database: a database that holds less, or another root, has gone back (§9). */
export type SignedRecord = { log: string; size: bigint; root: Hash; note: string };

const RECORD = "signed";

export function readRecord(log: string, file = RECORD): SignedRecord | null {
  const note = readText(logFolder(log), file);
  const claim = note === null ? null : claimOf(note);
  return note !== null && claim ? { log, size: claim.size, root: claim.root, note } : null;
}

export function writeRecord(log: string, note: string): void {
  writeWhole(join(logFolder(log), RECORD), note, { durable: true });
}

/** The logs that have a folder here, oldest first. */
export function logsOnDisk(folder = journalFolder()): string[] {
  try {
    // A folder of the installation, found while it runs: for the bundler nothing of the project is meant.
    return readdirSync(/* turbopackIgnore: true */ folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "checkpoint")))
      .map((entry) => entry.name)
      .sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
  } catch {
    return [];
  }
}
