import { describe, expect, it } from "vitest";
import { isTouchDue, sessionEnd } from "./rules-session";

const createdAt = new Date("2026-11-01T08:00:00.000Z");

describe("the end of a session", () => {
  it("is 30 days after signing in for a parent, seen or not", () => {
    const end = new Date("2026-12-01T08:00:00.000Z");
    expect(sessionEnd("parent", { createdAt, seenAt: createdAt })).toEqual(end);
    expect(sessionEnd("parent", { createdAt, seenAt: new Date("2026-11-30T23:00:00Z") })).toEqual(end);
  });

  it("is 12 hours after the last request for staff", () => {
    const seenAt = new Date("2026-11-01T16:30:00.000Z");
    expect(sessionEnd("agent", { createdAt, seenAt })).toEqual(new Date("2026-11-02T04:30:00.000Z"));
  });

  it("never goes past 30 days, even for staff who work every day", () => {
    const seenAt = new Date("2026-12-01T07:00:00.000Z");
    expect(sessionEnd("admin", { createdAt, seenAt })).toEqual(new Date("2026-12-01T08:00:00.000Z"));
  });
});

describe("writing that a session was seen", () => {
  it.each([
    ["not before five minutes", "2026-11-01T08:04:59.999Z", false],
    ["from five minutes on", "2026-11-01T08:05:00.000Z", true],
  ])("%s", (_, now, expected) => {
    expect(isTouchDue(createdAt, new Date(now))).toBe(expected);
  });
});
