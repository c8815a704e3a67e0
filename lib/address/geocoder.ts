/**
 * The national geocoder of the Géoplateforme (facts: public-apis §2). Asked by the server, without cookie and without the visitor's address;
 * off unless GEOCODER_URL is set. Nothing of it is ever needed: silence, slowness and nonsense are an empty list.
 */
import { readBody } from "@/lib/server/body";
import { env } from "@/lib/server/env";
import { readSuggestions, type Suggestion } from "./schema";

/** A person who types does not wait longer for help. */
const PATIENCE_MS = 1_500;
const LARGEST_ANSWER = 200_000;
const REMEMBERED = 500;
const DAY_MS = 86_400_000;
/** After « too many » the service wants to be left alone. */
const PAUSE_MS = 5_000;

export type Geocoder = { suggest(query: string, nowMs: number): Promise<Suggestion[]> };

export function createGeocoder(baseUrl: string, patienceMs = PATIENCE_MS): Geocoder {
  const known = new Map<string, { until: number; found: Suggestion[] }>();
  let silentUntil = 0;
  return {
    async suggest(query, nowMs) {
      const key = query.toLowerCase();
      const kept = known.get(key);
      if (kept && kept.until > nowMs) return kept.found;
      if (nowMs < silentUntil) return [];
      const answer = await ask(baseUrl, query, patienceMs);
      if (!answer.ok) {
        if (answer.tooMany) silentUntil = nowMs + PAUSE_MS;
        return [];
      }
      const found = readSuggestions(answer.body);
      if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? "");
      known.set(key, { until: nowMs + DAY_MS, found });
      return found;
    },
  };
}

type Answer = { ok: true; body: unknown } | { ok: false; tooMany: boolean };

async function ask(baseUrl: string, query: string, patienceMs: number): Promise<Answer> {
  const url = new URL(`${baseUrl}/search`);
  url.search = new URLSearchParams({ q: query, index: "address", limit: "5", autocomplete: "1" }).toString();
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs), redirect: "error" });
    if (!answer.ok) return { ok: false, tooMany: answer.status === 429 };
    return { ok: true, body: JSON.parse(await readBody(answer, LARGEST_ANSWER)) };
  } catch {
    return { ok: false, tooMany: false };
  }
}

let geocoder: Geocoder | null = null;

/** The commune's geocoder, or null while the setting is off. */
export function addressHelp(): Geocoder | null {
  const { GEOCODER_URL } = env();
  if (!GEOCODER_URL) return null;
  geocoder ??= createGeocoder(GEOCODER_URL);
  return geocoder;
}
