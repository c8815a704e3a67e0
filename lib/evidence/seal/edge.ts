/**
 * The right edge of a growing log: the tiles that are not yet full, level by level. It is all that growing, signing and publishing need
 * (facts: evidence §3 and §7). Pure.
 */
import { joinBytes } from "../tlog/strict/bytes";
import { entriesBytes, entriesPath, tilePath } from "../tlog/tiles";
import { emptyRoot, fold, type Hash, leafHash, subtreesOf } from "../tlog/tree";

/** `levels[l]` holds the hashes of the tile of level l that is being filled; `entries` the leaves under that of level 0. */
export type Edge = { size: bigint; levels: Hash[][]; entries: Uint8Array[] };

export type TileFile = { path: string; bytes: Uint8Array };

const WIDTH = 256;
/** A full tile stands for one hash of the level above. */
const BITS = 8;

export const emptyEdge = (): Edge => ({ size: 0n, levels: [], entries: [] });

/** Adds leaves in place, and gives the tiles that they completed. */
export function growEdge(edge: Edge, leaves: Iterable<Uint8Array>): TileFile[] {
  const files: TileFile[] = [];
  for (const leaf of leaves) growByHash(edge, { leaf, hash: leafHash(leaf), files });
  return files;
}

/** Adds one leaf whose hash is known, or claimed. */
export function growByHash(edge: Edge, { leaf, hash, files }: { leaf: Uint8Array; hash: Hash; files: TileFile[] }) {
  edge.entries.push(leaf);
  push(edge, { level: 0, hash, files });
  edge.size += 1n;
}

type Pushed = { level: number; hash: Hash; files: TileFile[] };

function push(edge: Edge, { level, hash, files }: Pushed): void {
  edge.levels[level] ??= [];
  const tile = edge.levels[level];
  tile.push(hash);
  if (tile.length < WIDTH) return;
  const index = edge.size >> BigInt(BITS * (level + 1));
  files.push({ path: tilePath({ level, index, width: WIDTH }), bytes: joinBytes(...tile) });
  if (level === 0) {
    files.push({ path: entriesPath({ index, width: WIDTH }), bytes: entriesBytes(edge.entries) });
    edge.entries = [];
  }
  edge.levels[level] = [];
  push(edge, { level: level + 1, hash: subtreesOf(tile)(BITS, 0n), files });
}

/** The tiles that are not full, as they stand. */
export function partialTiles({ size, levels, entries }: Edge): TileFile[] {
  const files: TileFile[] = [];
  for (const [level, tile] of levels.entries()) {
    if (tile.length === 0) continue;
    const index = size >> BigInt(BITS * (level + 1));
    files.push({ path: tilePath({ level, index, width: tile.length }), bytes: joinBytes(...tile) });
  }
  if (entries.length > 0) {
    const path = entriesPath({ index: size >> BigInt(BITS), width: entries.length });
    files.push({ path, bytes: entriesBytes(entries) });
  }
  return files;
}

/** The root of the whole tree: each level's hashes are full subtrees, larger on the levels above. */
export function edgeRoot({ levels }: Edge): Hash {
  const roots = levels.toReversed().flatMap(largestRuns);
  return roots.length === 0 ? emptyRoot : fold(roots);
}

/** The roots of the largest runs of 2^k hashes that make a tile's hashes, largest first. */
function largestRuns(tile: readonly Hash[]): Hash[] {
  const roots: Hash[] = [];
  for (let at = 0; at < tile.length; ) {
    const level = 31 - Math.clz32(tile.length - at);
    roots.push(subtreesOf(tile.slice(at, at + 2 ** level))(level, 0n));
    at += 2 ** level;
  }
  return roots;
}
