import { describe, expect, it } from "vitest";
import { numberOf, refdetOf } from "./rules";

describe("numbers and references", () => {
  it("are written with six digits, and absent from a draft", () => {
    expect(numberOf({ year: 2026, number: 1187 })).toBe("2026-001187");
    expect(numberOf({ year: null, number: null })).toBeNull();
  });

  it.each([
    ["RAS", "RAS2026001187"],
    ["r-1", "R12026001187"],
    ["", "2026001187"],
  ])("of a régie « %s »", (code, refdet) => expect(refdetOf(code, 2026, 1187)).toBe(refdet));

  it("refuse a code that does not fit", () => expect(() => refdetOf("A".repeat(25), 2026, 1)).toThrow());
});
