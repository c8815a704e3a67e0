import { describe, expect, it } from "vitest";
import { timeLeft } from "./rules";

describe("the time that is left", () => {
  const leftAfter = (done: number, elapsedMs: number, total = 300) => timeLeft({ done, total, elapsedMs });

  it("is unknown before the first step and gone with the last", () => {
    expect(leftAfter(0, 10_000)).toBeNull();
    expect(leftAfter(300, 10_000)).toBeNull();
    expect(leftAfter(0, 0, 0)).toBeNull();
  });

  it("follows the pace so far, five seconds by five", () => {
    expect(leftAfter(100, 2_000)).toEqual({ unit: "second", count: 5 });
    expect(leftAfter(150, 11_000)).toEqual({ unit: "second", count: 15 });
  });

  it("is told in minutes from a minute and a half on", () => {
    expect(leftAfter(150, 90_000)).toEqual({ unit: "second", count: 90 });
    expect(leftAfter(150, 90_001)).toEqual({ unit: "minute", count: 2 });
    expect(leftAfter(150, 121_000)).toEqual({ unit: "minute", count: 3 });
  });
});
