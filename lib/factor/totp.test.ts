import { generateSync } from "otplib";
import { describe, expect, it } from "vitest";
import { qrOf } from "./qr";
import { newTotpSecret, stepOfCode, totpAddress } from "./totp";

/** RFC 6238, appendix B, SHA-1: the secret "12345678901234567890" in base32, and the last six digits of its examples. */
const RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const at = (seconds: number) => new Date(seconds * 1000);

describe("a code of the telephone", () => {
  it.each([
    [59, "287082", 1],
    [1_111_111_109, "081804", 37_037_036],
    [1_111_111_111, "050471", 37_037_037],
    [2_000_000_000, "279037", 66_666_666],
  ])("is that of the standard at %i s", (seconds, digits, step) => {
    expect(stepOfCode(RFC, digits, at(seconds))).toBe(step);
  });

  it.each([
    ["two steps before", -60, false],
    ["one step before", -30, true],
    ["its own step", 0, true],
    ["one step after", 30, true],
    ["two steps after", 60, false],
  ])("counts when it is of %s: %i s", (_, shift, counts) => {
    const now = 1_795_000_000;
    const digits = generateSync({ secret: RFC, epoch: now + shift });
    expect(stepOfCode(RFC, digits, at(now)) !== null).toBe(counts);
  });

  it("is refused when one digit differs, and with another secret", () => {
    expect(stepOfCode(RFC, "287083", at(59))).toBeNull();
    expect(stepOfCode(newTotpSecret(), "287082", at(59))).toBeNull();
  });

  it("has 160 bits behind it, another each time", () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(newTotpSecret());
  });
});

it("goes to the telephone with the commune's name and the address", () => {
  const address = totpAddress({ secret: RFC, commune: "Valmontel", email: "agent@example.org" });
  expect(decodeURIComponent(address)).toMatch(/^otpauth:\/\/totp\/Valmontel:agent@example\.org\?secret=GEZD/);
  const { size, path } = qrOf(address);
  expect(size).toBeGreaterThan(20);
  expect(path).toMatch(/^M0 0h1v1h-1z/);
});
