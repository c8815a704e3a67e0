import { expect, it } from "vitest";
import { calendarHere, refuseSplit, refuseUndo } from "./rules";

const goes = { children: [{ staying: "goes" as const }] };
it.each([
  ["2026-11-22", 2, "past"],
  ["2026-11-23", 2, null],
  ["2027-11-23", 2, null],
  ["2027-11-24", 2, "past"],
  ["2026-11-23", 1, "last-adult"],
])("a split from %s with %i adults: %s", (since, adults, expected) => {
  expect(refuseSplit({ ...goes, since }, { today: "2026-11-23", adults })).toBe(expected);
});

it("needs a child that leaves or alternates", () => {
  const at = { today: "2026-11-23", adults: 2 };
  expect(refuseSplit({ since: "2026-11-23", children: [{ staying: "stays" }] }, at)).toBe("no-child");
  expect(refuseSplit({ since: "2026-11-23", children: [] }, at)).toBe("no-child");
  expect(refuseSplit({ since: "2026-11-23", children: [{ staying: "stays" }, { staying: "even" }] }, at)).toBeNull();
});

it("gives an alternating child its weeks here", () => {
  expect(calendarHere("even")).toEqual({ kind: "alternate-weeks", parity: "even" });
  expect([calendarHere("stays"), calendarHere("goes")]).toEqual([null, null]);
});

it.each([
  ["2026-12-23", false, false, null],
  ["2026-12-24", false, false, "too-late"],
  ["2026-11-23", true, false, "undone"],
  ["2026-11-23", false, true, "billed"],
])("an undoing on %s, undone %s, billed %s: %s", (today, isUndone, isBilled, expected) => {
  expect(refuseUndo({ appliedOn: "2026-11-23", isUndone }, { today, isBilled })).toBe(expected);
});
