import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/kernel/civil-date";
import {
  afterStep,
  askedWhileSuspended,
  CLOSED_AFTER,
  isDataRight,
  isOpenState,
  mayReopen,
  requestKinds,
  requestStates,
  requestSteps,
} from "./rules";

describe("the steps of a request", () => {
  // Written by hand: from each state, what the office may do and what the family may do.
  const allowed = {
    received: { office: "acknowledge study ask propose decide", family: "withdraw" },
    acknowledged: { office: "study ask propose decide", family: "withdraw" },
    waiting_family: { office: "study propose decide", family: "answer withdraw" },
    in_study: { office: "ask propose decide", family: "withdraw" },
    proposal: { office: "study propose decide", family: "agree decline withdraw" },
    decided: { office: "close reopen", family: "reopen" },
    closed: { office: "reopen", family: "reopen" },
    reopened: { office: "study ask propose decide", family: "withdraw" },
  } as const;

  it.each(requestStates)("from %s are the ones of the table, for each side", (state) => {
    for (const side of ["office", "family"] as const)
      expect(requestSteps.filter((step) => afterStep(state, step, side)).join(" ")).toBe(allowed[state][side]);
  });

  it("lead where they say", () => {
    expect(afterStep("received", "acknowledge", "office")).toBe("acknowledged");
    expect(afterStep("waiting_family", "answer", "family")).toBe("in_study");
    expect(afterStep("proposal", "agree", "family")).toBe("decided");
    expect(afterStep("proposal", "decline", "family")).toBe("in_study");
    expect(afterStep("closed", "reopen", "family")).toBe("reopened");
    expect(afterStep("proposal", "agree", "office")).toBeNull();
  });

  it("never leave a state that nobody can leave, and only two are ended", () => {
    expect(requestStates.filter((state) => !isOpenState(state))).toEqual(["decided", "closed"]);
    for (const state of requestStates) expect(requestSteps.some((step) => afterStep(state, step, "office"))).toBe(true);
  });
});

describe("coming back to a decision", () => {
  it.each([
    ["2026-11-23", true],
    ["2027-01-21", true],
    ["2027-01-22", true],
    ["2027-01-23", false],
  ])("decided on 23 November, on %s: %s", (today, expected) => {
    expect(mayReopen({ on: "2026-11-23", outcome: "refused" }, today)).toBe(expected);
  });

  it("is over on the day it closes by itself", () => {
    const last = addDays("2026-11-23", CLOSED_AFTER - 1);
    expect(mayReopen({ on: "2026-11-23", outcome: "refused" }, last)).toBe(true);
    expect(mayReopen({ on: "2026-11-23", outcome: "refused" }, addDays(last, 1))).toBe(false);
  });

  it("is not for a request that its family withdrew", () =>
    expect(mayReopen({ on: "2026-11-23", outcome: "withdrawn" }, "2026-11-23")).toBe(false));
});

it("a suspended person may appeal and use the rights over their data, nothing else", () => {
  expect(requestKinds.filter((kind) => askedWhileSuspended.includes(kind))).toEqual([
    "suspension",
    "access",
    "rectification",
    "erasure",
    "objection",
  ]);
  expect(requestKinds.filter(isDataRight)).toEqual(["access", "rectification", "erasure", "objection"]);
});
