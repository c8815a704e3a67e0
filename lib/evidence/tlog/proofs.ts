/** Making inclusion and consistency proofs (RFC 6962 §2.1.1 and §2.1.2; facts: evidence §3) from the roots of full subtrees. Pure. */
import { fold, type Hash, type Subtrees } from "./tree";

/** A run of leaves, `end` excluded, whose root is one line of a proof. */
type Span = { readonly start: bigint; readonly end: bigint };

/** The proof that leaf `index` stands in the tree of `size` leaves, sibling of the leaf first. */
export function proveInclusion(index: bigint, size: bigint, subtrees: Subtrees): Hash[] {
  if (index < 0n || index >= size) throw new RangeError(`No leaf ${index} in a tree of ${size}`);
  return inclusionSpans(index, { start: 0n, end: size }).map((span) => rootOfSpan(span, subtrees));
}

/** The proof that the tree of `newSize` leaves begins with that of `oldSize` leaves, which has one leaf at least. */
export function proveConsistency(oldSize: bigint, newSize: bigint, subtrees: Subtrees): Hash[] {
  if (oldSize <= 0n || oldSize > newSize) throw new RangeError(`No proof from ${oldSize} to ${newSize}`);
  return consistencySpans(oldSize, { start: 0n, end: newSize }, true).map((span) => rootOfSpan(span, subtrees));
}

/** The root that the first `size` leaves had, one at least. */
export function rootAt(size: bigint, subtrees: Subtrees): Hash {
  return rootOfSpan({ start: 0n, end: size }, subtrees);
}

function inclusionSpans(index: bigint, span: Span): Span[] {
  if (span.end - span.start === 1n) return [];
  const [left, right] = halves(span);
  if (index < right.start) return [...inclusionSpans(index, left), right];
  return [...inclusionSpans(index, right), left];
}

/** `whole` says that the old tree's root is known to who verifies, and need not be given. */
function consistencySpans(oldSize: bigint, span: Span, whole: boolean): Span[] {
  if (oldSize === span.end) return whole ? [] : [span];
  const [left, right] = halves(span);
  if (oldSize <= left.end) return [...consistencySpans(oldSize, left, whole), right];
  return [...consistencySpans(oldSize, right, false), left];
}

/** The left half has the largest power of two of leaves that leaves something to the right one. */
function halves({ start, end }: Span): [Span, Span] {
  const middle = start + 2n ** BigInt(levelBelow(end - start - 1n));
  return [
    { start, end: middle },
    { start: middle, end },
  ];
}

function rootOfSpan({ start, end }: Span, subtrees: Subtrees): Hash {
  const roots: Hash[] = [];
  for (let at = start; at < end; ) {
    const level = levelBelow(end - at);
    roots.push(subtrees(level, at >> BigInt(level)));
    at += 1n << BigInt(level);
  }
  return fold(roots);
}

/** The largest power of two that is not above `count`. */
function levelBelow(count: bigint): number {
  return count.toString(2).length - 1;
}
