/**
 * Encryption of documents (RFC 7516, general serialisation): AES-256-GCM for the page, RSA-OAEP-256 for its key, once for the office and once for
 * recovery, and the page bound to its place by the additional data. Runs in browsers and in Node alike; jose makes and opens, WebCrypto re-wraps.
 */
import { calculateJwkThumbprint, GeneralEncrypt, generalDecrypt, importJWK } from "jose";
import { statementText } from "./rules-keys";
import type { Endorsement, Envelope, Holder, KeyStatement, PublicHolder } from "./schema";

const text = new TextEncoder();
const PROTECTED = { enc: "A256GCM" } as const;
const OAEP = { name: "RSA-OAEP", hash: "SHA-256" } as const;
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" } as const;
const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;

export type SealedPage = { envelope: Envelope; ciphertext: string };

/** Names one public key among the recipients. */
export const kidOf = ({ decrypt }: PublicHolder): Promise<string> => calculateJwkThumbprint(decrypt, "sha256");

/** The first 160 bits of the SHA-256 of the canonical statement, in hexadecimal. */
export async function fingerprintOf(statement: KeyStatement): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", text.encode(statementText(statement)));
  return hex(new Uint8Array(digest)).slice(0, 40);
}

export async function sealPage(plain: Uint8Array, statement: KeyStatement, aad: string): Promise<SealedPage> {
  const encryption = new GeneralEncrypt(plain)
    .setProtectedHeader(PROTECTED)
    .setAdditionalAuthenticatedData(text.encode(aad));
  for (const holder of [statement.office, statement.recovery]) {
    const header = { alg: "RSA-OAEP-256", kid: await kidOf(holder) };
    encryption.addRecipient(await importJWK(holder.decrypt, "RSA-OAEP-256")).setUnprotectedHeader(header);
  }
  const { ciphertext, ...envelope } = await encryption.encrypt();
  return { ciphertext, envelope: envelope as Envelope };
}

/** Throws when the key is not a recipient's, when a byte was changed, or when the page belongs elsewhere. */
export async function openPage({ envelope, ciphertext }: SealedPage, key: CryptoKey, aad: string): Promise<Uint8Array> {
  const { plaintext, additionalAuthenticatedData } = await generalDecrypt({ ...envelope, ciphertext }, key);
  if (new TextDecoder().decode(additionalAuthenticatedData) !== aad) throw new Error("The page belongs elsewhere");
  return plaintext;
}

/** The same page for other keys: its content key is unwrapped and wrapped again; the ciphertext is not touched nor needed. */
export async function rewrap(envelope: Envelope, own: { kid: string; key: CryptoKey }, next: KeyStatement) {
  const mine = envelope.recipients.find(({ header }) => header.kid === own.kid);
  if (!mine) throw new Error("The key is not a recipient's");
  const content = await crypto.subtle.decrypt(OAEP, own.key, fromBase64url(mine.encrypted_key));
  const recipients = [];
  for (const holder of [next.office, next.recovery]) {
    const key = await crypto.subtle.importKey("jwk", holder.decrypt, OAEP, false, ["encrypt"]);
    const wrapped = new Uint8Array(await crypto.subtle.encrypt(OAEP, key, content));
    const header = { alg: "RSA-OAEP-256" as const, kid: await kidOf(holder) };
    recipients.push({ header, encrypted_key: toBase64url(wrapped) });
  }
  return { ...envelope, recipients } satisfies Envelope;
}

/** Vouches for new keys with the signing half of the ones before. */
export async function endorse(next: KeyStatement, by: Holder, key: CryptoKey): Promise<Endorsement> {
  const signature = new Uint8Array(await crypto.subtle.sign(SIGNATURE, key, text.encode(statementText(next))));
  return { by, signature: toBase64url(signature) };
}

export async function isEndorsed(next: KeyStatement, endorsement: Endorsement, before: KeyStatement): Promise<boolean> {
  const key = await crypto.subtle.importKey("jwk", before[endorsement.by].sign, CURVE, false, ["verify"]);
  const signature = fromBase64url(endorsement.signature);
  return crypto.subtle.verify(SIGNATURE, key, signature, text.encode(statementText(next)));
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function toBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

export function fromBase64url(encoded: string): Uint8Array<ArrayBuffer> {
  const plain = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
