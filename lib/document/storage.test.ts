/** The same promises from a folder and from an S3 server that runs here. */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PIECE } from "./schema";
import { pieceLength, pieceNames, type Storage, storageAt } from "./storage";

/** It ships no types: what is used of it. */
type Server = { run(): Promise<AddressInfo>; close(): Promise<void> };
const require = createRequire(import.meta.url);
const S3rver = require("s3rver") as new (options: object) => Server;

const folder = mkdtempSync(join(tmpdir(), "documents-"));
const server = new S3rver({
  ...{ address: "127.0.0.1", port: 0, silent: true, directory: join(folder, "s3") },
  configureBuckets: [{ name: "pieces", configs: [] }],
});
let port = 0;
beforeAll(async () => {
  port = (await server.run()).port;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const stores: [string, () => Storage][] = [
  ["a folder", () => storageAt(pathToFileURL(join(folder, "local")).href)],
  ["S3", () => storageAt(`s3://S3RVER:S3RVER@pieces/famille?endpoint=http://127.0.0.1:${port}`)],
  ["S3 by its own address", () => storageAt(`http://S3RVER:S3RVER@127.0.0.1:${port}/pieces/ailleurs`)],
];

describe.each(stores)("%s", (_name, storeOf) => {
  it("gives back what was put, also when it was put twice, and nothing once it was removed, also twice", async () => {
    const store = storeOf();
    const bytes = new Uint8Array(PIECE).fill(65);
    await store.put("d/1/000", new Uint8Array([1]));
    await store.put("d/1/000", bytes);
    await store.put("d/1/001", new Uint8Array([66]));
    expect(Buffer.from(await store.read("d/1/000")).equals(bytes)).toBe(true);
    expect([...(await store.read("d/1/001"))]).toEqual([66]);
    await store.remove(["d/1/000", "d/1/001", "d/1/002"]);
    await store.remove(["d/1/000"]);
    await expect(store.read("d/1/000")).rejects.toThrow();
    await store.remove([]);
  });

  it("forgets everything of one document and nothing of its neighbour", async () => {
    const store = storeOf();
    for (const name of ["e/1/000", "e/1/013", "e/2/000", "e2/1/000"]) await store.put(name, new Uint8Array([1]));
    await store.clear("e");
    await store.clear("e");
    for (const name of ["e/1/000", "e/1/013", "e/2/000"]) await expect(store.read(name)).rejects.toThrow();
    expect([...(await store.read("e2/1/000"))]).toEqual([1]);
  });
});

describe("pieces", () => {
  const page = (size: number) => ({ documentId: "d", position: 2, size });
  it("are as many as the page needs", () => {
    expect(pieceNames(page(1))).toEqual(["d/2/000"]);
    expect(pieceNames(page(PIECE))).toEqual(["d/2/000"]);
    expect(pieceNames(page(PIECE + 1))).toEqual(["d/2/000", "d/2/001"]);
  });
  it.each([
    [PIECE * 2, 0, PIECE],
    [PIECE * 2, PIECE, PIECE],
    [PIECE * 2, PIECE * 2, null],
    [PIECE + 5, PIECE, 5],
    [5, 0, 5],
    [5, 1, null],
    [5, -PIECE, null],
  ])("of %i, at %i, measure %s", (size, offset, length) => expect(pieceLength(size, offset)).toBe(length));
});
