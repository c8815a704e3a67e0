import { describe, expect, it } from "vitest";
import { codeFrom, isLive, normalizeEmail, printCode, readCode, safeReturn, tokenEnd } from "./rules";

const made = new Date("2026-11-23T10:00:00.000Z");

describe("the life of a secret", () => {
  it.each([
    ["a reset serves at 29 min 59 s", "password_reset", "2026-11-23T10:29:59.999Z", true],
    ["a reset is over at 30 min", "password_reset", "2026-11-23T10:30:00.000Z", false],
    ["a letter serves on its last instant of 60 days", "activation_letter", "2027-01-22T09:59:59.999Z", true],
    ["a letter is over after 60 days", "activation_letter", "2027-01-22T10:00:00.000Z", false],
    ["an address change is over after a day", "email_change_new", "2026-11-24T10:00:00.000Z", false],
  ] as const)("%s", (_, kind, now, expected) => {
    expect(isLive({ expiresAt: tokenEnd(kind, made), usedAt: null }, new Date(now))).toBe(expected);
  });

  it("ends with its use", () => {
    expect(isLive({ expiresAt: tokenEnd("password_reset", made), usedAt: made }, made)).toBe(false);
  });
});

describe("the code of a letter", () => {
  const code = codeFrom(Uint8Array.from([0, 31, 32, 63, 7, 200, 100, 50, 25, 12]));

  it("has ten letters that cannot be mistaken for one another", () => {
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{10}$/);
  });

  it("is read back however it was typed", () => {
    expect(readCode(printCode(code))).toBe(code);
    expect(readCode(` ${printCode(code).toLowerCase()} `)).toBe(code);
    expect(readCode([...code].join(" "))).toBe(code);
  });

  it.each(["", "7K4QM", "7K4QM-93MDXX", "0K4QM-93MDX", "7K4QM-93MD!", "a".repeat(43)])("%s is none", (text) => {
    expect(readCode(text)).toBeNull();
  });
});

describe("going back after signing in", () => {
  it.each([
    ["/reservations", "/reservations"],
    ["/enfants/abc?mois=2026-12", "/enfants/abc?mois=2026-12"],
    ["/gestion/../foyer", "/foyer"],
  ])("%s leads to %s", (path, expected) => expect(safeReturn(path)).toBe(expected));

  it.each([
    "",
    "reservations",
    "https://pirate.example",
    "//pirate.example",
    "/\\pirate.example",
    "\\\\pirate.example",
    "/\t/pirate.example",
    "/\n/pirate.example",
    "/.//pirate.example",
    "/x/..//pirate.example",
    "javascript:alert(1)",
    "/api/auth/signout",
    `/${"a".repeat(300)}`,
  ])("%j is not one of our pages", (path) => expect(safeReturn(path)).toBeNull());

  it("an encoded slash stays on this site, as an encoded slash", () => {
    expect(safeReturn("/%2F%2Fpirate.example")).toBe("/%2F%2Fpirate.example");
    expect(safeReturn("/%5Cpirate.example")).toBe("/%5Cpirate.example");
  });
});

it("an address is the same in capitals and with spaces round it", () => {
  expect(normalizeEmail(" Camille.Durand@Example.ORG ")).toBe("camille.durand@example.org");
});
