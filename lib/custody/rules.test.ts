import { describe, expect, it } from "vitest";
import { afterMove, type Holder, isOver, refuseSwap, type SharedState, sharedMoves, whoDecides } from "./rules";

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

describe("who decides", () => {
  const [camille, sacha] = [holder("camille"), holder("sacha")];

  it("is the other holder of joint authority, who lives elsewhere", () => {
    expect(whoDecides([camille, sacha], "camille")).toEqual({ by: "other", guardianId: "sacha" });
    expect(whoDecides([camille, sacha], "sacha")).toEqual({ by: "other", guardianId: "camille" });
  });

  it.each([
    ["lives in the same home", { homes: camille.homes }, "alone"],
    ["has no authority", { authority: "none" as const }, "alone"],
    ["is barred from the child", { isBarred: true }, "alone"],
    ["has died", { isAlive: false }, "alone"],
    ["has no account", { hasAccount: false }, "office"],
    ["lives at a protected address", { homes: [{ id: "x", isProtected: true }] }, "office"],
    ["lives in no home of the child", { homes: [] }, "office"],
  ])("when the other %s", (_why, given, by) => {
    expect(whoDecides([camille, holder("sacha", given)], "camille")).toEqual({ by });
  });

  it.each([
    ["has sole authority", { authority: "sole" as const }, "alone"],
    ["has no authority", { authority: "none" as const }, "office"],
    ["is barred", { isBarred: true }, "office"],
    ["is barred, with sole authority", { authority: "sole" as const, isBarred: true }, "office"],
    ["lives at a protected address", { homes: [{ id: "y", isProtected: true }] }, "office"],
  ])("when who proposes %s", (_why, given, by) => {
    expect(whoDecides([holder("camille", given), sacha], "camille")).toEqual({ by });
  });

  it("is the office for a person who is no guardian of the child, and the home where none is recorded", () => {
    expect(whoDecides([sacha], "camille")).toEqual({ by: "office" });
    expect(whoDecides([], "camille")).toEqual({ by: "alone" });
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
