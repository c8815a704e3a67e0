/**
 * Walking a log from its first leaf: the tree is grown again, and every root that anybody ever signed of it, or keeps a copy of, is held against
 * the tree at its size; so is every tile. Where roots differ, tiles say at which index. Leaves are never held together in memory.
 */

import { type Edge, edgeRoot, emptyEdge, growByHash, partialTiles, type TileFile } from "../seal/edge";
import { claimOf, readPlain } from "../seal/folder";
import { type Policy, verifyCheckpoint } from "../tlog/checkpoint";
import { sameBytes } from "../tlog/strict/bytes";
import { type Hash, leafHash } from "../tlog/tree";
import type { Dated, Found } from "./findings";

/** A note that binds the log to a root: where it was found, and when it was made, in ISO form, if that is known. */
export type Claim = { source: string; note: string; at: string | null };

type ReadClaim = Claim & { size: bigint; root: Hash };

export type Walk = {
  log: string;
  folder: string | null;
  /** Leaves that the folder says it holds; beyond them a tile may be missing. */
  published: bigint;
  edge: Edge;
  claims: ReadClaim[];
  next: number;
  /** Sizes at which a root held, ascending. */
  good: bigint[];
  badRoots: { size: bigint; source: string }[];
  badTiles: { path: string; index: bigint | null }[];
  found: Found[];
  dates: Dated[];
};

export type WalkPlan = { log: string; folder: string | null; policy: Policy; claims: readonly Claim[] };

const WIDTH = 256;
const HASH = 32;

export function beginWalk({ log, folder, policy, claims }: WalkPlan): Walk {
  const published = folder === null ? null : claimOf(readTextOf(folder, "checkpoint"));
  const walk: Walk = {
    ...{ log, folder, published: published?.size ?? 0n, edge: emptyEdge(), claims: [], next: 0, good: [] },
    ...{ badRoots: [], badTiles: [], found: [], dates: [] },
  };
  for (const claim of claims) addClaim(walk, claim, policy);
  walk.claims.sort((a, b) => (a.size < b.size ? -1 : a.size > b.size ? 1 : 0));
  return walk;
}

function readTextOf(folder: string, path: string): string {
  return Buffer.from(readPlain(folder, path) ?? []).toString();
}

function addClaim(walk: Walk, claim: Claim, policy: Policy): void {
  const read = verifyCheckpoint(claim.note, policy);
  if (!read.ok) {
    const index = claimOf(claim.note)?.size ?? null;
    walk.found.push({ check: "signature", log: walk.log, index, detail: `${claim.source}: ${read.reason}` });
    return;
  }
  walk.claims.push({ ...claim, size: read.size, root: read.root });
  for (const { seconds } of read.witnesses)
    walk.dates.push({ size: read.size, at: new Date(Number(seconds) * 1000).toISOString(), by: "witness" });
  if (claim.at !== null) walk.dates.push({ size: read.size, at: claim.at, by: dateBy(claim.source) });
}

function dateBy(source: string): Dated["by"] {
  return source === "timestamp" ? "timestamp" : "log";
}

/** One leaf: its bytes, or none when they are lost, and the hash that is claimed of it, if any. */
export function stepWalk(walk: Walk, { leaf, hash }: { leaf: Uint8Array | null; hash: Hash | null }): void {
  if (walk.edge.size === 0n) checkRoots(walk);
  const own = leaf && leafHash(leaf);
  if (own && hash && !sameBytes(own, hash)) {
    say(walk, "leaf", walk.edge.size, "the event is not the one that was sealed");
  }
  const files: TileFile[] = [];
  growByHash(walk.edge, { leaf: leaf ?? new Uint8Array(), hash: hash ?? own ?? new Uint8Array(HASH), files });
  for (const file of files) checkTile(walk, file);
  if (walk.published === walk.edge.size) for (const file of partialTiles(walk.edge)) checkTile(walk, file);
  checkRoots(walk);
}

export function say(walk: Walk, check: Found["check"], index: bigint | null, detail: string): void {
  walk.found.push({ check, log: walk.log, index, detail });
}

function checkRoots(walk: Walk): void {
  let root: Hash | null = null;
  for (let claim = walk.claims[walk.next]; claim?.size === walk.edge.size; claim = walk.claims[++walk.next]) {
    root ??= edgeRoot(walk.edge);
    if (sameBytes(root, claim.root)) walk.good.push(claim.size);
    else walk.badRoots.push({ size: claim.size, source: claim.source });
  }
}

function checkTile(walk: Walk, { path, bytes }: TileFile): void {
  if (walk.folder === null) return;
  const stored = readPlain(walk.folder, path);
  if (!stored) {
    if (walk.edge.size <= walk.published) walk.badTiles.push({ path, index: null });
    return;
  }
  if (sameBytes(stored, bytes)) return;
  walk.badTiles.push({
    path,
    index: path.startsWith("tile/0/") ? firstDifference(walk, path, { stored, bytes }) : null,
  });
}

/** The index of the first leaf on which a tile of level 0 and the tree disagree. */
function firstDifference(
  walk: Walk,
  path: string,
  { stored, bytes }: { stored: Uint8Array; bytes: Uint8Array },
): bigint {
  let at = 0;
  while (at < bytes.length && stored[at] === bytes[at]) at += 1;
  const width = BigInt(WIDTH);
  const first = path.includes(".p/") ? (walk.edge.size / width) * width : walk.edge.size - width;
  return first + BigInt(Math.floor(at / HASH));
}

/** What is left to say at the end: roots of more leaves than there are, and which index a wrong root comes from. */
export function endWalk(walk: Walk): void {
  if (walk.edge.size === 0n) checkRoots(walk);
  for (const claim of walk.claims.slice(walk.next)) {
    const detail = `${claim.source} holds a checkpoint of ${claim.size} leaves, the log has ${walk.edge.size}`;
    say(walk, "went-back", walk.edge.size, detail);
  }
  const [bad] = walk.badRoots;
  if (bad) blameLeaves(walk, bad);
  else blameTiles(walk);
}

/** A tile above, or the entries, only repeat what a leaf or a tile of level 0 already says. */
function blameTiles(walk: Walk): void {
  const located = walk.badTiles.filter(({ index }) => index !== null);
  if (located.length === 0 && walk.found.some(({ check }) => check === "leaf" || check === "event")) return;
  for (const { path, index } of located.length > 0 ? located : walk.badTiles)
    say(walk, "tile", index, `${path} is ${index === null ? "missing or changed" : "changed"}`);
}

function blameLeaves(walk: Walk, { size, source }: { size: bigint; source: string }): void {
  const inside = walk.badTiles.flatMap(({ index }) => (index !== null && index < size ? [index] : []));
  const detail = `${source}: the ${size} leaves do not give the root that was signed`;
  const good = walk.good.findLast((one) => one < size) ?? 0n;
  if (inside.length === 0) say(walk, "root", good, `${detail}; the fault is at or after this index`);
  for (const index of inside) say(walk, "root", index, `${detail}; the published tile holds another leaf here`);
}
