/** The leaf of the journal and the commitments it carries (facts: evidence §2). Pure: randomness comes from the caller. */
import { createHmac } from "node:crypto";
import { canonical, type Json } from "./canonical";

export const SALT_BYTES = 32;

/** `subject` may be null; every id is random or a pseudonym: a leaf says nothing about a person by itself. */
export type Leaf = {
  v: 1;
  id: string;
  /** UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`. */
  at: string;
  type: string;
  role: string;
  actor: string;
  subject: string | null;
  object: string;
  /** Part name → commitment in base64. */
  c: Record<string, string>;
};

/** HMAC-SHA-256 under a fresh salt of exactly 32 bytes, so that an amount or a name can't be guessed from it. */
export function commitment(salt: Uint8Array, part: string, eventId: string, payload: Json): string {
  if (salt.length !== SALT_BYTES) throw new Error("A salt has 32 bytes");
  if (!/^[a-z]{1,16}$/.test(part)) throw new Error(`Not a part name: ${part}`);
  const message = `pf-commit/v1\n${part}\n${eventId}\n${canonical(payload)}`;
  return createHmac("sha256", salt).update(message, "utf8").digest("base64");
}

export function leafText(leaf: Leaf): string {
  return canonical(leaf);
}
