/**
 * Signing on line (issue 6, point 3): the words that are signed and their hash, and a code sent by mail that opens one signature. The hash covers the
 * reference, the version and each word, so that a text changed by a letter is another text. Pure.
 */
import { createHash } from "node:crypto";

export const proposalKinds = ["proposal", "conclusion"] as const;

export type Signed = { reference: string; version: number; kind: string; text: string };

/** What is hashed, written down so that anybody can do it again. */
function signedContent({ reference, version, kind, text }: Signed): string {
  return JSON.stringify({ reference, version, kind, text });
}

export const hashOf = (signed: Signed): string => createHash("sha256").update(signedContent(signed)).digest("hex");

/** Digits of a code, minutes it lives, tries it bears, and codes that one person may ask for in an hour. */
export const CODE_DIGITS = 8;
export const CODE_MINUTES = 15;
export const CODE_TRIES = 5;
export const CODES_AN_HOUR = 5;

export type Code = { tries: number; expiresAt: Date; spentAt: Date | null };
export type CodeRefusal = "no-code" | "expired" | "too-many-tries";

/** Whether a code may be tried at all; it serves until its last millisecond, and once. */
export function refuseCode(code: Code | null, now: Date): CodeRefusal | null {
  if (!code || code.spentAt) return "no-code";
  if (code.tries >= CODE_TRIES) return "too-many-tries";
  return now.getTime() > code.expiresAt.getTime() ? "expired" : null;
}
