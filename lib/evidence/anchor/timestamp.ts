/**
 * A date from outside (RFC 3161; facts: evidence §8): a token over the bytes of a checkpoint note. What is read here is that it is about our bytes
 * and our question, and the date that it bears; who signed it is openssl's to say (openssl.ts), before it is kept.
 */
import { randomBytes } from "node:crypto";
import { sha256 } from "../tlog/primitives";
import { sameBytes, utf8 } from "../tlog/strict/bytes";
import { at, write } from "./der";

const [SEQUENCE, INTEGER, BOOLEAN, OCTETS, NULL] = [0x30, 0x02, 0x01, 0x04, 0x05];
const SHA256_OID = Uint8Array.from([0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]);
const TIMEOUT_MILLISECONDS = 10_000;
const LARGEST_ANSWER = 60_000;
const NONCE_BYTES = 8;

export type Stamp = { tsr: Uint8Array; at: Date };

/** The bytes of a TimeStampReq that asks for the authority's certificate. */
export function timestampQuery(note: string, nonce: Uint8Array): Uint8Array {
  const algorithm = write(SEQUENCE, SHA256_OID, write(NULL));
  const imprint = write(SEQUENCE, algorithm, write(OCTETS, sha256(utf8(note))));
  return write(
    SEQUENCE,
    write(INTEGER, new Uint8Array([1])),
    imprint,
    write(INTEGER, nonce),
    write(BOOLEAN, new Uint8Array([0xff])),
  );
}

/** What an answer says, whoever signed it; null when it is a refusal or no answer. */
function infoIn(tsr: Uint8Array): Uint8Array | null {
  const status = at(tsr, 0, 0, 0)?.value;
  if (status?.length !== 1 || (status[0] !== 0 && status[0] !== 1)) return null;
  // TimeStampResp → token (ContentInfo) → [0] → SignedData → encapContentInfo → [0] → OCTET STRING → TSTInfo
  return at(tsr, 0, 1, 1, 0, 2, 1, 0)?.value ?? null;
}

/** The date that a token bears. */
export function stampIn(tsr: Uint8Array): Stamp | null {
  const info = infoIn(tsr);
  const moment = info && momentOf(Buffer.from(at(info, 0, 4)?.value ?? []).toString("latin1"));
  return moment ? { tsr, at: moment } : null;
}

/** When the answer says the note existed; null when it is a refusal, or about other bytes or another question. */
export function readStamp(tsr: Uint8Array, note: string, nonce: Uint8Array): Date | null {
  const info = infoIn(tsr);
  const imprint = info && at(info, 0, 2, 1)?.value;
  if (!info || !imprint || !sameBytes(imprint, sha256(utf8(note)))) return null;
  const numbers = Array.from({ length: 8 }, (_, place) => at(info, 0, 5 + place)).filter((one) => one?.tag === INTEGER);
  return numbers.some((one) => one && sameBytes(one.value, nonce)) ? (stampIn(tsr)?.at ?? null) : null;
}

/** GeneralizedTime in UTC, with or without fractions of a second: 20261123110000.5Z. */
function momentOf(text: string): Date | null {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text);
  if (!found) return null;
  const [, year, month, day, hour, minute, second] = found;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
}

type Answer = Stamp & { query: Uint8Array };

/** An answer about this note and this question. Who signed it is not known yet. */
export async function askTimestamp(url: string, note: string): Promise<Answer> {
  const nonce = new Uint8Array(randomBytes(NONCE_BYTES));
  nonce[0] = (nonce[0] ?? 0) & 0x7f || 1; // a positive integer without a leading zero
  const query = timestampQuery(note, nonce);
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/timestamp-query" },
    body: Buffer.from(query),
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    redirect: "error",
  });
  if (!response.ok) throw new Error(`the time-stamp authority answers ${response.status}`);
  const tsr = new Uint8Array(await response.arrayBuffer());
  const stamped = tsr.length <= LARGEST_ANSWER ? readStamp(tsr, note, nonce) : null;
  if (!stamped) throw new Error("the time-stamp authority's answer is not about this checkpoint");
  return { tsr, at: stamped, query };
}
