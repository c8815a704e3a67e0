/** Encryption at rest of the journal's payloads: one data key per subject, wrapped by the master key. Destroying the key erases the subject. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const IV = 12;
const TAG = 16;
export const KEY_BYTES = 32;

/** iv ‖ ciphertext ‖ tag, AES-256-GCM; `label` binds the text to its place and must be given again to open it. */
export function encrypt(key: Uint8Array, plain: Uint8Array, label: string): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(IV);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(label));
  return new Uint8Array(Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

/** Throws when the key, the bytes or the label are not those of `encrypt`. */
export function decrypt(key: Uint8Array, sealed: Uint8Array, label: string): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV)).setAAD(Buffer.from(label));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(IV, sealed.length - TAG)), decipher.final()]);
}

/** Null when the key, the bytes or the label are not those of `encrypt`: somebody altered one of them. */
export function tryDecrypt(key: Uint8Array, sealed: Uint8Array, label: string): Buffer | null {
  try {
    return decrypt(key, sealed, label);
  } catch {
    return null;
  }
}

/**
 * What a pseudonym's payloads are written under while its own key does not open: families go on, and `journal verify` names the key. It follows
 * from the master key, so that it needs no row; the price is that such a payload dies with its own row and not with a key.
 */
export function spareKey(masterKey: Uint8Array, pseudonym: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", masterKey, pseudonym, "portail/spare-key/v1", KEY_BYTES));
}
