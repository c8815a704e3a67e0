/**
 * The Merkle tree (RFC 6962 §2.1, RFC 9162 §2.1; facts: evidence §3): hashes of leaves and nodes, and a root that grows leaf by leaf.
 * Sizes and indexes are bigint: they may exceed 2^53. Pure.
 */
import { HASH_BYTES, sha256 } from "./primitives";

/** What is hashed begins with 0 for a leaf and 1 for a node, so that a node is never taken for a leaf. */
const NODE = 1;

export type Hash = Uint8Array;

export const emptyRoot: Hash = sha256(new Uint8Array());

export function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

export function leafHash(leaf: Uint8Array): Hash {
  const bytes = new Uint8Array(1 + leaf.length);
  bytes.set(leaf, 1);
  return sha256(bytes);
}

export function nodeHash(left: Hash, right: Hash): Hash {
  const bytes = new Uint8Array(1 + left.length + right.length);
  bytes[0] = NODE;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return sha256(bytes);
}

/** The roots of the full subtrees that make a tree, largest first: one for each bit of its size. It is all that growing needs. */
export type Range = { readonly size: bigint; readonly roots: readonly Hash[] };

export const emptyRange: Range = { size: 0n, roots: [] };

/** Adds leaves at the end, given by their hashes. */
export function grow(range: Range, leaves: Iterable<Hash>): Range {
  const roots = [...range.roots];
  let { size } = range;
  for (const leaf of leaves) {
    let root = leaf;
    for (let bits = size; bits & 1n; bits >>= 1n) {
      const left = roots.pop();
      if (!left) throw new Error("A range has one root for each bit of its size");
      root = nodeHash(left, root);
    }
    roots.push(root);
    size++;
  }
  return { size, roots };
}

export function rootOf({ roots }: Range): Hash {
  return roots.length === 0 ? emptyRoot : fold(roots);
}

/** Joins neighbouring subtrees, each larger than those after it, from the right. */
export function fold(roots: readonly Hash[]): Hash {
  return roots.reduceRight((right, left) => nodeHash(left, right));
}

/** The root of the full subtree number `index` of 2^`level` leaves: `level` 0 gives a leaf's hash. Throws when it is not known. */
export type Subtrees = (level: number, index: bigint) => Hash;

/** All subtrees of leaves held in memory. */
export function subtreesOf(leaves: readonly Hash[]): Subtrees {
  const levels: Hash[][] = [[...leaves]];
  return (level, index) => {
    for (let top = levels.length; top <= level; top++) levels.push(pairs(levels[top - 1] ?? []));
    const found = levels[level]?.[Number(index)];
    if (!found) throw new Error(`No full subtree ${index} at level ${level}`);
    return found;
  };
}

function pairs(hashes: readonly Hash[]): Hash[] {
  const nodes: Hash[] = [];
  for (let at = 1; at < hashes.length; at += 2) {
    const [left, right] = [hashes[at - 1], hashes[at]];
    if (left && right) nodes.push(nodeHash(left, right));
  }
  return nodes;
}
