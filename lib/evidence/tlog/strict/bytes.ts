/** Bytes, compared, joined and written. Nothing here is from Node, so that the same verifier can run in a browser. Pure. */

const encoder = new TextEncoder();

/** Throws on a lone surrogate, which UTF-8 cannot write. */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new Error("Lone surrogate in text");
  return encoder.encode(text);
}

/** Null when the bytes are not UTF-8. A byte order mark is kept, and then refused by who reads the text. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
