/** Asking a witness to cosign the latest checkpoint (C2SP tlog-witness; facts: evidence §5): what it has not seen is proved from the published tiles. */
import { env } from "@/lib/server/env";
import { logFolder, publishedSubtrees } from "../seal/folder";
import { readPolicy, verifyCheckpoint } from "../tlog/checkpoint";
import { parseNote } from "../tlog/note";
import { proveConsistency } from "../tlog/proofs";
import { parseDecimal } from "../tlog/strict/decimal";
import { writeWitnessRequest } from "../tlog/witness-request";

const TIMEOUT_MILLISECONDS = 5000;
const LONGEST_ANSWER = 20_000;

export type Asked = { log: string; origin: string; vkey: string; note: string; size: bigint };

/** `ahead`: the witness saw more than we hold: the database, or the whole portal, has gone back. */
export type WitnessOutcome =
  | { kind: "cosigned"; note: string }
  | { kind: "ahead"; size: bigint }
  | { kind: "failed"; detail: string };

/** `known`: the size that it cosigned last, as far as we remember; it corrects us once. */
export async function askWitness(asked: Asked, known: bigint): Promise<WitnessOutcome> {
  const first = await post(asked, known);
  if (first.status !== 409) return outcomeOf(asked, first);
  const size = parseDecimal(first.body.trim());
  if (size === null) return { kind: "failed", detail: "the witness answers 409 without a size" };
  if (size > asked.size) return { kind: "ahead", size };
  return outcomeOf(asked, await post(asked, size));
}

type Answer = { status: number; body: string };

async function post({ log, note, size }: Asked, known: bigint): Promise<Answer> {
  const proof =
    known > 0n && known < size ? proveConsistency(known, size, publishedSubtrees(logFolder(log), size)) : [];
  const response = await fetch(`${env().WITNESS_URL?.replace(/\/+$/, "")}/add-checkpoint`, {
    method: "POST",
    body: writeWitnessRequest({ oldSize: known, proof, checkpoint: note }),
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    redirect: "error",
  });
  return { status: response.status, body: (await response.text()).slice(0, LONGEST_ANSWER) };
}

function outcomeOf({ note, origin, vkey }: Asked, { status, body }: Answer): WitnessOutcome {
  if (status !== 200) return { kind: "failed", detail: `the witness answers ${status}` };
  const cosigned = `${note}${body.endsWith("\n") ? body : `${body}\n`}`;
  const key = env().WITNESS_KEY;
  const policy = readPolicy({ vkeys: key ? [vkey, key] : [vkey], origin, threshold: key ? 1 : 0 });
  const holds = policy && parseNote(cosigned) && verifyCheckpoint(cosigned, policy).ok;
  return holds
    ? { kind: "cosigned", note: cosigned }
    : { kind: "failed", detail: "the witness's signature does not hold" };
}
