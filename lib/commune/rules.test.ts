import { describe, expect, it } from "vitest";
import { conformityOf } from "./rules";

describe("the accessibility statement", () => {
  it.each([
    ["without an audit, whatever the rate", "", 100, "none"],
    ["all criteria met", "2026-11-02", 100, "full"],
    ["almost all", "2026-11-02", 99.9, "part"],
    ["half", "2026-11-02", 50, "part"],
    ["less than half", "2026-11-02", 49.9, "not"],
  ] as const)("says %s", (_, auditOn, rate, expected) => {
    expect(conformityOf({ auditOn, rate })).toBe(expected);
  });
});
