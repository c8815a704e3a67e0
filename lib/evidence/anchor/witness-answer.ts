/**
 * What a witness answers to a checkpoint (C2SP tlog-witness; facts: evidence §5), in the order of checks that the page gives. Pure: the store
 * that keeps the last size and root of each log is the caller's, who must compare and store in one step before answering.
 */
import { parseCheckpoint, readPolicy } from "../tlog/checkpoint";
import { parseVkey, type Signer } from "../tlog/keys";
import { cosignLine, openNote, parseNote } from "../tlog/note";
import { sameBytes } from "../tlog/strict/bytes";
import { emptyRoot, type Hash } from "../tlog/tree";
import { extendsTree } from "../tlog/verify";
import { parseWitnessRequest } from "../tlog/witness-request";

/** What a witness says of a log that it does not watch, and of one that it never cosigned: by these words the portal tells it from whatever stands before it. */
export const UNKNOWN_LOG = "unknown log";
export const NEVER_SEEN = "absent";

export type Seen = { readonly size: bigint; readonly root: Hash };

export type WitnessAnswer =
  | { status: 200; body: string; origin: string; seen: Seen; note: string }
  | { status: 400 | 403 | 404 | 422; body: string }
  | { status: 409; body: string };

export type WitnessSetup = {
  signer: Signer;
  /** The logs it watches, as verifier keys. */
  logs: readonly string[];
  /** What was last cosigned of a log, or null. */
  seenOf: (origin: string) => Seen | null;
  /** POSIX time. */
  seconds: bigint;
};

const no = (status: 400 | 403 | 404 | 422, body: string): WitnessAnswer => ({ status, body: `${body}\n` });

export function answerWitness(text: string, setup: WitnessSetup): WitnessAnswer {
  const request = parseWitnessRequest(text);
  const note = request && parseNote(request.checkpoint);
  if (!request || !note) return no(400, "malformed");
  const origin = note.text.split("\n", 1)[0] ?? "";
  const keys = setup.logs.filter((vkey) => parseVkey(vkey)?.name === origin);
  if (keys.length === 0) return no(404, UNKNOWN_LOG);
  const policy = readPolicy({ vkeys: keys, origin, threshold: 0 });
  const opened = policy && openNote(request.checkpoint, policy.keys);
  if (!opened?.ok) return no(403, "no valid signature of the log");
  const checkpoint = parseCheckpoint(note.text);
  if (!checkpoint || request.oldSize > checkpoint.size) return no(400, "malformed");
  const seen = setup.seenOf(origin) ?? { size: 0n, root: emptyRoot };
  if (request.oldSize !== seen.size) return { status: 409, body: `${seen.size}\n` };
  const { size, root } = checkpoint;
  if (!follows(seen, { size, root }, request.proof)) return no(422, "not a continuation of what was seen");
  const line = cosignLine(setup.signer, note.text, setup.seconds);
  return { status: 200, body: line, origin, seen: { size, root }, note: `${request.checkpoint}${line}` };
}

function follows(old: Seen, now: Seen, proof: readonly Hash[]): boolean {
  if (old.size === 0n) return proof.length === 0;
  const claim = { oldSize: old.size, newSize: now.size, oldRoot: old.root, newRoot: now.root, proof };
  return old.size === now.size ? proof.length === 0 && sameBytes(old.root, now.root) : extendsTree(claim);
}
