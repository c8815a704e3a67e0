/**
 * Encryption of what leaves the server, with age (age-encryption.org): streams to a public recipient, opened by its secret identity.
 * The only file that knows the library; the format is public, so that any age tool opens a backup without the portal.
 */
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";

/** "AGE-SECRET-KEY-1…" and the recipient "age1…" to give to the portal. */
export async function newIdentity(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** Each of `recipients` opens it alone. Throws when one of them is none. */
export async function encryptTo(recipients: readonly string[], plain: Readable): Promise<Readable> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return Readable.fromWeb(
    (await encrypter.encrypt(Readable.toWeb(plain) as globalThis.ReadableStream)) as ReadableStream,
  );
}

/** Throws when none of the identities opens it, or when a byte was changed: at the latest at the end of the stream. */
export async function decryptWith(identity: string, sealed: Readable): Promise<Readable> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return Readable.fromWeb(
    (await decrypter.decrypt(Readable.toWeb(sealed) as globalThis.ReadableStream)) as ReadableStream,
  );
}

/** The secret line of an identity file: comments and empty lines are not it. */
export async function readIdentity(path: string): Promise<string | null> {
  const text = await readFile(path, "utf8");
  return text.split(/\r?\n/).find((line) => line.startsWith("AGE-SECRET-KEY-1")) ?? null;
}
