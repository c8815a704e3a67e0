/** What a log sends to a witness: the size it last cosigned, the proof from there, the checkpoint (C2SP tlog-witness; facts: evidence §5). Pure. */
import { HASH_BYTES } from "./primitives";
import { decodeBase64, encodeBase64 } from "./strict/base64";
import { parseDecimal } from "./strict/decimal";
import type { Hash } from "./tree";

export type WitnessRequest = {
  readonly oldSize: bigint;
  readonly proof: readonly Hash[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
};

const MOST_HASHES = 63;

/** Null when the text is malformed. Neither the proof nor the checkpoint is checked. */
export function parseWitnessRequest(text: string): WitnessRequest | null {
  const gap = text.indexOf("\n\n");
  const [first = "", ...encoded] = gap < 0 ? [] : text.slice(0, gap).split("\n", MOST_HASHES + 2);
  const oldSize = first.startsWith("old ") ? parseDecimal(first.slice("old ".length)) : null;
  const proof = encoded.map((line) => decodeBase64(line, HASH_BYTES)).filter((hash) => hash !== null);
  if (oldSize === null || proof.length !== encoded.length || proof.length > MOST_HASHES) return null;
  return { oldSize, proof, checkpoint: text.slice(gap + 2) };
}

export function writeWitnessRequest({ oldSize, proof, checkpoint }: WitnessRequest): string {
  return [`old ${oldSize}`, ...proof.map(encodeBase64), "", checkpoint].join("\n");
}
