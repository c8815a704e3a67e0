import { expect, it } from "vitest";
import { isOpen, stepOf } from "./rules";

it("a contested line is received, in study once somebody wrote, then accepted or refused", () => {
  expect(stepOf({ state: "received", outcome: null })).toBe("received");
  for (const state of ["acknowledged", "waiting_family", "in_study", "proposal", "reopened"])
    expect(stepOf({ state, outcome: null })).toBe("in_study");
  expect(stepOf({ state: "decided", outcome: "accepted" })).toBe("accepted");
  expect(stepOf({ state: "closed", outcome: "refused" })).toBe("refused");
});

it("only what is not decided can still be written to and decided", () => {
  expect((["received", "in_study", "accepted", "refused"] as const).filter(isOpen)).toEqual(["received", "in_study"]);
});
