import { describe, expect, it } from "vitest";
import { countOf, departureOf, isChanged, mayOpenSheet, refuseMarking, statusOf } from "./rules";

describe("what a mark becomes", () => {
  it.each([
    ["present", true, "present"],
    ["absent", true, "absent"],
    ["absent_justified", true, "absent_justified"],
    ["present", false, "unbooked_present"],
    ["absent", false, "absent"],
    ["absent_justified", false, "absent"],
  ] as const)("%s, booked: %s", (mark, isBooked, status) => expect(statusOf(mark, isBooked)).toBe(status));
});

describe("who opens which day", () => {
  it.each([
    ["animateur", "2026-11-22", false],
    ["animateur", "2026-11-23", true],
    ["animateur", "2026-11-24", false],
    ["agent", "2026-11-22", true],
    ["responsable", "2026-11-24", true],
  ])("%s on %s", (role, day, may) => expect(mayOpenSheet(role, day, "2026-11-23")).toBe(may));
});

describe("marking", () => {
  it.each([
    ["2026-11-22", false, null],
    ["2026-11-23", false, null],
    ["2026-11-24", false, "not-yet"],
    ["2026-11-22", true, "locked"],
    ["2026-11-24", true, "locked"],
  ])("on %s, locked: %s", (day, isLocked, refusal) =>
    expect(refuseMarking({ day, isLocked }, "2026-11-23")).toBe(refusal),
  );

  it("writes only what the person changed", () => {
    const shown = { mark: "present", departed: null } as const;
    expect(isChanged(shown, { ...shown })).toBe(false);
    expect(isChanged(shown, { mark: "absent", departed: null })).toBe(true);
    expect(isChanged(shown, { mark: "present", departed: "17:40" })).toBe(true);
    expect(isChanged({ mark: null, departed: null }, { mark: null, departed: "17:40" })).toBe(false);
  });

  it("keeps an hour of departure for a child who was there", () => {
    expect(departureOf({ mark: "present", departed: "17:40" })).toBe("17:40");
    expect(departureOf({ mark: "absent", departed: "17:40" })).toBeNull();
    expect(departureOf({ mark: "present", departed: "25:00" })).toBeNull();
  });
});

describe("the counts at the head of a sheet", () => {
  it("counts those who came unbooked as present and not as expected", () => {
    const rows = [
      { isBooked: true, status: "present" },
      { isBooked: true, status: "absent_justified" },
      { isBooked: true, status: null },
      { isBooked: false, status: "unbooked_present" },
      { isBooked: false, status: "absent" },
    ] as const;
    expect(countOf(rows)).toEqual({ expected: 3, present: 2, absent: 1, waiting: 1 });
  });
});
