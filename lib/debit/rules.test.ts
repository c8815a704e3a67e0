import { describe, expect, it } from "vitest";
import { isLapsed, isRum, lapsesOn, maskedIban, rumOf, standingOf } from "./rules";

describe("the reference of a mandate", () => {
  it.each([
    ["AS-7K4Q93MD-1", true],
    ["a", true],
    ["A/B?:().,+'-9", true],
    ["x".repeat(35), true],
    ["x".repeat(36), false],
    ["", false],
    ["été-1", false],
    ["A_B", false],
    ["/AB", false],
    ["AB/", false],
    ["A//B", false],
    [" AB", false],
    ["AB ", false],
    ["A B", true],
  ])("%s: %s", (text, good) => {
    expect(isRum(text)).toBe(good);
  });

  it("is the same until a mandate is signed, and another afterwards", () => {
    const given = { regieCode: "A.S", mark: "7K4Q93MD", rank: 0 };
    expect(rumOf(given)).toBe("AS-7K4Q93MD-1");
    expect(rumOf({ ...given, rank: 1 })).toBe("AS-7K4Q93MD-2");
    expect(isRum(rumOf({ regieCode: "régie très", mark: "7K4Q93MD2X", rank: 123 }))).toBe(true);
  });
});

describe("36 months without a debit", () => {
  const used = (lastUsedOn: string | null, signedOn = "2020-01-15") => ({ signedOn, lastUsedOn });

  it.each([
    ["2026-11-22", false],
    ["2026-11-23", true],
    ["2026-11-24", true],
  ])("a mandate last used on 23 November 2023 has lapsed on %s: %s", (day, lapsed) => {
    expect(isLapsed(used("2023-11-23"), day)).toBe(lapsed);
  });

  it("are counted from the signature when it never served", () => {
    expect(lapsesOn(used(null, "2023-09-01"))).toBe("2026-09-01");
    expect(lapsesOn(used("2023-08-30", "2023-09-01"))).toBe("2026-09-01");
  });

  it("end on 1 March for a leap day", () => {
    expect(lapsesOn(used("2024-02-29"))).toBe("2027-03-01");
  });
});

describe("what a mandate is worth", () => {
  const mandate = { state: "active", signedOn: "2025-09-01", lastUsedOn: null, hasTooManyRejections: false } as const;

  it.each([
    ["active", {}, "2028-08-31"],
    ["expired", {}, "2028-09-01"],
    ["suspended", { hasTooManyRejections: true }, "2026-11-23"],
    ["expired", { hasTooManyRejections: true }, "2028-09-01"],
    ["revoked", { state: "revoked" }, "2026-11-23"],
    ["expired", { state: "expired" }, "2026-11-23"],
  ] as const)("%s", (standing, change, on) => {
    expect(standingOf({ ...mandate, ...change }, on)).toBe(standing);
  });

  it("shows the last four digits and no more", () => {
    expect(maskedIban("2606")).toBe("••••\u00a02606");
  });
});
