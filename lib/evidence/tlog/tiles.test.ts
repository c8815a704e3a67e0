import { describe, expect, it } from "vitest";
import { proveConsistency, proveInclusion } from "./proofs";
import { encodeBase64 } from "./strict/base64";
import { utf8 } from "./strict/bytes";
import { leavesUpTo } from "./testing/a-log";
import {
  entriesBytes,
  entriesPath,
  readEntries,
  readTile,
  subtreesOfTiles,
  tileBytes,
  tileNumber,
  tilePath,
  tilesOf,
} from "./tiles";
import { subtreesOf } from "./tree";
import { parseWitnessRequest, writeWitnessRequest } from "./witness-request";

const pathsOf = (size: bigint, since?: bigint) => Array.from(tilesOf(size, since), tilePath);

describe("a tile", () => {
  it.each([
    [0n, "000"],
    [5n, "005"],
    [999n, "999"],
    [1000n, "x001/000"],
    [1234067n, "x001/x234/067"],
    [9007199254740993n, "x009/x007/x199/x254/x740/993"],
  ])("%s is at %s", (index, path) => expect(tileNumber(index)).toBe(path));

  it.each([
    [0n, []],
    [1n, ["tile/0/000.p/1"]],
    [255n, ["tile/0/000.p/255"]],
    [256n, ["tile/0/000", "tile/1/000.p/1"]],
    [300n, ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"]],
  ])("of a log of %s leaves", (size, paths) => expect(pathsOf(size)).toEqual(paths));

  it("is one of 273 full and one partial under 70,000 leaves, with two levels above", () => {
    const paths = pathsOf(70_000n);
    expect(paths.filter((path) => path.startsWith("tile/0/"))).toHaveLength(274);
    expect(paths.slice(272)).toEqual([
      "tile/0/272",
      "tile/0/273.p/112",
      "tile/1/000",
      "tile/1/001.p/17",
      "tile/2/000.p/1",
    ]);
    expect(pathsOf(70_000n, 69_900n)).toEqual(["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
  });

  it("is as wide as its bytes, exactly", () => {
    const leaves = leavesUpTo(44);
    const bytes = tileBytes({ level: 0, index: 0n, width: 44 }, subtreesOf(leaves));
    expect(readTile(bytes, 44)?.map(encodeBase64)).toEqual(leaves.map(encodeBase64));
    for (const width of [0, 43, 45, 256, 257]) expect(readTile(bytes, width)).toBeNull();
    expect(readTile(bytes.subarray(1), 44)).toBeNull();
    expect(() => tilePath({ level: 0, index: 0n, width: 0 })).toThrow();
    expect(() => tilePath({ level: 0, index: 0n, width: 257 })).toThrow();
  });

  it("gives the same proofs as the leaves", () => {
    const size = 700n;
    const subtrees = subtreesOf(leavesUpTo(Number(size)));
    const files = new Map(Array.from(tilesOf(size), (tile) => [tilePath(tile), tileBytes(tile, subtrees)]));
    const fromTiles = subtreesOfTiles(size, (tile) => {
      const hashes = readTile(files.get(tilePath(tile)) ?? new Uint8Array(), tile.width);
      if (!hashes) throw new Error(`No ${tilePath(tile)}`);
      return hashes;
    });
    for (const index of [0n, 255n, 256n, 511n, 512n, 699n])
      expect(proveInclusion(index, size, fromTiles)).toEqual(proveInclusion(index, size, subtrees));
    for (const old of [1n, 255n, 256n, 257n, 513n, 699n])
      expect(proveConsistency(old, size, fromTiles)).toEqual(proveConsistency(old, size, subtrees));
    expect(() => fromTiles(0, 700n)).toThrow();
  });
});

describe("the entries of a tile", () => {
  const leaves = ["", "é", "x".repeat(300)].map(utf8);
  const bytes = entriesBytes(leaves);

  it("are each preceded by their length", () => {
    expect(Array.from(bytes.subarray(0, 8))).toEqual([0, 0, 0, 2, 0xc3, 0xa9, 1, 44]);
    expect(readEntries(bytes, 3)).toEqual(leaves);
    expect(entriesPath({ index: 1000n, width: 3 })).toBe("tile/entries/x001/000.p/3");
  });

  it("are refused when they are more, fewer or cut", () => {
    for (const width of [0, 2, 4]) expect(readEntries(bytes, width)).toBeNull();
    expect(readEntries(bytes.subarray(0, -1), 3)).toBeNull();
    expect(readEntries(bytes.subarray(0, 3), 2)).toBeNull();
    expect(readEntries(new Uint8Array([...bytes, 0]), 3)).toBeNull();
  });

  it("are at most 65,535 bytes long", () => {
    expect(entriesBytes([new Uint8Array(65_535)])).toHaveLength(65_537);
    expect(() => entriesBytes([new Uint8Array(65_536)])).toThrow();
  });
});

describe("a request to a witness", () => {
  const proof = leavesUpTo(3);
  const text = writeWitnessRequest({ oldSize: 5n, proof, checkpoint: "note\n\n— signatures\n" });

  it("is read as it is written", () => {
    expect(text.split("\n").slice(0, 2)).toEqual(["old 5", "K02e78xbrQtJSE+g0XWYympLzscCq2Z+CoyW23Z9hWQ="]);
    expect(parseWitnessRequest(text)).toEqual({
      oldSize: 5n,
      proof: proof.map((hash) => new Uint8Array(hash)),
      checkpoint: "note\n\n— signatures\n",
    });
    expect(parseWitnessRequest("old 0\n\nnote")).toEqual({ oldSize: 0n, proof: [], checkpoint: "note" });
  });

  it.each([
    "",
    "old 5",
    "old 05\n\n",
    "old\n\n",
    "old 5 \n\n",
    "new 5\n\n",
    "old 5\nAAAA\n\n",
    `old 5\n${"A".repeat(43)}=\n`.replace("\n\n", ""),
  ])("is malformed as %j", (bad) => expect(parseWitnessRequest(bad)).toBeNull());

  it("has 63 hashes at most", () => {
    const line = `${"A".repeat(43)}=\n`;
    expect(parseWitnessRequest(`old 5\n${line.repeat(63)}\nnote`)?.proof).toHaveLength(63);
    expect(parseWitnessRequest(`old 5\n${line.repeat(64)}\nnote`)).toBeNull();
  });
});
