/** The text that proves, alone and offline, that a leaf stands in a log (C2SP tlog-proof; facts: evidence §6). Pure. */
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { type CheckpointRefusal, type Policy, type VerifiedCheckpoint, verifyCheckpoint } from "./checkpoint";
import { HASH_BYTES } from "./primitives";
import { decodeBase64, encodeBase64 } from "./strict/base64";
import { parseDecimal } from "./strict/decimal";
import { type Hash, leafHash } from "./tree";
import { includes } from "./verify";

/** `proof`: not the text of a proof. `inclusion`: the leaf does not stand there. */
export type ProofRefusal = CheckpointRefusal | "proof" | "inclusion";

export type TlogProof = {
  readonly index: bigint;
  /** Sibling of the leaf first. */
  readonly hashes: readonly Hash[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
};

const HEADER = "c2sp.org/tlog-proof@v1";
const MOST_HASHES = 63;
/** Header, extra line, index and hashes. */
const MOST_LINES = 3 + MOST_HASHES;

export function verifyTlogProof(
  text: string,
  leaf: Uint8Array,
  policy: Policy,
): Outcome<{ index: bigint; checkpoint: VerifiedCheckpoint }, ProofRefusal> {
  const proof = parseTlogProof(text);
  if (!proof) return refused("proof");
  const checkpoint = verifyCheckpoint(proof.checkpoint, policy);
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint;
  const claim = { index: proof.index, size, root, leafHash: leafHash(leaf), proof: proof.hashes };
  return includes(claim) ? done({ index: proof.index, checkpoint }) : refused("inclusion");
}

/** The extra line is optional, must be base64, and is not trusted: it is left out. */
export function parseTlogProof(text: string): TlogProof | null {
  const gap = text.indexOf("\n\n");
  const [header, ...lines] = gap < 0 ? [] : text.slice(0, gap).split("\n", MOST_LINES + 1);
  if (header !== HEADER || lines.length >= MOST_LINES) return null;
  if (lines[0]?.startsWith("extra ") && !isExtra(lines.shift())) return null;
  const [place = "", ...encoded] = lines;
  const index = place.startsWith("index ") ? parseDecimal(place.slice("index ".length)) : null;
  const hashes = encoded.map((line) => decodeBase64(line, HASH_BYTES)).filter((hash) => hash !== null);
  if (index === null || hashes.length !== encoded.length || hashes.length > MOST_HASHES) return null;
  return { index, hashes, checkpoint: text.slice(gap + 2) };
}

function isExtra(line = ""): boolean {
  const encoded = line.slice("extra ".length);
  return encoded !== "" && decodeBase64(encoded) !== null;
}

export function writeTlogProof({ index, hashes, checkpoint }: TlogProof): string {
  return [HEADER, `index ${index}`, ...hashes.map(encodeBase64), "", checkpoint].join("\n");
}
