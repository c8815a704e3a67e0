import { describe, expect, it } from "vitest";
import { type ClaimFacts, claimStates, isLive, keepsBack, mayBecome, moveFor } from "./rules";
import { newsOf } from "./rules-answer";

const taken: ClaimFacts = { state: "taken", leftCents: 4000, collectedCents: 1000 };
const settled: ClaimFacts = { state: "settled", leftCents: 0, collectedCents: 5000 };
const handed: ClaimFacts = { state: "handed", leftCents: 5000, collectedCents: 0 };
const still = { collectedCents: 0, givenUpCents: 0, returnedCents: 0 };

describe("what the treasury answers", () => {
  it("settles with the last cent, and never takes more", () => {
    const money = (cents: number) => moveFor(taken, { kind: "collected", cents });
    expect(money(3999)).toEqual({ ...still, state: "taken", collectedCents: 3999 });
    expect(money(4000)).toEqual({ ...still, state: "settled", collectedCents: 4000 });
    expect(money(4001)).toBe("too-much");
  });

  it("takes a claim into charge, once, and with its first receipt at the latest", () => {
    expect(moveFor(handed, { kind: "taken" })).toEqual({ ...still, state: "taken" });
    expect(moveFor(taken, { kind: "taken" })).toBeNull();
    expect(moveFor(settled, { kind: "taken" })).toBeNull();
    expect(moveFor(handed, { kind: "collected", cents: 1 })).toMatchObject({ state: "taken" });
  });

  it("told as settled counts what was left; its receipts, told afterwards, count no second time", () => {
    expect(moveFor(taken, { kind: "settled" })).toEqual({ ...still, state: "settled", collectedCents: 4000 });
    expect(moveFor(settled, { kind: "collected", cents: 4000 })).toBeNull();
    expect(moveFor(settled, { kind: "settled" })).toBeNull();
  });

  it("opens a settled claim again when a payment was taken back, not beyond what was paid", () => {
    const back = (cents: number) => moveFor(settled, { kind: "collected", cents });
    expect(back(-5000)).toEqual({ ...still, state: "taken", collectedCents: -5000 });
    expect(back(-5001)).toBe("too-much");
  });

  it("gives what was not collected back to the régie, or gives it up", () => {
    expect(moveFor(taken, { kind: "refused" })).toEqual({ ...still, state: "refused", returnedCents: 4000 });
    expect(moveFor(taken, { kind: "cancelled" })).toEqual({ ...still, state: "cancelled", returnedCents: 4000 });
    expect(moveFor(taken, { kind: "written_off" })).toEqual({ ...still, state: "written_off", givenUpCents: 4000 });
    expect(moveFor(taken, { kind: "given-up", cents: 3999 })).toMatchObject({ state: "taken", givenUpCents: 3999 });
    expect(moveFor(taken, { kind: "given-up", cents: 4000 })).toMatchObject({
      state: "written_off",
      givenUpCents: 4000,
    });
    expect(moveFor(taken, { kind: "given-up", cents: 4001 })).toBe("too-much");
  });

  it("never moves a claim that has ended", () => {
    for (const state of claimStates.filter((one) => !isLive(one))) {
      for (const other of claimStates) expect(mayBecome(state, other)).toBe(false);
      const ended = { state, leftCents: 0, collectedCents: 1000 };
      expect(moveFor(ended, { kind: "settled" })).toBe("impossible");
      expect(moveFor(ended, { kind: "collected", cents: 1 })).toBe("impossible");
      expect(moveFor(ended, { kind: "collected", cents: -1 })).toBe("impossible");
    }
    expect(moveFor(settled, { kind: "refused" })).toBe("impossible");
  });
});

describe("the codes of a return", () => {
  const state = (piece: string, lines = "") => newsOf({ kind: "state", state: piece, lines });
  const money = (origin: string, amountCents = 500) => newsOf({ kind: "money", origin, amountCents });

  it.each([
    ["01", "", null],
    ["02", "03", { kind: "taken" }],
    ["02", "05", { kind: "settled" }],
    ["02", "06", { kind: "written_off" }],
    ["02", "04-05", { kind: "taken" }],
    ["03", "", { kind: "taken" }],
    ["04", "", { kind: "refused" }],
    ["05", "", { kind: "cancelled" }],
    ["received", "", null],
    ["not-received", "", { kind: "refused" }],
    ["99", "", null],
  ])("piece %s with lines %j", (piece, lines, expected) => {
    expect(state(piece, lines)).toEqual(expected);
  });

  it.each(["01", "02", "03", "04", "05", "10", "12"])("origin %s is a receipt", (origin) => {
    expect(money(origin)).toEqual({ kind: "collected", cents: 500 });
  });

  it("a list of write-offs gives up; what is not certain goes to a person", () => {
    expect(money("06")).toEqual({ kind: "given-up", cents: 500 });
    expect(["07", "08", "09", "11", "xx"].map((origin) => money(origin))).toEqual(Array(5).fill("unclear"));
    expect(money("02", 0)).toBeNull();
  });
});

describe("an invoice", () => {
  const free = { dueCents: 1, hasLiveClaim: false, holds: [] };

  it("may be handed over when it is owed and nothing else is under way", () => {
    expect(keepsBack(free)).toBeNull();
  });

  it.each([
    [{ dueCents: 0 }, "nothing-due"],
    [{ hasLiveClaim: true, dueCents: 0 }, "claimed"],
    [{ holds: ["payment" as const] }, "payment"],
    [{ holds: ["plan" as const, "contest" as const] }, "plan"],
  ])("stays with the régie for %j", (facts, reason) => {
    expect(keepsBack({ ...free, ...facts })).toBe(reason);
  });
});
