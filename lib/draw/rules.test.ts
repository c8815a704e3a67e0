import { describe, expect, it } from "vitest";
import { commitmentOf, draw, numberOf, phaseOf, type Ticket, ticketName } from "./rules";
import { faultsOf } from "./rules-published";
import { DRAW_FORMAT, type PublishedDraw } from "./schema";

/** Seeds that are the same on every machine: the digits of a small counter, spread by the function itself. */
const seedOf = (index: number) => commitmentOf(index.toString(16).padStart(64, "0"));
const day = "2026-12-02";
const days = ["2026-12-02", "2026-12-09", "2026-12-16"];
const ticketsOf = (count: number, priority = 1): Ticket[] =>
  Array.from({ length: count }, (_, index) => ({ ticket: ticketName(index + 1), priority, days: [day] }));

/** Numbers between 0 and 1, always the same ones. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function shuffled<Item>(items: readonly Item[], next: () => number): Item[] {
  return items
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function aDraw(seedIndex: number): PublishedDraw {
  const next = chances(seedIndex + 1);
  const tickets = Array.from({ length: 40 }, (_, index) => ({
    ticket: ticketName(index + 1),
    priority: 1 + Math.floor(next() * 3),
    days: days.filter(() => next() < 0.6),
  })).filter((one) => one.days.length > 0);
  const places = days.map((one) => ({ day: one, places: Math.floor(next() * 15) }));
  const seed = seedOf(seedIndex);
  const about = {
    id: "d",
    label: "Mercredis de décembre",
    activity: "Centre",
    site: "Le Pré",
    closedAt: `${day}T12:00`,
  };
  const result = draw({ seed, tickets, places });
  return { format: DRAW_FORMAT, draw: about, commitment: commitmentOf(seed), seed, places, tickets, result };
}

describe("a draw", () => {
  it("gives the numbers that anybody computes from the seed", () => {
    const seed = "00".repeat(32);
    expect(commitmentOf(seed)).toBe("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
    // printf 0001 | openssl dgst -sha256 -mac HMAC -macopt hexkey:0000…
    expect(numberOf(seed, "0001")).toBe("0f9d72128cfec3d3a0eeb1e39fd55188c596426bffb07348652c2ae59e5edeee");
    expect(() => numberOf("00", "0001")).toThrow();
  });

  it("changes nothing when the wishes arrive in another order", () => {
    for (let index = 0; index < 60; index += 1) {
      const { seed, tickets, places, result } = aDraw(index);
      expect(draw({ seed, tickets: shuffled(tickets, chances(index + 99)), places })).toEqual(result);
    }
  });

  it("gives no day to more children than it has places, and every place that somebody wants", () => {
    for (let index = 0; index < 60; index += 1) {
      const { tickets, places, result } = aDraw(index);
      for (const { day: one, places: count } of places) {
        const wanted = tickets.filter((ticket) => ticket.days.includes(one)).length;
        expect(result.filter(({ given }) => given.includes(one)).length).toBe(Math.min(count, wanted));
      }
      for (const { ticket, given, waiting } of result) {
        expect([...given, ...waiting].sort()).toEqual(tickets.find((one) => one.ticket === ticket)?.days);
      }
    }
  });

  it("calls a priority before all that come after it", () => {
    for (let index = 0; index < 20; index += 1) {
      const ranks = aDraw(index).result.map(({ priority }) => priority);
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    }
  });

  it("gives equal tickets the same chance", () => {
    const [runs, count, places] = [4000, 10, 3];
    const wins = new Map<string, number>();
    const tickets = ticketsOf(count);
    for (let index = 0; index < runs; index += 1) {
      for (const { ticket, given } of draw({ seed: seedOf(index), tickets, places: [{ day, places }] })) {
        if (given.length > 0) wins.set(ticket, (wins.get(ticket) ?? 0) + 1);
      }
    }
    const expected = (runs * places) / count;
    const squares = tickets.map(({ ticket }) => ((wins.get(ticket) ?? 0) - expected) ** 2 / expected);
    // Nine degrees of freedom: less than one fair draw in a thousand is further away than 27.9.
    expect(squares.reduce((total, one) => total + one, 0)).toBeLessThan(27.9);
  });
});

describe("a published draw", () => {
  const published = aDraw(7);

  it("holds when nobody touched it", () => expect(faultsOf(published)).toEqual([]));

  it("is refused when the seed is not the one that was promised", () => {
    expect(faultsOf({ ...published, seed: seedOf(8) })).toMatchObject([{ kind: "seed" }]);
  });

  it("is refused when two tickets changed places", () => {
    const [first, second, ...rest] = published.result;
    if (!first || !second) throw new Error("a draw of two");
    expect(faultsOf({ ...published, result: [second, first, ...rest] })).not.toEqual([]);
  });

  it("is refused when a place was given to somebody else", () => {
    const at = published.result.findIndex(({ waiting }) => waiting.length > 0);
    const result = published.result.map((one, index) =>
      index === at ? { ...one, given: [...one.given, ...one.waiting], waiting: [] } : one,
    );
    expect(faultsOf({ ...published, result })).toMatchObject([{ kind: "places" }]);
  });

  it("is refused when a ticket is missing, added or moved up", () => {
    expect(faultsOf({ ...published, result: published.result.slice(1) })).toMatchObject([{ kind: "missing" }]);
    expect(faultsOf({ ...published, tickets: published.tickets.slice(1) })).toMatchObject([{ kind: "missing" }]);
    const tickets = published.tickets.map((one, index) => (index === 0 ? { ...one, priority: 9 } : one));
    expect(faultsOf({ ...published, tickets })).not.toEqual([]);
  });
});

describe("the window of a draw", () => {
  const window = { state: "open" as const, opensAt: "2026-11-20T08:00", closesAt: "2026-11-27T18:00" };

  it("opens on its minute and closes on its minute", () => {
    const phases = ["2026-11-20T07:59", "2026-11-20T08:00", "2026-11-27T17:59", "2026-11-27T18:00"].map((now) =>
      phaseOf(window, now),
    );
    expect(phases).toEqual(["announced", "open", "open", "closed"]);
    expect(phaseOf({ ...window, state: "drawn" }, "2026-11-20T08:00")).toBe("drawn");
  });
});
