import { describe, expect, it } from "vitest";
import { refuseWriteOff, writableOf } from "./rules-write-off";

const owed = { dueCents: 500, claimCents: 0, issuedOn: "2026-11-05", today: "2026-11-23" };
const refuse = (amount: number, decidedOn: string, more: Partial<typeof owed> = {}) =>
  refuseWriteOff({ amount, decidedOn }, { ...owed, ...more });

describe("a debt given up", () => {
  it.each([
    [499, null],
    [500, null],
    [501, "too-much"],
  ])("of %i cents where 500 are owed is %s", (amount, reason) => expect(refuse(amount, "2026-11-20")).toBe(reason));

  it.each([
    ["2026-11-04", "before-invoice"],
    ["2026-11-05", null],
    ["2026-11-23", null],
    ["2026-11-24", "future"],
  ])("by a decision of %s is %s", (day, reason) => expect(refuse(500, day)).toBe(reason));

  it("needs something owed, to the régie first and else to the comptable", () => {
    expect(refuse(1, "2026-11-20", { dueCents: 0 })).toBe("nothing-due");
    expect(refuse(300, "2026-11-20", { dueCents: 0, claimCents: 300 })).toBeNull();
    expect(refuse(301, "2026-11-20", { dueCents: 0, claimCents: 300 })).toBe("too-much");
    expect(writableOf({ dueCents: 200, claimCents: 300 })).toBe(200);
  });
});
