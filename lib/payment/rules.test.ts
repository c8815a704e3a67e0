import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnswerFields, judge, type Reading } from "@/lib/payfip/rules-answer";
import {
  ATTEMPT_STATES,
  type AttemptState,
  afterEvent,
  afterLastPoll,
  afterOpening,
  EDGES,
  isFinal,
  isSettled,
  needsPerson,
  next,
} from "./rules";

const asked = { amountCents: 4250, refdet: "PER2026000123" };

function result(letter: string, change: AnswerFields = {}): Reading {
  const verdict = judge({ resultrans: letter, montant: "4250", refdet: "PER2026000123", ...change }, asked);
  return { kind: "verdict", verdict };
}

function code(text: string): Reading {
  return { kind: "code", code: text };
}

const silence: Reading = { kind: "silence" };

describe("the graph of a payment attempt", () => {
  it("reaches every state from the start", () => {
    const reached = new Set<AttemptState>(["started"]);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const { from, to } of EDGES) if (reached.has(from)) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...ATTEMPT_STATES].sort());
  });

  it("names an event on every edge, and an event leads from a state to one other state only", () => {
    for (const { event, from, to } of EDGES) {
      expect(event).toMatch(/^payment\.[a-z]+(-[a-z]+)*$/);
      expect(afterEvent(from, event)).toBe(to);
    }
    expect(new Set(EDGES.map(({ from, event }) => `${from} ${event}`)).size).toBe(EDGES.length);
    expect(new Set(EDGES.map(({ from, to }) => `${from} ${to}`)).size).toBe(EDGES.length);
  });

  it("leaves a final state by a correction only, and never goes back to an open one", () => {
    for (const { from, to, correction } of EDGES) {
      expect(correction, `${from} → ${to}`).toBe(isFinal(from));
      if (isFinal(from)) expect(isFinal(to), `${from} → ${to}`).toBe(true);
    }
  });

  it("takes money back only by a later rejection, a second payment or a hand-over", () => {
    const losses = EDGES.filter(({ from, to }) => isSettled(from) && !isSettled(to));
    expect(new Set(losses.map(({ event }) => event))).toEqual(
      new Set(["payment.rejected-later", "payment.found-twice", "payment.found-handed-over"]),
    );
  });

  it("has no edge from a state to itself and none that nobody may walk", () => {
    for (const { from, to, by } of EDGES) {
      expect(from).not.toBe(to);
      expect(by.length).toBeGreaterThan(0);
    }
  });
});

describe("a payment that waits", () => {
  it.each([
    ["is told nothing yet, at 19 minutes", code("P5"), 19, null],
    ["has expired at 20 minutes", code("P5"), 20, "payment.expired"],
    ["has expired at 21 minutes", code("P5"), 21, "payment.expired"],
    ["still waits a second before 20 minutes", code("P5"), 20 - 1 / 60, null],
    ["does not expire while its age is not known", code("P5"), null, null],
    ["has expired when PayFiP forgot it, at 19 minutes", code("P1"), 19, "payment.expired"],
    ["has expired when PayFiP forgot it, at 20 minutes", code("P1"), 20, "payment.expired"],
    ["has expired when PayFiP forgot it, at 21 minutes", code("P1"), 21, "payment.expired"],
    ["is not yet cancelled at 19 minutes: the payer may come back", result("A"), 19, null],
    ["is cancelled at 20 minutes", result("A"), 20, "payment.cancelled"],
    ["is cancelled at 21 minutes", result("A"), 21, "payment.cancelled"],
    ["is paid by card", result("P"), 1, "payment.paid-by-card"],
    ["is paid by direct debit", result("V"), 1, "payment.paid-by-debit"],
    ["is paid however late", result("P"), 100_000, "payment.paid-by-card"],
    ["is refused by card", result("R"), 1, "payment.refused"],
    ["is refused by direct debit", result("Z"), 1, "payment.refused"],
    ["is unclear without a result", result(""), 1, "payment.unclear"],
    ["is unclear with a letter nobody knows", result("B"), 1, "payment.unclear"],
    ["is put aside when another amount was paid", result("P", { montant: "4251" }), 1, "payment.amount-differed"],
    ["is put aside when the amount is missing", result("P", { montant: "" }), 1, "payment.suspected"],
    ["is put aside when another reference was paid", result("P", { refdet: "PER2026000124" }), 1, "payment.suspected"],
    ["is put aside when a refusal names another amount", result("R", { montant: "1" }), 1, "payment.suspected"],
    ["does not move on an outage", silence, 100_000, null],
    ["does not move on a technical code", code("999"), 100_000, null],
    ["does not move on a code nobody knows", code("Q7"), 100_000, null],
    ["does not move when told that its link is used", code("P3"), 100_000, null],
  ] as const)("%s", (_, reading, age, expected) => {
    expect(next("pending", reading, age)).toBe(expected);
  });
});

