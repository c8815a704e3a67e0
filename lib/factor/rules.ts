/** The second factor of staff: what a typed code may be, and the ten codes that replace a lost telephone. Pure. */
import { readCode } from "@/lib/account/rules";

export const RECOVERY_CODES = 10;

export type TypedCode = { kind: "telephone"; digits: string } | { kind: "recovery"; code: string };

/** Six digits come from the telephone, ten letters from the sheet of recovery codes; spaces and dashes do not count. Null when it is neither. */
export function readTyped(text: string): TypedCode | null {
  const compact = text.replace(/[\s\u00a0.–-]/g, "");
  if (/^\d{6}$/.test(compact)) return { kind: "telephone", digits: compact };
  const code = readCode(text);
  return code ? { kind: "recovery", code } : null;
}

/** "JBSW Y3DP EHPK 3PXP": a secret that is typed by hand is read in fours. */
export function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
