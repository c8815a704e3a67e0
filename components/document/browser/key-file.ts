/**
 * The private file of the office or of recovery: both private halves (opening, vouching) wrapped by a passphrase (PBKDF2-SHA-256, 600,000 turns,
 * AES-256-GCM). Made in the head's browser, read in an agent's; unwrapped keys can be used and never taken out.
 */
import { z } from "zod";
import { fromBase64url, toBase64url } from "@/lib/document/jwe";
import { fingerprintSchema, type Holder, holders, type KeyStatement, statementSchema } from "@/lib/document/schema";

const FORMAT = "portail-famille/cle-documents/1";
const TURNS = 600_000;
const OAEP = { name: "RSA-OAEP", hash: "SHA-256" } as const;
const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;
/** The office's is used each day; recovery's lies for years. */
const BITS: Record<Holder, number> = { office: 3072, recovery: 4096 };

const text = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(8000);
const wrappedSchema = z.object({ iv: text, key: text });
const fileSchema = z.object({
  format: z.literal(FORMAT),
  holder: z.enum(holders),
  fingerprint: fingerprintSchema,
  madeOn: z.string(),
  turns: z.number().int().min(TURNS).max(10_000_000),
  salt: text,
  decrypt: wrappedSchema,
  sign: wrappedSchema,
});
export type KeyFile = z.infer<typeof fileSchema>;

type Pairs = { decrypt: CryptoKeyPair; sign: CryptoKeyPair };
export type FreshKeys = { statement: KeyStatement; pairs: Record<Holder, Pairs> };
export type OpenKeys = { holder: Holder; fingerprint: string; decrypt: CryptoKey; sign: CryptoKey };

/** New keys for office and recovery. Seconds of work; the private halves stay in this page until they are wrapped. */
export async function makeKeys(madeOn: string): Promise<FreshKeys> {
  const [office, recovery] = await Promise.all(holders.map(makePairs));
  if (!office || !recovery) throw new Error("Two pairs are made");
  const statement = { v: 1, madeOn, office: await publicOf(office), recovery: await publicOf(recovery) };
  return { statement: statementSchema.parse(statement), pairs: { office, recovery } };
}

async function makePairs(holder: Holder): Promise<Pairs> {
  const shape = { ...OAEP, modulusLength: BITS[holder], publicExponent: new Uint8Array([1, 0, 1]) };
  const [decrypt, sign] = await Promise.all([
    crypto.subtle.generateKey(shape, true, ["encrypt", "decrypt"]),
    crypto.subtle.generateKey(CURVE, true, ["sign", "verify"]),
  ]);
  return { decrypt, sign };
}

async function publicOf({ decrypt, sign }: Pairs) {
  const { kty, n, e } = await crypto.subtle.exportKey("jwk", decrypt.publicKey);
  const { kty: curve, crv, x, y } = await crypto.subtle.exportKey("jwk", sign.publicKey);
  return { decrypt: { kty, n, e }, sign: { kty: curve, crv, x, y } };
}

type Locking = { holder: Holder; fingerprint: string; madeOn: string; passphrase: string };

export async function lockKeys({ decrypt, sign }: Pairs, { passphrase, ...about }: Locking): Promise<KeyFile> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const lock = await lockOf(passphrase, salt, TURNS);
  const wrap = async (key: CryptoKey) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const wrapped = await crypto.subtle.wrapKey("pkcs8", key, lock, { name: "AES-GCM", iv });
    return { iv: toBase64url(iv), key: toBase64url(new Uint8Array(wrapped)) };
  };
  const wrapped = { decrypt: await wrap(decrypt.privateKey), sign: await wrap(sign.privateKey) };
  return { format: FORMAT, ...about, turns: TURNS, salt: toBase64url(salt), ...wrapped };
}

async function lockOf(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(passphrase.normalize("NFC").trim());
  const base = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  const shape = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(shape, base, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
}

/** Null when the text is no private file of ours. */
export function readKeyFile(content: string): KeyFile | null {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(content));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Null when the passphrase is not the one. The keys that come out cannot be exported. */
export async function unlockKeys(file: KeyFile, passphrase: string): Promise<OpenKeys | null> {
  const lock = await lockOf(passphrase, fromBase64url(file.salt), file.turns);
  const unwrap = (wrapped: KeyFile["sign"], shape: RsaHashedImportParams | EcKeyImportParams, use: KeyUsage) =>
    crypto.subtle.unwrapKey(
      "pkcs8",
      fromBase64url(wrapped.key),
      lock,
      { name: "AES-GCM", iv: fromBase64url(wrapped.iv) },
      shape,
      false,
      [use],
    );
  try {
    const [decrypt, sign] = await Promise.all([
      unwrap(file.decrypt, OAEP, "decrypt"),
      unwrap(file.sign, CURVE, "sign"),
    ]);
    return { holder: file.holder, fingerprint: file.fingerprint, decrypt, sign };
  } catch {
    return null;
  }
}
