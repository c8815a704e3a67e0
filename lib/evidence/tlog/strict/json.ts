/**
 * JSON read strictly (evidence format §2 and §4): a key twice, a float, a lone surrogate, something after the value or a text too deep is refused,
 * where JSON.parse would keep the last key and round the number. Pure.
 */

/** An integer beyond 2^53−1 is a bigint, so that it is never rounded. Objects have no prototype. */
export type ParsedJson = null | boolean | number | bigint | string | ParsedJson[] | ParsedObject;
export type ParsedObject = { [key: string]: ParsedJson };

const DEEPEST = 1000;
/** Bounds the memory that a hostile text can ask for. */
const MOST_VALUES = 2_000_000;
const LONGEST_INTEGER = 40;
/** A text made of escapes is joined as it is read, so that its pieces are never all held. */
const MOST_PARTS = 4096;

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const HEX = /^[0-9a-fA-F]{4}$/;
const ESCAPES: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const WORDS = { true: true, false: false, null: null } as const;

type Cursor = { readonly text: string; at: number; values: number };

class NotJson extends Error {}

/** Null when the text is refused; else the value in a box, since null is a value. */
export function parseJson(text: string): { value: ParsedJson } | null {
  const cursor = { text, at: 0, values: 0 };
  try {
    const value = readValue(cursor, 0);
    skipSpace(cursor);
    return cursor.at === text.length ? { value } : null;
  } catch (error) {
    if (error instanceof NotJson) return null;
    throw error;
  }
}

export function isObject(value: ParsedJson | undefined): value is ParsedObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readValue(cursor: Cursor, depth: number): ParsedJson {
  if (depth > DEEPEST || ++cursor.values > MOST_VALUES) throw new NotJson();
  skipSpace(cursor);
  const first = cursor.text[cursor.at];
  if (first === "{") return readObject(cursor, depth);
  if (first === "[") return readArray(cursor, depth);
  if (first === '"') return readString(cursor);
  for (const [word, value] of Object.entries(WORDS))
    if (cursor.text.startsWith(word, cursor.at)) {
      cursor.at += word.length;
      return value;
    }
  return readInteger(cursor);
}

function readObject(cursor: Cursor, depth: number): ParsedObject {
  const object: ParsedObject = Object.create(null);
  cursor.at++;
  if (took(cursor, "}")) return object;
  do {
    skipSpace(cursor);
    if (cursor.text[cursor.at] !== '"') throw new NotJson();
    const key = readString(cursor);
    if (key in object || !took(cursor, ":")) throw new NotJson();
    object[key] = readValue(cursor, depth + 1);
  } while (took(cursor, ","));
  if (!took(cursor, "}")) throw new NotJson();
  return object;
}

function readArray(cursor: Cursor, depth: number): ParsedJson[] {
  const items: ParsedJson[] = [];
  cursor.at++;
  if (took(cursor, "]")) return items;
  do items.push(readValue(cursor, depth + 1));
  while (took(cursor, ","));
  if (!took(cursor, "]")) throw new NotJson();
  return items;
}

function readString(cursor: Cursor): string {
  const parts: string[] = [];
  let read = "";
  cursor.at++;
  for (;;) {
    parts.push(readPlain(cursor));
    if (cursor.text[cursor.at] === '"') break;
    parts.push(readEscape(cursor));
    if (parts.length > MOST_PARTS) read += parts.splice(0).join("");
  }
  cursor.at++;
  read += parts.join("");
  if (!read.isWellFormed()) throw new NotJson();
  return read;
}

/** Up to the next quotation mark or backslash. */
function readPlain(cursor: Cursor): string {
  const from = cursor.at;
  for (;;) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (Number.isNaN(code) || code < 0x20) throw new NotJson();
    if (code === 0x22 || code === 0x5c) return cursor.text.slice(from, cursor.at);
    cursor.at++;
  }
}

/** Leaves the cursor after the escape. */
function readEscape(cursor: Cursor): string {
  const letter = cursor.text[cursor.at + 1] ?? "";
  const simple = ESCAPES[letter];
  if (simple !== undefined) {
    cursor.at += 2;
    return simple;
  }
  const hex = cursor.text.slice(cursor.at + 2, cursor.at + 6);
  if (letter !== "u" || !HEX.test(hex)) throw new NotJson();
  cursor.at += 6;
  return String.fromCharCode(Number.parseInt(hex, 16));
}

function readInteger(cursor: Cursor): number | bigint {
  NUMBER.lastIndex = cursor.at;
  const [digits, fraction, exponent] = NUMBER.exec(cursor.text) ?? [];
  if (digits === undefined || fraction || exponent || digits.length > LONGEST_INTEGER) throw new NotJson();
  cursor.at += digits.length;
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits);
}

function took(cursor: Cursor, sign: string): boolean {
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== sign) return false;
  cursor.at++;
  return true;
}

function skipSpace(cursor: Cursor): void {
  for (;;) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    cursor.at++;
  }
}
