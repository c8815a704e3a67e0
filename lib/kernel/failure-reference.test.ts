import { expect, it } from "vitest";
import { failureReference } from "./failure-reference";

it("gives one failure one short reference that can be dictated", () => {
  expect(failureReference("1234567890")).toMatch(/^P-[2-9A-HJ-NP-Z]{5}$/);
  expect(failureReference("1234567890")).toBe(failureReference("1234567890"));
  expect(failureReference("1234567890")).not.toBe(failureReference("1234567891"));
});
