import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proveConsistency, proveInclusion } from "./proofs";
import { decodeBase64, encodeBase64 } from "./strict/base64";
import { toHex, utf8 } from "./strict/bytes";
import { leavesUpTo, rootAt } from "./testing/a-log";
import { emptyRange, emptyRoot, grow, type Hash, leafHash, nodeHash, rootOf, subtreesOf } from "./tree";
import { extendsTree, includes } from "./verify";

const LARGEST = 300;
const leaves = leavesUpTo(LARGEST);
const subtrees = subtreesOf(leaves);
const roots = Array.from({ length: LARGEST + 1 }, (_, size) => rootAt(leaves.slice(0, size)));
const rootOfSize = (size: number): Hash => roots[size] ?? emptyRoot;
const leafAt = (index: number): Hash => leaves[index] ?? emptyRoot;

describe("the tree", () => {
  it("has the published hashes", () => {
    expect(toHex(emptyRoot)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(toHex(leafHash(utf8("")))).toBe("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    expect(toHex(leafHash(utf8("L123456")))).toBe("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    expect(toHex(nodeHash(utf8("N123"), utf8("N456")))).toBe(
      "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb",
    );
  });

  // Computed apart, by the recursive definition, in another language.
  it.each([
    [0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="],
    [1, "K02e78xbrQtJSE+g0XWYympLzscCq2Z+CoyW23Z9hWQ="],
    [2, "m7/Yrgsems6OMz8NphR7SdJgQoKhcZUlz6SRhw0nZR4="],
    [3, "dCvC21TzFLdrTXxLQgVdl6BvrXM2fR9iob3TzliKg50="],
    [7, "JaPlRwHcGZ+hdZQcn2RD7Ywu0VuoRqtccAHGsZtmfkM="],
    [8, "RXN6VhazMt0wdiZ3GYzST+/6xoQaZ3YtOL2MBABxOz4="],
    [256, "X7H1cxH6qIxHPCbDMyM6285Tpq9tg1evaB/v5QHDG34="],
    [300, "MKzVEKjnkBABXLWXeRP7/O8fNjlcxIUX44KSF+uBOww="],
  ])("of %i leaves has its root", (size, root) => expect(encodeBase64(rootOfSize(size))).toBe(root));

  it("grows in any number of steps to the same root", () => {
    fc.assert(
      fc.property(fc.nat(LARGEST), fc.nat(LARGEST), (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        const grown = grow(grow(emptyRange, leaves.slice(0, first)), leaves.slice(first, second));
        expect(grown.size).toBe(BigInt(second));
        expect(rootOf(grown)).toEqual(rootOfSize(second));
      }),
    );
  });
});

describe("an inclusion proof", () => {
  it("is the published one", () => {
    expect(proveInclusion(4n, 7n, subtrees).map(encodeBase64)).toEqual([
      "9m2oBI28FsLEUe+j3FR1ukafHCNXzpPJWzdvjZcMJLk=",
      "d55+0+MlrLes9X5hl0GmhpsnXdkaiSYxJg4iQaDGos4=",
      "LksX4UcTNXGdnFxPRQpJzMjpjm6Ap5AMVJ7Ahpa8X90=",
    ]);
  });

  it("holds for each leaf of each tree up to 70, and for some of each up to 300", () => {
    for (let size = 1; size <= LARGEST; size++)
      for (let index = 0; index < size; index += size <= 70 ? 1 : 37) {
        const proof = proveInclusion(BigInt(index), BigInt(size), subtrees);
        if (!includes(claim({ index, size, proof }))) expect.fail(`leaf ${index} of ${size}`);
      }
  });

  it("holds only for its leaf, index, size and root, and with each of its bits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LARGEST }), fc.nat(), fc.nat(), (size, somewhere, bit) => {
        const index = somewhere % size;
        const proof = proveInclusion(BigInt(index), BigInt(size), subtrees);
        const good = claim({ index, size, proof });
        const bad = [
          { ...good, leafHash: leafAt((index + 1) % LARGEST) },
          { ...good, root: rootOfSize(size - 1) },
          { ...good, index: good.size },
          { ...good, index: good.size + good.index },
          { ...good, size: good.size * 2n },
          { ...good, size: 0n },
          { ...good, index: -1n },
          { ...good, proof: [...proof, leafAt(0)] },
          { ...good, root: good.root.subarray(1) },
          ...(size === 1
            ? []
            : [
                { ...good, proof: proof.slice(1) },
                { ...good, proof: proof.slice(0, -1) },
              ]),
          ...proof.map((hash, at) => ({ ...good, proof: proof.with(at, altered(hash, bit)) })),
          ...proof.map((hash, at) => ({ ...good, proof: proof.with(at, hash.subarray(1)) })),
        ];
        expect(bad.filter(includes)).toEqual([]);
      }),
    );
  });

  it("takes sizes that a number would round", () => {
    const sibling = leafAt(1);
    const hashes = Array.from({ length: 62 }, () => sibling);
    const root = hashes.reduce((hash, other) => nodeHash(other, hash), leafAt(0));
    const last = { index: 2n ** 62n - 1n, size: 2n ** 62n, leafHash: leafAt(0), proof: hashes, root };
    expect(includes(last)).toBe(true);
    expect(includes({ ...last, index: 2n ** 62n - 2n })).toBe(false);
  });
});

