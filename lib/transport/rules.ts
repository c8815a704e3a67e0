/** Where a child gets on or off the bus: one stop a direction and weekday (issue « bus sheets by stop and direction »). Pure. */
import { type CivilDate, type CivilTime, type Weekday, weekdayOf } from "@/lib/kernel/civil-date";

export const directions = ["outward", "homeward"] as const;
export type Direction = (typeof directions)[number];

export type Stop = { id: string; direction: Direction; name: string; time: CivilTime; position: number };

/** Both days inclusive. */
export type Ride = {
  childId: string;
  direction: Direction;
  stopId: string;
  weekdays: readonly Weekday[];
  since: CivilDate;
  until: CivilDate | null;
};

/** A bus that leaves in the afternoon brings children home. */
export function directionAt(startsAt: CivilTime): Direction {
  return startsAt < "12:00" ? "outward" : "homeward";
}

export function isRideOn(ride: Ride, day: CivilDate): boolean {
  return ride.since <= day && (ride.until === null || ride.until >= day) && ride.weekdays.includes(weekdayOf(day));
}

export type StopGroup<Child> = { stop: Stop | null; children: Child[] };

/** Children by stop in the order of the line; those without a stop come first, since somebody must ask. */
export function byStop<Child extends { id: string }>(
  children: readonly Child[],
  {
    stops,
    rides,
    day,
    direction,
  }: { stops: readonly Stop[]; rides: readonly Ride[]; day: CivilDate; direction: Direction },
): StopGroup<Child>[] {
  const live = rides.filter((ride) => ride.direction === direction && isRideOn(ride, day));
  const stopOf = new Map(live.map((ride) => [ride.childId, ride.stopId]));
  const line = stops.filter((stop) => stop.direction === direction).sort(inOrder);
  const known = new Set(line.map((stop) => stop.id));
  const lost = children.filter((child) => !known.has(stopOf.get(child.id) ?? ""));
  const groups = line.map((stop) => ({ stop, children: children.filter((child) => stopOf.get(child.id) === stop.id) }));
  return lost.length > 0 ? [{ stop: null, children: lost }, ...groups] : groups;
}

export function inOrder(one: Stop, other: Stop): number {
  return one.time.localeCompare(other.time) || one.position - other.position;
}
