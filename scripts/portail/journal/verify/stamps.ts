/**
 * Time-stamp tokens against the authority's own certificate: what date each bears, and whether it is about the note it stands beside. A token that
 * was not checked dates nothing.
 */
import { TokenRefused, verifyToken } from "@/lib/evidence/anchor/openssl";
import type { Found } from "@/lib/evidence/check/findings";
import type { Claim } from "@/lib/evidence/check/walk";
import { claimOf } from "@/lib/evidence/seal/folder";
import { Mistake } from "../../io";

/** `at`: what the table says of its date, where there is a table. */
type Token = { note: string; tsr: Uint8Array; at: Date | null };

type CheckedTokens = { claims: Claim[]; found: Found[]; unchecked: number };

/** Of the program that is run for each: it costs some ten milliseconds. */
const AT_ONCE = 4;
/** A table keeps milliseconds, a token may keep none. */
const TOLERANCE = 1000;

export async function checkTokens(
  log: string,
  tokens: readonly Token[],
  authority: string | null,
): Promise<CheckedTokens> {
  const claims: Claim[] = [];
  const found: Found[] = [];
  for (let start = 0; start < tokens.length; start += AT_ONCE) {
    const few = tokens.slice(start, start + AT_ONCE);
    for (const { claim, fault } of await Promise.all(few.map((token) => checkToken(token, authority)))) {
      claims.push(claim);
      const size = claimOf(claim.note)?.size ?? null;
      const index = size !== null && size > 0n ? size - 1n : size;
      if (fault !== null) found.push({ check: "stamp", log, index, detail: fault });
    }
  }
  return { claims, found, unchecked: authority === null ? tokens.length : 0 };
}

async function checkToken({ note, tsr, at }: Token, authority: string | null) {
  const claim = (date: Date | null): Claim => ({ source: "timestamp", note, at: date?.toISOString() ?? null });
  if (authority === null) return { claim: claim(null), fault: null };
  try {
    const stamp = await verifyToken(tsr, { data: note }, authority);
    const isSame = at === null || Math.abs(at.getTime() - stamp.at.getTime()) <= TOLERANCE;
    const fault = isSame ? null : `the table dates it ${at.toISOString()}, the token says ${stamp.at.toISOString()}`;
    return { claim: claim(stamp.at), fault };
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw new Mistake((error as Error).message);
    return { claim: claim(null), fault: `the time-stamp token does not hold: ${error.message}` };
  }
}
