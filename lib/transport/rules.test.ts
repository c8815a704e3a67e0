import { describe, expect, it } from "vitest";
import { byStop, directionAt, isRideOn, type Ride, type Stop } from "./rules";

const ride = (part: Partial<Ride> = {}): Ride => ({
  childId: "a",
  direction: "homeward",
  stopId: "lavoir",
  weekdays: [1, 2],
  since: "2026-11-23",
  until: "2026-12-08",
  ...part,
});

describe("a ride", () => {
  it.each([
    ["2026-11-17", false],
    ["2026-11-23", true],
    ["2026-11-24", true],
    ["2026-11-25", false],
    ["2026-12-08", true],
    ["2026-12-14", false],
  ])("on %s: %s", (day, on) => expect(isRideOn(ride(), day)).toBe(on));

  it("goes on without end when none is set", () => expect(isRideOn(ride({ until: null }), "2027-06-29")).toBe(true));

  it.each([
    ["11:59", "outward"],
    ["12:00", "homeward"],
  ])("a bus at %s goes %s", (time, way) => expect(directionAt(time)).toBe(way));
});

describe("the sheet of a bus", () => {
  const stop = (id: string, time: string, direction: Stop["direction"] = "homeward"): Stop => ({
    id,
    direction,
    name: id,
    time,
    position: 1,
  });
  const stops = [stop("poste", "17:05"), stop("lavoir", "16:50"), stop("poste-matin", "08:05", "outward")];
  const children = [{ id: "a" }, { id: "b" }, { id: "c" }];

  it("groups children by stop in the order of the hours, those without a stop first", () => {
    const rides = [ride(), ride({ childId: "b", stopId: "poste" }), ride({ childId: "c", weekdays: [4] })];
    const groups = byStop(children, { stops, rides, day: "2026-11-23", direction: "homeward" });
    expect(groups.map(({ stop: at, children: some }) => [at?.id ?? null, some.map((child) => child.id)])).toEqual([
      [null, ["c"]],
      ["lavoir", ["a"]],
      ["poste", ["b"]],
    ]);
  });

  it("asks for a stop again once theirs was removed, and keeps directions apart", () => {
    const groups = byStop(children.slice(0, 1), {
      stops,
      rides: [ride({ stopId: "gone" })],
      day: "2026-11-23",
      direction: "homeward",
    });
    expect(groups[0]).toEqual({ stop: null, children: [{ id: "a" }] });
    const outward = byStop(children.slice(0, 1), { stops, rides: [ride()], day: "2026-11-23", direction: "outward" });
    expect(outward.map(({ stop: at }) => at?.id ?? null)).toEqual([null, "poste-matin"]);
  });
});
