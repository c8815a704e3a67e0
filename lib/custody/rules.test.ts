import { describe, expect, it } from "vitest";
import { afterMove, type Holder, isOver, refuseSwap, type SharedState, sharedMoves, whoAnswers } from "./rules";

describe("the states of a proposal", () => {
  it("moves once, and then no more", () => {
    expect(sharedMoves.map((move) => afterMove("proposed", move))).toEqual([
      "agreed",
      "refused",
      "withdrawn",
      "expired",
    ]);
    const ends: SharedState[] = ["agreed", "refused", "withdrawn", "expired"];
    for (const state of ends) for (const move of sharedMoves) expect(afterMove(state, move)).toBeNull();
  });

  it("is over at its instant, not before", () => {
    const end = new Date("2026-12-08T08:00:00.000Z");
    expect([-1, 0, 1].map((ms) => isOver(end, new Date(end.getTime() + ms)))).toEqual([false, true, true]);
  });
});

const holder = (guardianId: string, given: Partial<Holder> = {}): Holder => ({
  ...{ guardianId, authority: "joint", isBarred: false, isAlive: true, hasAccount: true },
  homes: [{ id: `home-${guardianId}`, isProtected: false }],
  ...given,
});

describe("who is asked", () => {
  const [camille, sacha] = [holder("camille"), holder("sacha")];

  it("is the other holder of joint authority, who lives elsewhere", () => {
    expect(whoAnswers([camille, sacha], "camille")).toBe("sacha");
    expect(whoAnswers([camille, sacha], "sacha")).toBe("camille");
  });

  it.each([
    ["lives in the same home", { homes: camille.homes }],
    ["has no authority", { authority: "none" as const }],
    ["is barred from the child", { isBarred: true }],
    ["has died", { isAlive: false }],
    ["has no account: the office asks on paper", { hasAccount: false }],
    ["lives at a protected address", { homes: [{ id: "x", isProtected: true }] }],
    ["lives in no home of the child", { homes: [] }],
  ])("is nobody when the other %s", (_why, given) => {
    expect(whoAnswers([camille, holder("sacha", given)], "camille")).toBeNull();
  });

  it.each([
    ["decides alone", { authority: "sole" as const }],
    ["has no authority", { authority: "none" as const }],
    ["is barred", { isBarred: true }],
    ["lives at a protected address", { homes: [{ id: "y", isProtected: true }] }],
  ])("is nobody when who proposes %s", (_why, given) => {
    expect(whoAnswers([holder("camille", given), sacha], "camille")).toBeNull();
  });

  it("is nobody for a person who is no guardian of the child", () => {
    expect(whoAnswers([sacha], "camille")).toBeNull();
  });
});

describe("a day that changes homes", () => {
  const at = { today: "2026-11-23", here: "a", homes: ["a", "b"] };
  it.each([
    ["2026-11-23", "b", "past"],
    ["2026-11-24", "b", null],
    ["2027-11-23", "b", null],
    ["2027-11-24", "b", "too-far"],
    ["2026-12-01", "a", "already-there"],
    ["2026-12-01", "c", "no-other-home"],
  ])("%s to %s: %s", (day, to, expected) => {
    expect(refuseSwap({ day, to }, at)).toBe(expected);
  });

  it("needs two homes that are known here", () => {
    expect(refuseSwap({ day: "2026-12-01", to: "a" }, { ...at, homes: ["a"] })).toBe("no-other-home");
  });
});
