/** Asking a witness to cosign the latest checkpoint (C2SP tlog-witness; facts: evidence §5): what it has not seen is proved from the published tiles. */
import { env } from "@/lib/server/env";
import { claimOf, logFolder, publishedSubtrees } from "../seal/folder";
import { readPolicy, verifyCheckpoint } from "../tlog/checkpoint";
import { parseNote } from "../tlog/note";
import { proveConsistency, rootAt } from "../tlog/proofs";
import { parseDecimal } from "../tlog/strict/decimal";
import type { Hash } from "../tlog/tree";
import { extendsTree } from "../tlog/verify";
import { writeWitnessRequest } from "../tlog/witness-request";
import { NEVER_SEEN, UNKNOWN_LOG } from "./witness-answer";

const TIMEOUT_MILLISECONDS = 5000;
const LONGEST_ANSWER = 20_000;

export type Asked = { log: string; origin: string; vkey: string; note: string; size: bigint };

/**
 * `silent`: nobody answered, or an answer that says nothing about its memory: a page of what stands before it, a signature that does not hold, a
 * request that it refused before looking. `unwatched`: in its own words, it was not told of this log. `ahead`: the witness saw more than we hold;
 * `other-root`: at a size that we hold too, it saw another root. We have gone back, or forked.
 */
export type WitnessOutcome =
  | { kind: "cosigned"; note: string }
  | { kind: "ahead" | "other-root"; size: bigint }
  | { kind: "unwatched"; detail: string }
  | { kind: "silent"; detail: string };

/** `known`: the size that it cosigned last, as far as we remember; it corrects us once. */
export async function askWitness(
  asked: Asked,
  known: bigint,
  patience = TIMEOUT_MILLISECONDS,
): Promise<WitnessOutcome> {
  const first = await post(asked, known, patience);
  if (first.status !== 409) return outcomeOf(asked, first, known);
  const size = parseDecimal(first.body.trim());
  if (size === null) return { kind: "silent", detail: "the witness answers 409 without a size" };
  if (size > asked.size) return { kind: "ahead", size };
  return outcomeOf(asked, await post(asked, size, patience), size);
}

/** Whether the witness knows a log of this origin, null when it is silent or when something else answers; only our own witnesses answer that question (`witness serve`). */
export async function witnessKnows(origin: string, patience: number): Promise<boolean | null> {
  try {
    const address = `${witnessAddress()}/checkpoint?origin=${encodeURIComponent(origin)}`;
    const response = await fetch(address, { signal: AbortSignal.timeout(patience), redirect: "error" });
    const text = (await response.text()).slice(0, LONGEST_ANSWER);
    if (response.status === 404 && text.trim() === NEVER_SEEN) return false;
    return response.ok && claimOf(text)?.origin === origin ? true : null;
  } catch {
    return null;
  }
}

const witnessAddress = () => env().WITNESS_URL?.replace(/\/+$/, "") ?? "";

type Answer = { status: number; body: string };

async function post(asked: Asked, known: bigint, patience: number): Promise<Answer> {
  const body = writeWitnessRequest({ oldSize: known, proof: proofFrom(asked, known), checkpoint: asked.note });
  try {
    const response = await fetch(`${witnessAddress()}/add-checkpoint`, {
      method: "POST",
      body,
      signal: AbortSignal.timeout(patience),
      redirect: "error",
    });
    return { status: response.status, body: (await response.text()).slice(0, LONGEST_ANSWER) };
  } catch (error) {
    return { status: 0, body: String(error) };
  }
}

/** Throws when our own tiles do not prove our own checkpoint: what the witness would then refuse says nothing about its memory. */
function proofFrom({ log, note, size }: Asked, known: bigint): Hash[] {
  if (known <= 0n || known >= size) return [];
  const subtrees = publishedSubtrees(logFolder(log), size);
  const proof = proveConsistency(known, size, subtrees);
  const newRoot = claimOf(note)?.root ?? new Uint8Array();
  const claim = { oldSize: known, newSize: size, oldRoot: rootAt(known, subtrees), newRoot, proof };
  if (!extendsTree(claim)) throw new Error(`the published tiles do not give the root of ${size} leaves`);
  return proof;
}

function outcomeOf({ note, origin, vkey }: Asked, { status, body }: Answer, known: bigint): WitnessOutcome {
  if (status === 422) return { kind: "other-root", size: known };
  if (status === 0) return { kind: "silent", detail: `the witness does not answer: ${body}` };
  if (status === 404 && body.trim() === UNKNOWN_LOG)
    return { kind: "unwatched", detail: "the witness was not told of this log" };
  if (status !== 200) return { kind: "silent", detail: `the witness answers ${status}` };
  const cosigned = `${note}${body.endsWith("\n") ? body : `${body}\n`}`;
  const key = env().WITNESS_KEY;
  const policy = readPolicy({ vkeys: key ? [vkey, key] : [vkey], origin, threshold: key ? 1 : 0 });
  const holds = policy && parseNote(cosigned) && verifyCheckpoint(cosigned, policy).ok;
  return holds
    ? { kind: "cosigned", note: cosigned }
    : { kind: "silent", detail: "the witness's signature does not hold" };
}
