/** Standard base64 with padding (RFC 4648 §4), one text for each sequence of bytes: no other alphabet, no stray bit, no missing padding. Pure. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const NOT_A_DIGIT = 255;
const digits = new Uint8Array(128).fill(NOT_A_DIGIT);
for (let index = 0; index < ALPHABET.length; index++) digits[ALPHABET.charCodeAt(index)] = index;

export function encodeBase64(bytes: Uint8Array): string {
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const bits = (first << 16) | (second << 8) | third;
    const group = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((bits >> shift) & 63)).join("");
    const missing = Math.max(0, at + 3 - bytes.length);
    groups.push(group.slice(0, 4 - missing) + "=".repeat(missing));
  }
  return groups.join("");
}

/** Null unless the text is the only one that `encodeBase64` gives for its bytes, and there are `length` of them when that is asked. */
export function decodeBase64(text: string, length?: number): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const size = (text.length / 4) * 3 - padding;
  if (length !== undefined && size !== length) return null;
  const bytes = new Uint8Array(size);
  const end = text.length - padding;
  let bits = 0;
  let held = 0;
  let written = 0;
  for (let at = 0; at < end; at++) {
    const digit = digits[text.charCodeAt(at)] ?? NOT_A_DIGIT;
    if (digit === NOT_A_DIGIT) return null;
    bits = (bits << 6) | digit;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[written++] = bits >> held;
    bits &= (1 << held) - 1;
  }
  return bits === 0 ? bytes : null;
}
