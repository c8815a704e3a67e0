/** Identifiers. Rows carry time-ordered UUIDs; people read short references without ambiguous letters. */
import { randomBytes, randomUUID } from "node:crypto";
import { v5, v7 } from "uuid";

/** A fresh UUIDv7: random enough not to be guessed, ordered enough to index well. */
export function newId(): string {
  return v7();
}

/** A fresh UUIDv4 that says nothing, not even its time: pseudonyms of the journal. */
export function newPseudonym(): string {
  return randomUUID();
}

/** Drawn once: what the UUIDs of names are made in. Another one would give other ids. */
const NAMES = "edfad575-3141-4685-b543-201bb8d8d390";

/** The UUID of a thing that has a name and no id, such as a section of the settings: the same name gives the same UUID. */
export function idOfName(kind: string, name: string): string {
  return v5(`${kind}/${name}`, NAMES);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isId(value: string): boolean {
  return UUID.test(value);
}

/** 32 characters that cannot be mistaken for one another on paper or over the phone. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** A reference people can dictate, such as `VAL-7K4Q-93MD` (40 random bits after the prefix). */
export function newReference(prefix: string): string {
  const letters = Array.from(randomBytes(8), (byte) => ALPHABET.charAt(byte % 32)).join("");
  return `${prefix}-${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** A secret for a link or a cookie: 256 random bits, safe in a URL. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}