describe("a consistency proof", () => {
  it("is the published one", () => {
    expect(proveConsistency(3n, 7n, subtrees).map(encodeBase64)).toEqual([
      "/Id47BjgpVpLh6vj0uJ9TjPL2kPrpcm7AC98eVKsvGU=",
      "wFBnk8KdLCGsuU6ZDIErrK8Ldq46gmDQiLPXG5pEhtI=",
      "m7/Yrgsems6OMz8NphR7SdJgQoKhcZUlz6SRhw0nZR4=",
      "r3/74SLpE7SiDqg/7XsJNPWw0f3cREn4BAZyXx7HxMI=",
    ]);
  });

  it("holds between all trees up to 70, and some up to 300", () => {
    for (let newSize = 1; newSize <= LARGEST; newSize++)
      for (let oldSize = 1; oldSize <= newSize; oldSize += newSize <= 70 ? 1 : 37) {
        const proof = proveConsistency(BigInt(oldSize), BigInt(newSize), subtrees);
        if (!extendsTree(growth({ oldSize, newSize, proof }))) expect.fail(`from ${oldSize} to ${newSize}`);
      }
  });

  it("holds only for its sizes and roots, and with each of its bits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: LARGEST }), fc.nat(), fc.nat(), (newSize, somewhere, bit) => {
        const oldSize = 1 + (somewhere % (newSize - 1));
        const proof = proveConsistency(BigInt(oldSize), BigInt(newSize), subtrees);
        const good = growth({ oldSize, newSize, proof });
        const bad = [
          { ...good, oldRoot: good.newRoot, newRoot: good.oldRoot },
          { ...good, oldSize: good.newSize, newSize: good.oldSize },
          { ...good, oldSize: 0n },
          { ...good, oldSize: -1n },
          { ...good, oldSize: good.newSize },
          { ...good, oldRoot: altered(good.oldRoot, bit) },
          { ...good, newRoot: altered(good.newRoot, bit) },
          { ...good, proof: [] },
          { ...good, proof: proof.slice(1) },
          { ...good, proof: proof.slice(0, -1) },
          { ...good, proof: [...proof, leafAt(0)] },
          { ...good, oldRoot: good.oldRoot.subarray(1) },
          ...proof.map((hash, at) => ({ ...good, proof: proof.with(at, altered(hash, bit)) })),
        ];
        expect(bad.filter(extendsTree)).toEqual([]);
      }),
    );
  });

  it("between a tree and itself is empty, and shows two histories of one size", () => {
    const same = growth({ oldSize: 5, newSize: 5, proof: [] });
    expect(extendsTree(same)).toBe(true);
    expect(extendsTree({ ...same, proof: [leafAt(0)] })).toBe(false);
    expect(extendsTree({ ...same, newRoot: rootOfSize(6) })).toBe(false);
  });
});

function claim({ index, size, proof }: { index: number; size: number; proof: Hash[] }) {
  return { index: BigInt(index), size: BigInt(size), leafHash: leafAt(index), proof, root: rootOfSize(size) };
}

function growth({ oldSize, newSize, proof }: { oldSize: number; newSize: number; proof: Hash[] }) {
  const [oldRoot, newRoot] = [rootOfSize(oldSize), rootOfSize(newSize)];
  return { oldSize: BigInt(oldSize), newSize: BigInt(newSize), oldRoot, newRoot, proof };
}

/** One bit of it turned. */
function altered(hash: Hash, bit: number): Hash {
  const copy = decodeBase64(encodeBase64(hash)) ?? hash;
  const at = bit % 256;
  copy[at >> 3] = (copy[at >> 3] ?? 0) ^ (1 << (at & 7));
  return copy;
}
