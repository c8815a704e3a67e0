/** A receipt's text and the keys one believes, judged: the same functions as the command line. Pure. */

import { parseCheckpoint, readPolicy } from "../tlog/checkpoint";
import { parseVkey } from "../tlog/keys";
import { parseNote } from "../tlog/note";
import type { Disclosure } from "../tlog/receipt";
import { type ReceiptRefusal, readReceipt, type VerifiedReceipt, verifyReceipt } from "../tlog/receipt";
import { type ParsedJson, parseJson } from "../tlog/strict/json";
import { parseTlogProof } from "../tlog/tlog-proof";

export type Judged =
  | { ok: true; verified: VerifiedReceipt; disclosures: readonly Disclosure[]; stamped: boolean }
  | { ok: false; reason: ReceiptRefusal | "no-key" | "key" };

/** `keys`: one a line, of logs and of witnesses. The log's is the one that bears the origin the receipt names. */
export function judge(text: string, keys: string): Judged {
  const vkeys = keys.split(/\s+/).filter((line) => line !== "");
  const parsed = parseJson(text.replace(/^\ufeff/, ""));
  const receipt = parsed && readReceipt(parsed.value);
  if (!receipt) return { ok: false, reason: "receipt" };
  if (vkeys.some((one) => !parseVkey(one))) return { ok: false, reason: "key" };
  const origin = originIn(receipt.tlogProof);
  if (origin === null) return { ok: false, reason: "proof" };
  if (!vkeys.some((one) => parseVkey(one)?.kind === "log" && parseVkey(one)?.name === origin)) {
    return { ok: false, reason: "no-key" };
  }
  const policy = readPolicy({ vkeys, origin, threshold: 0 });
  if (!policy) return { ok: false, reason: "key" };
  const verified = verifyReceipt(receipt, policy);
  if (!verified.ok) return { ok: false, reason: verified.reason };
  return { ok: true, verified, disclosures: receipt.disclosures, stamped: receipt.tsr !== null };
}

function originIn(proof: string): string | null {
  const note = parseTlogProof(proof)?.checkpoint;
  const parsed = note === undefined ? null : parseNote(note);
  return (parsed && parseCheckpoint(parsed.text)?.origin) ?? null;
}

/** A payload for reading: indented, with control and direction signs spelt out, so that a text shows what it is. */
export function showPayload(payload: ParsedJson): string {
  const text = JSON.stringify(payload, (_, value) => (typeof value === "bigint" ? String(value) : value), 2) ?? "";
  return text.replace(
    /[^\P{C}\n]|[\u2028\u2029]/gu,
    (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
