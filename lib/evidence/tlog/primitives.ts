/**
 * SHA-256, HMAC and Ed25519, from Node. The only file here that knows where they come from:
 * a verifier for the browser replaces this one and keeps all the rest. Pure: the same bytes give the same answer.
 */
import { createHmac, createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from "node:crypto";
import { joinBytes } from "./strict/bytes";

export const HASH_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** What precedes the 32 bytes of a public or private Ed25519 key in DER (RFC 8410). */
const PUBLIC_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const PRIVATE_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hash("sha256", bytes, "buffer"));
}

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac("sha256", key).update(message).digest());
}

export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  const key = createPublicKey({ key: asDer(PUBLIC_PREFIX, publicKey), format: "der", type: "spki" });
  return verify(null, message, key, signature);
}

/** `seed` is the 32-byte private key of RFC 8032. */
export function signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, privateKey(seed)));
}

/** The 32-byte public key of a seed. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKey(seed)).export({ format: "der", type: "spki" });
  return new Uint8Array(der.subarray(PUBLIC_PREFIX.length));
}

function privateKey(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: asDer(PRIVATE_PREFIX, seed), format: "der", type: "pkcs8" });
}

function asDer(prefix: Uint8Array, key: Uint8Array): Buffer {
  return Buffer.from(joinBytes(prefix, key));
}