describe("an attempt that is already decided", () => {
  it.each([
    ["expired", result("P"), "payment.corrected-to-card"],
    ["expired", result("V"), "payment.corrected-to-debit"],
    ["expired", result("R"), "payment.corrected-to-refused"],
    ["expired", result("A"), "payment.corrected-to-cancelled"],
    ["expired", code("P1"), null],
    ["cancelled", result("P"), "payment.corrected-to-card"],
    ["cancelled", result("P", { montant: "1" }), "payment.corrected-to-amount"],
    ["refused", result("P"), "payment.corrected-to-card"],
    ["refused", result("V", { refdet: "OTHER00" }), "payment.corrected-to-suspect"],
    ["refused", result("A"), null],
    ["paid_card", result("P"), null],
    ["paid_card", result("R"), null],
    ["paid_card", result("A"), null],
    ["paid_card", code("P1"), null],
    ["paid_debit", code("P1"), null],
    ["paid_debit", result("V"), null],
    ["paid_debit", result("Z"), "payment.rejected-later"],
    ["paid_debit", result("R"), null],
    ["suspect", result("P"), null],
    ["amount_differs", result("P"), null],
    ["paid_twice", result("P"), null],
    ["paid_twice", result("V"), null],
    ["paid_twice", result("Z"), "payment.rejected-later"],
    ["after_hand_over", result("Z"), "payment.rejected-later"],
    ["after_hand_over", code("P5"), null],
    ["rejected_later", result("V"), null],
    ["started", result("P"), null],
  ] as const)("%s", (state, reading, expected) => {
    expect(next(state, reading, 60 * 24)).toBe(expected);
  });

  it("says nothing new when the same answer comes twice", () => {
    const readings = [
      result("P"),
      result("V"),
      result("R"),
      result("Z"),
      result("A"),
      result(""),
      code("P1"),
      code("P5"),
    ];
    for (const reading of readings) {
      const first = next("pending", reading, 30);
      const then = first && afterEvent("pending", first);
      expect(then && next(then, reading, 30)).toBeNull();
    }
  });
});

const anyReading = fc.oneof(
  fc
    .record({
      letter: fc.constantFrom("P", "V", "R", "Z", "A", "", "B"),
      montant: fc.constantFrom("4250", "4251", "", "x"),
      refdet: fc.constantFrom("PER2026000123", "PER2026000124"),
    })
    .map(({ letter, ...change }) => result(letter, change)),
  fc.constantFrom("P1", "P3", "P5", "999", "Z9").map(code),
  fc.constant(silence),
);

it("whatever PayFiP says in whatever order, money that arrived is never forgotten and no state is invented", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyReading, fc.integer({ min: 0, max: 3000 })), { maxLength: 12 }), (answers) => {
      let state: AttemptState = "pending";
      let arrived = false;
      for (const [reading, age] of answers) {
        const event = next(state, reading, age);
        if (!event) continue;
        const to = afterEvent(state, event);
        expect(to).not.toBeNull();
        state = to ?? state;
        arrived ||= isSettled(state);
        if (arrived) expect(isSettled(state) || needsPerson(state)).toBe(true);
      }
      const last = afterLastPoll(state);
      expect(isFinal(last ? (afterEvent(state, last) ?? state) : state)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

describe("opening a payment", () => {
  it.each([
    ["opened", "pending"],
    ["refused", "refused"],
    ["lost", "expired"],
  ] as const)("that is %s leads to %s", (ending, state) => {
    expect(afterEvent("started", afterOpening(ending))).toBe(state);
  });
});
