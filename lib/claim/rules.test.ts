import { describe, expect, it } from "vitest";
import { type ClaimFacts, type ClaimNews, claimStates, isLive, keepsBack, mayBecome, moveFor } from "./rules";

const claim: ClaimFacts = { state: "taken", amountCents: 5000, collectedCents: 1000, asOf: "2026-11-10" };
const news: ClaimNews = { state: null, collectedCents: null, asOf: "2026-11-20" };
const move = (facts: Partial<ClaimFacts>, said: Partial<ClaimNews>) =>
  moveFor({ ...claim, ...facts }, { ...news, ...said });

describe("what the treasury answers", () => {
  it("is entered as what is new since the last file", () => {
    expect(move({}, { collectedCents: 3000 })).toEqual({ state: "taken", collectedCents: 2000, leftCents: 0 });
    expect(move({ collectedCents: 3000 }, { collectedCents: 3000 })).toBeNull();
  });

  it("settles with the whole, not a cent before", () => {
    expect(move({}, { collectedCents: 4999 })).toMatchObject({ state: "taken", collectedCents: 3999 });
    expect(move({}, { collectedCents: 5000 })).toMatchObject({ state: "settled", collectedCents: 4000 });
    expect(move({}, { collectedCents: 5001 })).toBe("too-much");
    expect(move({}, { collectedCents: -1 })).toBe("too-much");
    expect(move({}, { state: "settled" })).toMatchObject({ state: "settled", collectedCents: 4000 });
    expect(move({}, { state: "settled", collectedCents: 4999 })).toMatchObject({
      state: "taken",
      collectedCents: 3999,
    });
  });

  it("takes a claim that it collects on into charge", () => {
    expect(move({ state: "handed", collectedCents: 0 }, { collectedCents: 1 })).toMatchObject({ state: "taken" });
    expect(move({ state: "handed", collectedCents: 0 }, { state: "taken" })).toEqual({
      state: "taken",
      collectedCents: 0,
      leftCents: 0,
    });
  });

  it("opens a settled claim again when a payment was taken back", () => {
    const settled = { state: "settled" as const, collectedCents: 5000 };
    expect(move(settled, { collectedCents: 1000 })).toEqual({ state: "taken", collectedCents: -4000, leftCents: 0 });
    expect(move(settled, { state: "taken", collectedCents: 5000 })).toBeNull();
  });

  it.each(["refused", "cancelled", "written_off"] as const)(
    "ends it as %s with what was not collected left over",
    (state) => {
      expect(move({}, { state })).toEqual({ state, collectedCents: 0, leftCents: 4000 });
    },
  );

  it("changes nothing when it tells an older situation; the same day counts", () => {
    expect(move({}, { state: "refused", asOf: "2026-11-09" })).toBeNull();
    expect(move({}, { state: "refused", asOf: "2026-11-10" })).toMatchObject({ state: "refused" });
  });

  it("never moves a claim that has ended", () => {
    for (const state of claimStates.filter((one) => !isLive(one))) {
      for (const other of claimStates) expect(mayBecome(state, other)).toBe(false);
      expect(move({ state }, { state: "settled" })).toBe("impossible");
      expect(move({ state }, { collectedCents: 1500 })).toBe("impossible");
    }
    expect(move({ state: "settled", collectedCents: 5000 }, { state: "refused" })).toBe("impossible");
  });
});

describe("an invoice", () => {
  const free = {
    ...{ dueCents: 1, hasLiveClaim: false, isBeingPaid: false, isBeingDebited: false },
    ...{ isContested: false, isPlanned: false },
  };

  it("may be handed over when it is owed and nothing else is under way", () => {
    expect(keepsBack(free)).toBeNull();
  });

  it.each([
    [{ dueCents: 0 }, "nothing-due"],
    [{ hasLiveClaim: true, dueCents: 0 }, "claimed"],
    [{ isBeingPaid: true }, "paying"],
    [{ isBeingDebited: true }, "debited"],
    [{ isContested: true }, "contested"],
    [{ isPlanned: true }, "plan"],
  ])("stays with the régie for %j", (facts, reason) => {
    expect(keepsBack({ ...free, ...facts })).toBe(reason);
  });
});
