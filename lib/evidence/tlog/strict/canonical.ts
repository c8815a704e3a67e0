/** Canonical JSON (RFC 8785, restricted as in docs/evidence: no floats, no lone surrogates): the same value is always the same bytes. Pure. */
import { type ParsedJson, parseJson } from "./json";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Throws on a float, an integer beyond 2^53−1, or a lone surrogate. Keys whose value is undefined are left out. */
export function canonical(value: Json | ParsedJson): string {
  if (typeof value === "number" || typeof value === "bigint") {
    if (!Number.isSafeInteger(value)) throw new Error(`Not a safe integer: ${value}`);
    return String(Object.is(value, -0) ? 0 : value);
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new Error("Lone surrogate in text");
    return JSON.stringify(value);
  }
  if (value === null || typeof value === "boolean") return String(value);
  if (isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const pairs = Object.entries(value)
    .filter((pair): pair is [string, Json] => pair[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${canonical(key)}:${canonical(inner)}`);
  return `{${pairs.join(",")}}`;
}

/** The canonical form of what was read, or null when it has none: an integer beyond 2^53−1. */
export function canonicalOf(value: ParsedJson): string | null {
  try {
    return canonical(value);
  } catch {
    return null;
  }
}

/** The canonical form of a JSON text, or null when the text is refused. */
export function canonicalText(text: string): string | null {
  const parsed = parseJson(text);
  return parsed && canonicalOf(parsed.value);
}

function isArray(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
