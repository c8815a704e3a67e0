import { expect, it } from "vitest";
import { inFours, readTyped } from "./rules";

it.each([
  ["123456", { kind: "telephone", digits: "123456" }],
  [" 123 456 ", { kind: "telephone", digits: "123456" }],
  ["7k4qm-93mdx", { kind: "recovery", code: "7K4QM93MDX" }],
  ["7K4QM 93MDX", { kind: "recovery", code: "7K4QM93MDX" }],
  ["12345", null],
  ["1234567", null],
  ["7K4QM-93MD0", null],
  ["", null],
] as const)("reads %j", (typed, read) => {
  expect(readTyped(typed)).toEqual(read);
});

it("shows a secret in fours", () => {
  expect(inFours("JBSWY3DPEH")).toBe("JBSW Y3DP EH");
});
