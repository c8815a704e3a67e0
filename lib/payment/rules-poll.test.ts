import { describe, expect, it } from "vitest";
import { parisOf } from "@/lib/kernel/civil-date";
import { ATTEMPT_STATES, isFinal } from "./rules";
import { ageMinutes, isWorthAsking, nextPollAt, pollAt } from "./rules-poll";

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

it("goes on for thirty nights while nothing is decided, and until the first night once it is", () => {
  expect(isWorthAsking("pending", 35)).toBe(true);
  expect(isWorthAsking("pending", 36)).toBe(false);
  expect(isWorthAsking("expired", 6)).toBe(true);
  expect(isWorthAsking("expired", 7)).toBe(false);
});

it("asks no more about money that is in, nor about a payment that was never opened", () => {
  expect(nextPollAt({ state: "paid_card", createdAt: opened, polls: 1 })).toBeNull();
  expect(nextPollAt({ state: "started", createdAt: opened, polls: 0 })).toBeNull();
  expect(nextPollAt({ state: "pending", createdAt: opened, polls: 0 })).toEqual(new Date("2026-11-20T13:08:00Z"));
});

it("stops asking in every state", () => {
  for (const state of ATTEMPT_STATES) expect(isWorthAsking(state, 36), state).toBe(false);
  for (const state of ATTEMPT_STATES.filter(isFinal)) expect(isWorthAsking(state, 7), state).toBe(false);
});

it("counts an age in minutes, and none when the clocks disagree", () => {
  expect(ageMinutes(opened, new Date("2026-11-20T13:26:30Z"))).toBe(19.5);
  expect(ageMinutes(opened, new Date("2026-11-20T13:06:58Z"))).toBe(0);
});
