/** Tiles: the log as plain files that can be copied anywhere (C2SP tlog-tiles; facts: evidence §7). Pure: reading and writing files is the caller's. */
import { HASH_BYTES } from "./primitives";
import { joinBytes } from "./strict/bytes";
import { type Hash, isHash, type Subtrees, subtreesOf } from "./tree";

const WIDTH = 256;
/** Each hash of a tile stands for 2^8 of the level below. */
const BITS = 8;
const LONGEST_ENTRY = 65_535;
const LENGTH_BYTES = 2;

/** `width` is 256 for a full tile, 1 to 255 for a partial one. */
export type Tile = { readonly level: number; readonly index: bigint; readonly width: number };

/** 1234067 → `x001/x234/067`. */
export function tileNumber(index: bigint): string {
  if (index < 0n) throw new RangeError(`No tile ${index}`);
  const digits = index.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? [];
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
}

export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${tileNumber(index)}${partSuffix(width)}`;
}

/** The path of the leaves that stand under a tile of level 0. */
export function entriesPath({ index, width }: Omit<Tile, "level">): string {
  return `tile/entries/${tileNumber(index)}${partSuffix(width)}`;
}

function partSuffix(width: number): string {
  if (!Number.isInteger(width) || width < 1 || width > WIDTH) throw new RangeError(`No tile is ${width} wide`);
  return width === WIDTH ? "" : `.p/${width}`;
}

/** The tiles of a tree, level by level, of which those that already stood complete at `since` leaves are left out. */
export function* tilesOf(size: bigint, since = 0n): Generator<Tile> {
  for (let level = 0; size >> BigInt(BITS * level) > 0n; level++) {
    const shift = BigInt(BITS * level);
    const full = (size >> shift) / BigInt(WIDTH);
    for (let index = (since >> shift) / BigInt(WIDTH); index < full; index++) yield { level, index, width: WIDTH };
    const width = Number((size >> shift) % BigInt(WIDTH));
    if (width > 0) yield { level, index: full, width };
  }
}

/** The hashes of a tile, joined. */
export function tileBytes({ level, index, width }: Tile, subtrees: Subtrees): Uint8Array {
  const first = index * BigInt(WIDTH);
  return joinBytes(...Array.from({ length: width }, (_, at) => subtrees(level * BITS, first + BigInt(at))));
}

/** Null when the bytes are not exactly as many hashes as the tile is wide. */
export function readTile(bytes: Uint8Array, width: number): Hash[] | null {
  if (width < 1 || width > WIDTH || bytes.length !== width * HASH_BYTES) return null;
  return Array.from({ length: width }, (_, at) => bytes.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/** Every full subtree of a log of `size` leaves, from its tiles. `load` gives a tile's hashes and may keep them. */
export function subtreesOfTiles(size: bigint, load: (tile: Tile) => readonly Hash[]): Subtrees {
  return (level, index) => {
    const tileLevel = Math.floor(level / BITS);
    const inside = level % BITS;
    const first = index << BigInt(inside);
    const tile = tileAt(size, tileLevel, first / BigInt(WIDTH));
    const start = Number(first % BigInt(WIDTH));
    const hashes = load(tile).slice(start, start + 2 ** inside);
    if (hashes.length !== 2 ** inside || !hashes.every(isHash)) throw new Error(`${tilePath(tile)} is too short`);
    return subtreesOf(hashes)(inside, 0n);
  };
}

function tileAt(size: bigint, level: number, index: bigint): Tile {
  const known = (size >> BigInt(BITS * level)) - index * BigInt(WIDTH);
  return { level, index, width: Number(known > BigInt(WIDTH) ? BigInt(WIDTH) : known) };
}

/** Leaves, each preceded by its length in two bytes. */
export function entriesBytes(leaves: readonly Uint8Array[]): Uint8Array {
  return joinBytes(
    ...leaves.flatMap((leaf) => {
      if (leaf.length > LONGEST_ENTRY) throw new RangeError(`A leaf of ${leaf.length} bytes`);
      return [new Uint8Array([leaf.length >> BITS, leaf.length & 0xff]), leaf];
    }),
  );
}

/** Null when the bytes are not exactly `width` leaves. */
export function readEntries(bytes: Uint8Array, width: number): Uint8Array[] | null {
  const leaves: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [high, low] = bytes.subarray(at, at + LENGTH_BYTES);
    if (high === undefined || low === undefined) return null;
    const start = at + LENGTH_BYTES;
    at = start + ((high << BITS) | low);
    if (at > bytes.length || leaves.length === width) return null;
    leaves.push(bytes.slice(start, at));
  }
  return leaves.length === width ? leaves : null;
}
