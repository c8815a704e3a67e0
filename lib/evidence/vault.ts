/** Encryption at rest of the journal's payloads: one data key per subject, wrapped by the master key. Destroying the key erases the subject. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

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
