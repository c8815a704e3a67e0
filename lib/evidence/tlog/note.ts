/**
 * Signed notes (C2SP signed-note; facts: evidence §4): a text, an empty line, and lines of signatures.
 * A line of an unknown key is ignored; a wrong signature of a known key refuses the whole note. Pure.
 */
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { isKeyName, type Signer, type VerifierKey } from "./keys";
import { SIGNATURE_BYTES, signEd25519, verifyEd25519 } from "./primitives";
import { decodeBase64, encodeBase64 } from "./strict/base64";
import { joinBytes, toHex, utf8 } from "./strict/bytes";

/** `note`: not a note. `signature`: a known key's signature is wrong. `unsigned`: no known key signed. */
export type NoteRefusal = "note" | "signature" | "unsigned";

/** A signature that holds. `seconds` is the POSIX time that a witness says, null for a log. */
export type Signed = { readonly key: VerifierKey; readonly seconds: bigint | null };

type SignatureLine = { readonly name: string; readonly id: string; readonly signature: Uint8Array };
type Note = { readonly text: string; readonly lines: readonly SignatureLine[] };

const MOST_SIGNATURES = 100;
const KEY_ID_BYTES = 4;
const TIME_BYTES = 8;
const LATEST = 2n ** 63n;
/** No control character but the line feed. */
const CONTROL = /[^\P{Cc}\n]/u;
const LINE = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/u;

/** The text of a note and which of `keys` signed it. */
export function openNote(
  note: string,
  keys: readonly VerifierKey[],
): Outcome<{ text: string; signed: Signed[] }, NoteRefusal> {
  const read = parseNote(note);
  if (!read) return refused("note");
  const signed: Signed[] = [];
  const seen = new Set<VerifierKey>();
  for (const line of read.lines) {
    const key = keys.find(({ name, id }) => name === line.name && id === line.id);
    if (!key || seen.has(key)) continue;
    seen.add(key);
    const one = checkSignature(key, read.text, line.signature);
    if (!one) return refused("signature");
    signed.push(one);
  }
  return signed.length > 0 ? done({ text: read.text, signed }) : refused("unsigned");
}

/** Text and lines, split at the last empty line; null when this is not a note. No signature is checked. */
export function parseNote(note: string): Note | null {
  const gap = note.lastIndexOf("\n\n");
  if (gap < 0 || !note.endsWith("\n") || !note.isWellFormed() || CONTROL.test(note)) return null;
  const found = note.slice(gap + 2, -1).split("\n", MOST_SIGNATURES + 1);
  if (found.length > MOST_SIGNATURES) return null;
  const lines = found.map(parseLine);
  return lines.every((line) => line !== null) ? { text: note.slice(0, gap + 1), lines } : null;
}

function parseLine(line: string): SignatureLine | null {
  const [, name = "", encoded = ""] = LINE.exec(line) ?? [];
  const bytes = decodeBase64(encoded);
  if (!bytes || bytes.length <= KEY_ID_BYTES || !isKeyName(name)) return null;
  return { name, id: toHex(bytes.subarray(0, KEY_ID_BYTES)), signature: bytes.subarray(KEY_ID_BYTES) };
}

function checkSignature(key: VerifierKey, text: string, signature: Uint8Array): Signed | null {
  if (key.kind === "log") {
    return verifyEd25519(key.publicKey, utf8(text), signature) ? { key, seconds: null } : null;
  }
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) return null;
  const seconds = BigInt(`0x${toHex(signature.subarray(0, TIME_BYTES))}`);
  if (seconds >= LATEST) return null;
  const holds = verifyEd25519(key.publicKey, cosignedText(text, seconds), signature.subarray(TIME_BYTES));
  return holds ? { key, seconds } : null;
}

/** The bytes that a witness signs (C2SP tlog-cosignature; facts: evidence §5). */
function cosignedText(text: string, seconds: bigint): Uint8Array {
  return utf8(`cosignature/v1\ntime ${seconds}\n${text}`);
}

/** The line of a log's key under `text`. */
export function signLine({ key, seed }: Signer, text: string): string {
  if (key.kind !== "log") throw new Error("A witness cosigns, with the time");
  return lineOf(key, signEd25519(seed, utf8(text)));
}

/** The line of a witness's key under `text`, at a POSIX time in seconds. */
export function cosignLine({ key, seed }: Signer, text: string, seconds: bigint): string {
  if (key.kind !== "witness") throw new Error("A log signs, without the time");
  if (seconds < 0n || seconds >= LATEST) throw new RangeError("A time is counted in 63 bits");
  const time = new Uint8Array(TIME_BYTES);
  new DataView(time.buffer).setBigUint64(0, seconds);
  return lineOf(key, joinBytes(time, signEd25519(seed, cosignedText(text, seconds))));
}

function lineOf({ name, id }: VerifierKey, signature: Uint8Array): string {
  const keyId = Uint8Array.from(id.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return `— ${name} ${encodeBase64(joinBytes(keyId, signature))}\n`;
}

/** A note from its text, which ends with a line feed, and the lines of its signatures. */
export function writeNote(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.join("")}`;
}
