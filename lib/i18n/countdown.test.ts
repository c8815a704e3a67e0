import { describe, expect, it } from "vitest";
import { minutesLeft, wordLeft } from "./countdown";

const plain = (text: string | null) => text?.replaceAll("\u00a0", " ") ?? null;

describe("the time left before a limit", () => {
  it.each([
    ["hours and minutes", "2026-11-23T08:40", "2026-11-23T12:00", "3 h 20"],
    ["whole hours", "2026-11-23T09:00", "2026-11-23T12:00", "3 h"],
    ["minutes below ten keep their zero", "2026-11-23T10:55", "2026-11-23T12:00", "1 h 05"],
    ["minutes in the last hour", "2026-11-23T11:15", "2026-11-23T12:00", "45 min"],
    ["a day and a half in hours", "2026-11-22T00:00", "2026-11-23T12:00", "36 h"],
    ["days from two on", "2026-11-20T08:00", "2026-11-23T12:00", "3 jours"],
    ["nothing on the minute", "2026-11-23T12:00", "2026-11-23T12:00", null],
    ["nothing afterwards", "2026-11-24T12:00", "2026-11-23T12:00", null],
  ] as const)("is said in %s", (_, now, limit, expected) => {
    expect(plain(wordLeft("fr", now, limit))).toBe(expected);
  });

  it("has English words", () => {
    expect(plain(wordLeft("en", "2026-11-20T08:00", "2026-11-23T12:00"))).toBe("3 days");
  });

  it.each([
    ["one hour more in the night of October", "2026-10-24T12:00", "2026-10-25T12:00", 25 * 60],
    ["one hour less in the night of March", "2027-03-27T12:00", "2027-03-28T12:00", 23 * 60],
  ] as const)("counts %s", (_, now, limit, expected) => {
    expect(minutesLeft(now, limit)).toBe(expected);
  });
});
