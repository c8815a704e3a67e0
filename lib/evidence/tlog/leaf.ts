/** The leaf of the journal and the commitments it carries (facts: evidence §2). Pure: randomness comes from the caller. */
import { HASH_BYTES, hmacSha256 } from "./primitives";
import { decodeBase64, encodeBase64 } from "./strict/base64";
import { utf8 } from "./strict/bytes";
import { canonical, canonicalOf, type Json } from "./strict/canonical";
import { isObject, type ParsedJson, type ParsedObject, parseJson } from "./strict/json";

export const SALT_BYTES = 32;
/** The most that the two bytes of an entry's length can say (§7). */
const LEAF_BYTES = 65_535;

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

const PART = /^[a-z]{1,16}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const WORD = /^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/;

/** HMAC-SHA-256 under a fresh salt of exactly 32 bytes, so that an amount or a name can't be guessed from it. */
export function commitment(salt: Uint8Array, part: string, eventId: string, payload: Json | ParsedJson): string {
  if (salt.length !== SALT_BYTES) throw new Error("A salt has 32 bytes");
  if (!PART.test(part)) throw new Error(`Not a part name: ${part}`);
  const message = `pf-commit/v1\n${part}\n${eventId}\n${canonical(payload)}`;
  return encodeBase64(hmacSha256(salt, utf8(message)));
}

export function leafText(leaf: Leaf): string {
  return canonical(leaf);
}

/** Null unless the text is, byte for byte, the canonical form of a leaf with its nine fields and nothing else. */
export function parseLeaf(text: string): Leaf | null {
  const value = parseJson(text)?.value;
  if (!isObject(value) || canonicalOf(value) !== text || utf8(text).length > LEAF_BYTES) return null;
  return isLeaf(value) ? value : null;
}

const fields: Record<keyof Leaf, (value: ParsedJson) => boolean> = {
  v: (value) => value === 1,
  id: isUuid,
  at: (value) => typeof value === "string" && INSTANT.test(value),
  type: (value) => typeof value === "string" && value.includes(".") && value.split(".").every(isWord),
  role: (value) => typeof value === "string" && isWord(value),
  actor: isUuid,
  subject: (value) => value === null || isUuid(value),
  object: isObjectName,
  c: (value) => isObject(value) && Object.entries(value).every(([part, one]) => PART.test(part) && isCommitment(one)),
};

function isLeaf(value: ParsedObject): value is ParsedObject & Leaf {
  return (
    Object.keys(value).length === Object.keys(fields).length &&
    Object.entries(fields).every(([name, holds]) => {
      const field = value[name];
      return field !== undefined && holds(field);
    })
  );
}

function isUuid(value: ParsedJson): boolean {
  return typeof value === "string" && UUID.test(value);
}

function isWord(text: string): boolean {
  return WORD.test(text);
}

/** Kind, a slash, a UUID. */
function isObjectName(value: ParsedJson): boolean {
  const [kind = "", id = "", ...rest] = typeof value === "string" ? value.split("/") : [];
  return rest.length === 0 && isWord(kind) && UUID.test(id);
}

function isCommitment(value: ParsedJson): boolean {
  return typeof value === "string" && decodeBase64(value, HASH_BYTES) !== null;
}
