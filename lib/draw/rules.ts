/**
 * A draw that anybody can run again (docs/draw.md). The seed is 32 random bytes, promised by its SHA-256 before the first wish. When the
 * wishes are closed: the number of a ticket is HMAC-SHA256(seed, ticket); tickets are called by priority, then by number, the smallest first;
 * each takes those of its days that still have a place. Nobody wins by being first, nor by what they know. Pure.
 */
import { hmacSha256, sha256 } from "@/lib/evidence/tlog/primitives";
import type { CivilDate } from "@/lib/kernel/civil-date";

export type Ticket = {
  ticket: string;
  /** Rank of the first priority of the rules that the child meets; 1 is called first. */
  priority: number;
  days: readonly CivilDate[];
};
export type DayPlaces = { day: CivilDate; places: number };
export type Drawn = {
  ticket: string;
  priority: number;
  /** HMAC-SHA256 of the ticket under the seed, in hexadecimal: as text it compares like the number it is. */
  number: string;
  given: CivilDate[];
  waiting: CivilDate[];
};

const SEED = /^[0-9a-f]{64}$/;

/** What is published before the first wish: the SHA-256 of the 32 bytes, in hexadecimal. */
export function commitmentOf(seed: string): string {
  return toHex(sha256(bytesOf(seed)));
}

export function numberOf(seed: string, ticket: string): string {
  return toHex(hmacSha256(bytesOf(seed), new TextEncoder().encode(ticket)));
}

export type Wishes = { seed: string; tickets: readonly Ticket[]; places: readonly DayPlaces[] };

/** In the order in which the tickets were called. The order of `tickets` changes nothing. */
export function draw({ seed, tickets, places }: Wishes): Drawn[] {
  const left = new Map(places.map(({ day, places: count }) => [day, count]));
  return calledOrder(seed, tickets).map(({ ticket, priority, number, days }) => {
    const wished = [...new Set(days)].sort();
    const given = wished.filter((day) => (left.get(day) ?? 0) > 0);
    for (const day of given) left.set(day, (left.get(day) ?? 0) - 1);
    return { ticket, priority, number, given, waiting: wished.filter((day) => !given.includes(day)) };
  });
}

function calledOrder(seed: string, tickets: readonly Ticket[]) {
  return tickets
    .map((one) => ({ ...one, number: numberOf(seed, one.ticket) }))
    .sort((a, b) => a.priority - b.priority || compare(a.number, b.number) || compare(a.ticket, b.ticket));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function bytesOf(seed: string): Uint8Array {
  if (!SEED.test(seed)) throw new Error("A seed is 64 hexadecimal digits");
  return Uint8Array.from(seed.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** "0007": numbers are given in the order of arrival, so that nobody chooses them. */
export function ticketName(index: number): string {
  return String(index).padStart(4, "0");
}

export type DrawPhase = "announced" | "open" | "closed" | "drawn" | "cancelled";

/** Where a draw stands at a moment; its window is from the opening on and before the closing. */
export function phaseOf(
  { state, opensAt, closesAt }: { state: "open" | "drawn" | "cancelled"; opensAt: string; closesAt: string },
  now: string,
): DrawPhase {
  if (state !== "open") return state;
  if (now < opensAt) return "announced";
  return now < closesAt ? "open" : "closed";
}
