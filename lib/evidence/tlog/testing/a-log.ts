/** A small log with its key, its witnesses and a receipt, for tests. Its seeds are counted, never for real use. */
import { checkpointText, type Policy, readPolicy } from "../checkpoint";
import { formatVkey, signer } from "../keys";
import { commitment, type Leaf, leafText } from "../leaf";
import { cosignLine, signLine, writeNote } from "../note";
import { proveInclusion } from "../proofs";
import { encodeBase64 } from "../strict/base64";
import { utf8 } from "../strict/bytes";
import type { Json } from "../strict/canonical";
import { writeTlogProof } from "../tlog-proof";
import { emptyRange, grow, type Hash, leafHash, rootOf, subtreesOf } from "../tree";

const seedFrom = (first: number) => Uint8Array.from({ length: 32 }, (_, index) => first + index);

export const origin = "mairie.example/journal/essai";
export const logSigner = signer(origin, "log", seedFrom(0));
export const witness = signer("temoin.example/w", "witness", seedFrom(32));
export const otherWitness = signer("dpo.example/w", "witness", seedFrom(64));
export const vkeys = [logSigner, witness, otherWitness].map(({ key }) => formatVkey(key));

/** The POSIX time of every cosignature here. */
export const seconds = 1_800_000_000n;

export const leafNumber = (index: number): string => `feuille ${index}`;

export function leavesUpTo(size: number): Hash[] {
  return Array.from({ length: size }, (_, index) => leafHash(utf8(leafNumber(index))));
}

export const rootAt = (leaves: readonly Hash[]): Hash => rootOf(grow(emptyRange, leaves));

export function policyOf(threshold = 0, keys = vkeys): Policy {
  const policy = readPolicy({ vkeys: keys, origin, threshold });
  if (!policy) throw new Error("Not a policy");
  return policy;
}

export function checkpointOf(leaves: readonly Hash[], witnesses = [witness]): string {
  const text = checkpointText({ origin, size: BigInt(leaves.length), root: rootAt(leaves) });
  return writeNote(text, [signLine(logSigner, text), ...witnesses.map((one) => cosignLine(one, text, seconds))]);
}

const salt = seedFrom(128);
const payload = { enfant: "Zoé", montant: 280 };
const id = "0192f0c1-7a3b-7c4d-8e5f-60718293a4b5";

export const leaf: Leaf = {
  v: 1,
  id,
  at: "2026-11-23T08:10:00.000Z",
  type: "booking.created",
  role: "parent",
  actor: "5b0c2b52-55f1-4b1e-9d8e-3c6f1f0a9e01",
  subject: "9a7f4f0e-0b7c-4d55-8f0e-2f6f3f1f7c02",
  object: "booking/0192f0c1-7a3b-7c4d-8e5f-60718293a4b6",
  c: { body: commitment(salt, "body", id, payload), net: commitment(salt, "net", id, { ip: "192.0.2.7" }) },
};

/** The receipt of `leaf`, last of seven leaves, as the object of its file. */
export function aReceipt(change: Partial<Leaf> = {}): Record<string, unknown> {
  const text = leafText({ ...leaf, ...change });
  const leaves = [...leavesUpTo(6), leafHash(utf8(text))];
  const hashes = proveInclusion(6n, 7n, subtreesOf(leaves));
  return {
    leaf: text,
    tlogProof: writeTlogProof({ index: 6n, hashes, checkpoint: checkpointOf(leaves) }),
    disclosures: [{ part: "body", salt: encodeBase64(salt), payload }],
  };
}

/** A receipt whose body is `shown`. */
export function shownWith(shown: Json): Record<string, unknown> {
  const receipt = aReceipt({ c: { body: commitment(salt, "body", id, shown) } });
  return { ...receipt, disclosures: [{ part: "body", salt: encodeBase64(salt), payload: shown }] };
}
