/** Verifier keys of logs and witnesses, as text: NAME+KEYID+BASE64 (C2SP signed-note; facts: evidence §4). Pure. */
import { publicKeyOf, sha256 } from "./primitives";
import { decodeBase64, encodeBase64 } from "./strict/base64";
import { joinBytes, toHex, utf8 } from "./strict/bytes";

export type KeyKind = "log" | "witness";

export type VerifierKey = {
  /** A log's key bears the origin of the log. */
  readonly name: string;
  /** Eight hexadecimal digits in lower case. */
  readonly id: string;
  readonly kind: KeyKind;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
};

/** A key that signs: `seed` is the 32-byte private key and is never written in text here. */
export type Signer = { readonly key: VerifierKey; readonly seed: Uint8Array };

const TYPES: Record<KeyKind, number> = { log: 0x01, witness: 0x04 };
const KEY_BYTES = 32;
const VKEY = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u;
const FORBIDDEN_IN_NAME = /[\p{White_Space}\p{Cc}+]/u;

export function isKeyName(name: string): boolean {
  return name !== "" && name.isWellFormed() && !FORBIDDEN_IN_NAME.test(name);
}

export function verifierKey(name: string, kind: KeyKind, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new Error("A key's name has no white space and no plus sign");
  if (publicKey.length !== KEY_BYTES) throw new Error("A public key has 32 bytes");
  const typed = joinBytes(utf8(`${name}\n`), new Uint8Array([TYPES[kind]]), publicKey);
  return { name, kind, publicKey, id: toHex(sha256(typed).subarray(0, 4)) };
}

export function signer(name: string, kind: KeyKind, seed: Uint8Array): Signer {
  return { key: verifierKey(name, kind, publicKeyOf(seed)), seed };
}

export function formatVkey({ name, id, kind, publicKey }: VerifierKey): string {
  return `${name}+${id}+${encodeBase64(joinBytes(new Uint8Array([TYPES[kind]]), publicKey))}`;
}

/** Null unless the text is a log's or a witness's key whose id is that of its name, type and bytes. */
export function parseVkey(text: string): VerifierKey | null {
  const [, name = "", id, encoded = ""] = VKEY.exec(text) ?? [];
  const bytes = decodeBase64(encoded, 1 + KEY_BYTES);
  const kind = bytes && kindOf(bytes[0]);
  if (!kind || !isKeyName(name)) return null;
  const key = verifierKey(name, kind, bytes.subarray(1));
  return key.id === id ? key : null;
}

function kindOf(type: number | undefined): KeyKind | null {
  if (type === TYPES.log) return "log";
  return type === TYPES.witness ? "witness" : null;
}
