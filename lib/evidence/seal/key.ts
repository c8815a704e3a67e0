/**
 * The key that signs the journal: 32 bytes in base64, in a file that only the worker's account reads (mode 0600; docs/evidence.md).
 * A private installation makes its own at the first start; a town hall's comes from its ceremony, and is never made up beside a journal.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { env } from "@/lib/server/env";
import { type Signer, signer } from "../tlog/keys";
import { decodeBase64 } from "../tlog/strict/base64";
import { writeWhole } from "./folder";

const SEED_BYTES = 32;

/** Null when the file is absent or holds something else. */
export function readSeed(file = env().JOURNAL_KEY_FILE): Uint8Array | null {
  if (!existsSync(file)) return null;
  return decodeBase64(readFileSync(file, "utf8").trim(), SEED_BYTES);
}

/** Throws when the file is there: a key is never written over. */
export function makeSeed(file = env().JOURNAL_KEY_FILE): Uint8Array {
  if (existsSync(file)) throw new Error(`${file} exists already: move it away first`);
  const seed = new Uint8Array(randomBytes(SEED_BYTES));
  writeWhole(file, `${Buffer.from(seed).toString("base64")}\n`, { durable: true, mode: 0o600 });
  return seed;
}

/** The log's key bears its origin: the same seed signs each log under another name. */
export function logSigner(origin: string, seed: Uint8Array): Signer {
  return signer(origin, "log", seed);
}
