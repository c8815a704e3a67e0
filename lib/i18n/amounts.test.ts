import { describe, expect, it } from "vitest";
import { wordAmount, wordChange } from "./amounts";

const seen = (text: string) => text.replaceAll("\u00a0", "~");

describe("amounts in words", () => {
  it.each([
    ["fr", 9482, "94,82~€"],
    ["fr", 123450, "1~234,50~€"],
    ["en", 123450, "€1,234.50"],
  ] as const)("writes in %s %i cents", (locale, amount, expected) => {
    expect(seen(wordAmount(locale, amount))).toBe(expected);
  });

  it.each([
    ["fr", 1340, "+~13,40~€"],
    ["fr", -180, "−~1,80~€"],
    ["fr", 0, "0,00~€"],
    ["en", -180, "−€1.80"],
  ] as const)("writes in %s a change of %i cents with its sign", (locale, amount, expected) => {
    expect(seen(wordChange(locale, amount))).toBe(expected);
  });
});
