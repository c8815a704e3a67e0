/** One page, sealed and ready to be sent: the ciphertext as the bytes that travel, with their digest. */
import { sealPage } from "@/lib/document/jwe";
import type { Envelope, KeyStatement } from "@/lib/document/schema";

export type ToSeal = { bytes: Uint8Array<ArrayBuffer>; statement: KeyStatement; aad: string };
export type Sealed = { envelope: Envelope; ciphertext: Uint8Array<ArrayBuffer>; sha256: string };

export async function sealNow({ bytes, statement, aad }: ToSeal): Promise<Sealed> {
  const { envelope, ciphertext: text } = await sealPage(bytes, statement, aad);
  const ciphertext = new TextEncoder().encode(text);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", ciphertext));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { envelope, ciphertext, sha256 };
}
