/** Checkpoints: the size and root that a log signs and witnesses cosign (C2SP tlog-checkpoint; facts: evidence §4 and §5). Pure. */
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { isKeyName, parseVkey, type VerifierKey } from "./keys";
import { type NoteRefusal, openNote } from "./note";
import { HASH_BYTES } from "./primitives";
import { decodeBase64, encodeBase64 } from "./strict/base64";
import { sameBytes } from "./strict/bytes";
import { parseDecimal } from "./strict/decimal";
import { emptyRoot, type Hash } from "./tree";

export type Checkpoint = { readonly origin: string; readonly size: bigint; readonly root: Hash };

/** Whom to believe: the keys of the log and of its witnesses, and how many witnesses must have cosigned. */
export type Policy = { readonly origin: string; readonly keys: readonly VerifierKey[]; readonly threshold: number };

/** `checkpoint`: not the three lines. `origin`: another log's. `witnesses`: too few cosigned. */
export type CheckpointRefusal = NoteRefusal | "checkpoint" | "origin" | "witnesses";

/** A witness's name and the POSIX time, in seconds, that it says. */
export type Cosigned = { readonly name: string; readonly seconds: bigint };

export type VerifiedCheckpoint = Checkpoint & { readonly witnesses: readonly Cosigned[] };

const MOST_KEYS = 1000;

/** Null when a key is not one, when two keys would answer to one name and id, or when the threshold is not a count. */
export function readPolicy(given: { vkeys: readonly string[]; origin: string; threshold: number }): Policy | null {
  const keys: VerifierKey[] = [];
  if (given.vkeys.length > MOST_KEYS) return null;
  for (const text of new Set(given.vkeys)) {
    const key = parseVkey(text);
    if (!key || keys.some(({ name, id }) => name === key.name && id === key.id)) return null;
    keys.push(key);
  }
  const { origin, threshold } = given;
  return Number.isSafeInteger(threshold) && threshold >= 0 ? { origin, keys, threshold } : null;
}

export function verifyCheckpoint(note: string, policy: Policy): Outcome<VerifiedCheckpoint, CheckpointRefusal> {
  const opened = openNote(note, policy.keys);
  if (!opened.ok) return opened;
  const byLog = opened.signed.some(({ key }) => key.kind === "log" && key.name === policy.origin);
  if (!byLog) return refused("unsigned");
  const checkpoint = parseCheckpoint(opened.text);
  if (!checkpoint) return refused("checkpoint");
  if (checkpoint.origin !== policy.origin) return refused("origin");
  const witnesses = opened.signed.flatMap(({ key, seconds }) =>
    key.kind === "witness" && seconds !== null ? [{ name: key.name, seconds }] : [],
  );
  const enough = new Set(witnesses.map(({ name }) => name)).size >= policy.threshold;
  return enough ? done({ ...checkpoint, witnesses }) : refused("witnesses");
}

/** Null unless the text is exactly the three lines of our profile; an extension line is refused. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin = "", digits = "", encoded = "", end, more] = text.split("\n", 5);
  const size = parseDecimal(digits);
  const root = decodeBase64(encoded, HASH_BYTES);
  if (end !== "" || more !== undefined || !isKeyName(origin) || size === null || !root) return null;
  if (size === 0n && !sameBytes(root, emptyRoot)) return null;
  return { origin, size, root };
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${encodeBase64(root)}\n`;
  if (!parseCheckpoint(text)) throw new Error(`Not a checkpoint: ${text}`);
  return text;
}
