import { expect, it } from "vitest";
import { ATTEMPT_STATES, EDGES, isSettled, needsPerson } from "./rules";
import { familyStatus, journalTypeOf } from "./rules-telling";

it("calls a correction a correction in the journal, and nothing else", () => {
  for (const { event, correction } of EDGES) {
    expect(journalTypeOf(event) === "payment.corrected", event).toBe(correction);
  }
});

it("tells a family of money in dispute that the régie has it in hand, and never that it is lost", () => {
  for (const state of ATTEMPT_STATES) if (isSettled(state)) expect(familyStatus(state)).toBe("paid");
  for (const state of ATTEMPT_STATES)
    if (needsPerson(state)) expect(["with-regie", "rejected", "twice", "handed-over"]).toContain(familyStatus(state));
  expect(familyStatus("unknown")).toBe("checking");
});
