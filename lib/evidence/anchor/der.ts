/** As much DER as a time-stamp query and its answer need (RFC 3161; X.690). Pure; reading never goes beyond the bytes it is given. */
import { joinBytes } from "../tlog/strict/bytes";

export type Element = { tag: number; value: Uint8Array /** Tag and length included. */; whole: Uint8Array };

export function write(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const value = joinBytes(...parts);
  const { length } = value;
  if (length >= 0x10000) throw new RangeError("Too long for a query");
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return joinBytes(new Uint8Array([tag, ...size]), value);
}

/** The elements that fill `bytes`, or null when they do not fill it exactly. */
export function readAll(bytes: Uint8Array): Element[] | null {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const one = readOne(bytes.subarray(at));
    if (!one) return null;
    found.push(one);
    at += one.whole.length;
  }
  return found;
}

function readOne(bytes: Uint8Array): Element | null {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null;
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || count > 4 || bytes.length < 2 + count) return null;
  const length = count === 0 ? first : bytes.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  const end = 2 + count + length;
  return end > bytes.length ? null : { tag, value: bytes.subarray(2 + count, end), whole: bytes.subarray(0, end) };
}

/** Follows a path of places through constructed elements: `at(bytes, 0, 1)` is the second element of the first. */
export function at(bytes: Uint8Array, ...path: readonly number[]): Element | null {
  let inside = bytes;
  let found: Element | null = null;
  for (const place of path) {
    found = readAll(inside)?.[place] ?? null;
    if (!found) return null;
    inside = found.value;
  }
  return found;
}
