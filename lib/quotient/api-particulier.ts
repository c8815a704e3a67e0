/**
 * API Particulier, version 3 (facts: public-apis §1): called by the server with the commune's token and SIRET, off unless its settings are there.
 * Nothing is thrown, and no page waits for it longer than three seconds. After « too many » it is left alone for as long as it asks: it bans who does not.
 */
import { readBody } from "@/lib/server/body";
import { env } from "@/lib/server/env";
import { type QuotientAnswer, type QuotientWish, questionOf, readQuotient } from "./schema";

const PATIENCE_MS = 2_800;
const LARGEST_ANSWER = 100_000;
/** When it names no time itself. */
const PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 12 * 3600;

export type Connection = { url: string; token: string; recipient: string; patienceMs?: number };
export type ApiParticulier = {
  ask(wish: Omit<QuotientWish, "householdId" | "consent">, nowMs: number): Promise<QuotientAnswer>;
};

export function createApiParticulier({ url, token, recipient, patienceMs = PATIENCE_MS }: Connection): ApiParticulier {
  let silentUntil = 0;
  return {
    async ask(wish, nowMs) {
      if (nowMs < silentUntil) return { outcome: "unavailable", code: "00429" };
      const address = new URL(`${url}/v3/dss/quotient_familial/identite`);
      for (const [key, value] of questionOf(wish)) address.searchParams.append(key, value);
      address.searchParams.append("recipient", recipient);
      try {
        const answer = await fetch(address, {
          headers: { authorization: `Bearer ${token}`, accept: "application/json" },
          signal: AbortSignal.timeout(patienceMs),
          redirect: "error",
        });
        if (answer.status === 429) silentUntil = nowMs + pauseOf(answer.headers.get("retry-after")) * 1_000;
        return readQuotient(answer.status, parsed(await readBody(answer, LARGEST_ANSWER)));
      } catch {
        return { outcome: "unavailable", code: null };
      }
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function pauseOf(header: string | null): number {
  const seconds = Number(header);
  return header && Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, LONGEST_PAUSE_SECONDS) : PAUSE_SECONDS;
}

let service: ApiParticulier | null = null;

/** The commune's access, or null while it has none. */
export function quotientService(): ApiParticulier | null {
  const { API_PARTICULIER_URL: url, API_PARTICULIER_TOKEN: token, API_PARTICULIER_RECIPIENT: recipient } = env();
  if (!url || !token || !recipient) return null;
  service ??= createApiParticulier({ url, token, recipient });
  return service;
}
