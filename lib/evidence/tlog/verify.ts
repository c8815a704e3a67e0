/** Checking inclusion and consistency proofs (RFC 9162 §2.1.3.2 and §2.1.4.2; facts: evidence §3). Pure; never throws on what it is given. */
import { sameBytes } from "./strict/bytes";
import { type Hash, isHash, nodeHash } from "./tree";

export type InclusionClaim = {
  index: bigint;
  size: bigint;
  leafHash: Hash;
  /** Sibling of the leaf first. */
  proof: readonly Hash[];
  root: Hash;
};

export type ConsistencyClaim = {
  oldSize: bigint;
  newSize: bigint;
  oldRoot: Hash;
  newRoot: Hash;
  proof: readonly Hash[];
};

export function includes({ index, size, leafHash, proof, root }: InclusionClaim): boolean {
  if (index < 0n || index >= size || ![leafHash, root, ...proof].every(isHash)) return false;
  const place = { own: index, last: size - 1n };
  let hash = leafHash;
  for (const other of proof) {
    if (place.last === 0n) return false;
    hash = climb(place) === "right" ? nodeHash(other, hash) : nodeHash(hash, other);
  }
  return place.last === 0n && sameBytes(hash, root);
}

export function extendsTree({ oldSize, newSize, oldRoot, newRoot, proof }: ConsistencyClaim): boolean {
  if (oldSize <= 0n || oldSize > newSize || ![oldRoot, newRoot, ...proof].every(isHash)) return false;
  if (oldSize === newSize) return proof.length === 0 && sameBytes(oldRoot, newRoot);
  // A full tree is a subtree of the new one: its root is known and opens the path.
  const [first, ...path] = isPowerOfTwo(oldSize) && proof.length > 0 ? [oldRoot, ...proof] : proof;
  if (!first) return false;
  const place = { own: oldSize - 1n, last: newSize - 1n };
  while (place.own & 1n) step(place);
  let [then, now] = [first, first];
  for (const other of path) {
    if (place.last === 0n) return false;
    if (climb(place) === "right") [then, now] = [nodeHash(other, then), nodeHash(other, now)];
    else now = nodeHash(now, other);
  }
  return place.last === 0n && sameBytes(then, oldRoot) && sameBytes(now, newRoot);
}

/** Where a path stands on its level, and where that level ends. */
type Place = { own: bigint; last: bigint };

/** Goes up one node of the path, and says on which side of it the path came in. */
function climb(place: Place): "left" | "right" {
  const right = (place.own & 1n) === 1n || place.own === place.last;
  if (right) while ((place.own & 1n) === 0n && place.own !== 0n) step(place);
  step(place);
  return right ? "right" : "left";
}

function step(place: Place): void {
  place.own >>= 1n;
  place.last >>= 1n;
}

function isPowerOfTwo(size: bigint): boolean {
  return (size & (size - 1n)) === 0n;
}
