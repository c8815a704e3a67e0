import { describe, expect, it } from "vitest";
import { parisOf } from "@/lib/kernel/civil-date";
import { judge, type Reading } from "@/lib/payfip/rules-answer";
import { ATTEMPT_STATES } from "@/lib/payment/rules";
import { ageMinutes, isWorthAsking, mayLearn, nextPollAt, pollAt } from "./rules-poll";

/** Friday 20 November 2026, 14:07 in Paris. */
const opened = new Date("2026-11-20T13:07:00Z");

describe("the questions about an attempt opened at 14:07", () => {
  it.each([
    [0, "2026-11-20T14:08"],
    [1, "2026-11-20T14:10"],
    [2, "2026-11-20T14:17"],
    [3, "2026-11-20T14:27"],
    [4, "2026-11-20T15:07"],
    [5, "2026-11-21T14:07"],
    [6, "2026-11-22T04:30"],
    [7, "2026-11-23T04:30"],
  ])("come, after %i of them, at %s in Paris", (polls, moment) => {
    expect(parisOf(pollAt(opened, polls)).moment).toBe(moment);
  });

  it("keep the hour of the night when the clocks change", () => {
    const before = new Date("2026-10-22T10:00:00Z");
    expect([6, 7, 8].map((polls) => parisOf(pollAt(before, polls)).moment)).toEqual([
      "2026-10-24T04:30",
      "2026-10-25T04:30",
      "2026-10-26T04:30",
    ]);
  });

  it("never go back in time", () => {
    for (let polls = 1; polls < 40; polls++) expect(pollAt(opened, polls) > pollAt(opened, polls - 1)).toBe(true);
  });
});

describe("the nights of asking", () => {
  const result = (resultrans: string): Reading => ({ kind: "verdict", verdict: judge({ resultrans }) });
  const code = (text: string): Reading => ({ kind: "code", code: text });

  it.each([
    ["are thirty while nothing is decided", "pending", null, 30],
    ["are thirty while no letter is known", "unknown", null, 30],
    ["are thirty once it has expired", "expired", null, 30],
    ["are thirty at most once it is refused", "refused", "card", 30],
    ["are thirty at most once it is cancelled", "cancelled", null, 30],
    ["are sixty for a direct debit, which may bounce", "paid_debit", "debit", 60],
    ["are sixty for a direct debit that paid nothing owed", "paid_twice", "debit", 60],
    ["are sixty for a direct debit after the hand-over", "after_hand_over", "debit", 60],
  ] as const)("%s", (_, state, means, nights) => {
    expect(mayLearn({ state, means })).toBe(true);
    expect(isWorthAsking({ state, means, polls: 6 + nights - 1 })).toBe(true);
    expect(isWorthAsking({ state, means, polls: 6 + nights })).toBe(false);
    expect(nextPollAt({ state, means, createdAt: opened, polls: 6 + nights })).toBeNull();
  });

  it.each([
    ["money that is in by card", "paid_card", "card"],
    ["a card that paid nothing owed", "paid_twice", "card"],
    ["what a person looks at", "suspect", "card"],
    ["another amount", "amount_differs", "debit"],
    ["a debit that bounced", "rejected_later", "debit"],
    ["a payment that was never opened", "started", null],
  ] as const)("are none for %s", (_, state, means) => {
    expect(mayLearn({ state, means })).toBe(false);
    for (const polls of [0, 1, 6, 30]) expect(isWorthAsking({ state, means, polls })).toBe(false);
  });

  it("are none for the redirect form once it has expired: nobody can be asked", () => {
    expect(isWorthAsking({ state: "pending", means: null, gateway: "form", polls: 3 })).toBe(true);
    expect(isWorthAsking({ state: "expired", means: null, gateway: "form", polls: 4 })).toBe(false);
  });

  it("go on for a debit whose last night brought no answer, and end with the first that does", () => {
    const debit = { state: "paid_debit", means: "debit", createdAt: opened, polls: 66 } as const;
    expect(nextPollAt(debit, { kind: "silence" })).toEqual(pollAt(opened, 66));
    expect(nextPollAt(debit, result("V"))).toBeNull();
    expect(nextPollAt({ ...debit, means: "card" }, { kind: "silence" })).toBeNull();
  });

  it("come to an end in every state", () => {
    for (const state of ATTEMPT_STATES) expect(isWorthAsking({ state, means: "debit", polls: 66 }), state).toBe(false);
  });

  it.each([
    ["an expired operation is swept away", "expired", 7, code("P1"), true],
    ["not before the first night", "expired", 6, code("P1"), false],
    ["not while PayFiP still knows it", "expired", 7, code("P5"), false],
    ["not on silence", "expired", 7, { kind: "silence" } as const, false],
    ["it was refused, and still is", "refused", 7, result("R"), true],
    ["it was cancelled, and still is", "cancelled", 7, result("A"), true],
    ["not on a result that says nothing", "refused", 7, result(""), false],
    ["not when the refused one was not answered", "refused", 7, { kind: "silence" } as const, false],
    ["not for a debit, whatever is heard", "paid_debit", 7, code("P1"), false],
    ["not for what is undecided", "pending", 7, code("P1"), false],
  ] as const)("end early when %s", (_, state, polls, heard, ends) => {
    const asked = { state, means: "debit", createdAt: opened, polls };
    expect(nextPollAt(asked, heard) === null).toBe(ends);
  });
});

it("asks first a minute after the payment was opened", () => {
  const first = { state: "pending", means: null, createdAt: opened, polls: 0 } as const;
  expect(nextPollAt(first)).toEqual(new Date("2026-11-20T13:08:00Z"));
});

it("counts an age in minutes, and none when the clocks disagree", () => {
  expect(ageMinutes(opened, new Date("2026-11-20T13:26:30Z"))).toBe(19.5);
  expect(ageMinutes(opened, new Date("2026-11-20T13:06:58Z"))).toBe(0);
});
