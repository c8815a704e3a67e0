/** A receipt: what a family or a judge holds, and checks without us (facts: evidence §6). Pure. */
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Policy, VerifiedCheckpoint } from "./checkpoint";
import { commitment, type Leaf, parseLeaf, SALT_BYTES } from "./leaf";
import { decodeBase64 } from "./strict/base64";
import { utf8 } from "./strict/bytes";
import { canonicalOf } from "./strict/canonical";
import { isObject, type ParsedJson, type ParsedObject } from "./strict/json";
import { type ProofRefusal, verifyTlogProof } from "./tlog-proof";

export type Disclosure = { readonly part: string; readonly salt: Uint8Array; readonly payload: ParsedJson };

export type Receipt = {
  readonly leaf: string;
  readonly tlogProof: string;
  readonly disclosures: readonly Disclosure[];
  /** A time-stamp token (RFC 3161) in DER. It is carried, not verified here. */
  readonly tsr: Uint8Array | null;
};

/** `receipt`: not a receipt. `leaf`: not a leaf in canonical form. `disclosure`: what is shown is not what was committed to. */
export type ReceiptRefusal = ProofRefusal | "receipt" | "leaf" | "disclosure";

export type VerifiedReceipt = {
  leaf: Leaf;
  index: bigint;
  checkpoint: VerifiedCheckpoint;
  /** Names of the parts that are shown and hold. */
  disclosed: string[];
  /** Names of the parts that are not shown: withheld or erased. */
  withheld: string[];
};

/** Null unless the value has the fields of a receipt, well formed, and no other. */
export function readReceipt(value: ParsedJson): Receipt | null {
  if (!isObject(value) || !onlyHas(value, ["leaf", "tlogProof", "disclosures", "tsr"])) return null;
  const { leaf, tlogProof, tsr } = value;
  if (typeof leaf !== "string" || typeof tlogProof !== "string" || !Array.isArray(value.disclosures)) return null;
  const disclosures = value.disclosures.map(readDisclosure).filter((one) => one !== null);
  if (disclosures.length !== value.disclosures.length) return null;
  const token = typeof tsr === "string" && tsr !== "" ? decodeBase64(tsr) : null;
  return tsr === undefined || token ? { leaf, tlogProof, disclosures, tsr: token } : null;
}

function readDisclosure(value: ParsedJson): Disclosure | null {
  if (!isObject(value) || !onlyHas(value, ["part", "salt", "payload"])) return null;
  const { part, payload } = value;
  const salt = typeof value.salt === "string" ? decodeBase64(value.salt, SALT_BYTES) : null;
  return typeof part === "string" && salt && payload !== undefined ? { part, salt, payload } : null;
}

function onlyHas(value: ParsedObject, names: readonly string[]): boolean {
  return Object.keys(value).every((name) => names.includes(name));
}

export function verifyReceipt(receipt: Receipt, policy: Policy): Outcome<VerifiedReceipt, ReceiptRefusal> {
  const leaf = parseLeaf(receipt.leaf);
  if (!leaf) return refused("leaf");
  const proved = verifyTlogProof(receipt.tlogProof, utf8(receipt.leaf), policy);
  if (!proved.ok) return proved;
  if (!receipt.disclosures.every((one) => isCommitted(one, leaf))) return refused("disclosure");
  const disclosed = new Set(receipt.disclosures.map(({ part }) => part));
  const withheld = Object.keys(leaf.c).filter((part) => !disclosed.has(part));
  const { index, checkpoint } = proved;
  return done({ leaf, index, checkpoint, disclosed: [...disclosed], withheld });
}

function isCommitted({ part, salt, payload }: Disclosure, { id, c }: Leaf): boolean {
  return Object.hasOwn(c, part) && canonicalOf(payload) !== null && commitment(salt, part, id, payload) === c[part];
}
