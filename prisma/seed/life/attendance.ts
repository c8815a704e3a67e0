/** What happened on past days: nearly everybody came, a few did not, and now and then a child came without booking. */
import type { AttendanceStatus } from "@/lib/generated/prisma/client";
import { addDays, type CivilDate, type CivilTime, monthOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Chance } from "../chance";
import type { Activity } from "../commune/activities";
import type { OpenDay } from "../commune/opening";
import type { Home, Place } from "../families/home";
import { groupBy } from "../rows";
import { type Booked, mayAttend, type World } from "./bookings";
import { billedMonths } from "./months";

export type Attended = {
  id: string;
  home: Home;
  place: Place;
  activity: Activity;
  open: OpenDay;
  booking: Booked | null;
  status: AttendanceStatus;
  arrivedAt: CivilTime | null;
  departedAt: CivilTime | null;
};

export function tellAttendance(homes: readonly Home[], bookings: readonly Booked[], world: World): Attended[] {
  const past = bookings.filter(({ cancelled, open }) => !cancelled && open.day < world.today);
  const excused = excusedMeals(past, world);
  const booked = past.map((booking) => attended(booking, statusOf(booking, world.chance, excused), world));
  leaveLate(booked, world.today);
  return [...booked, ...surprises(homes, bookings, world)];
}

function statusOf({ place, id }: Booked, chance: Chance, excused: ReadonlySet<string>): AttendanceStatus {
  const draw = chance.below(100);
  if (excused.has(id)) return "absent_justified";
  if (place.kid.told.exactly || draw >= 5) return "present";
  return draw < 3 ? "absent" : "absent_justified";
}

/** In the month whose count is told exactly, the meal booked beyond it was not taken, for a good reason. */
function excusedMeals(past: readonly Booked[], { days, today }: World): Set<string> {
  const exactMonth = billedMonths(days, today).at(-1);
  const meals = past.filter(
    ({ place, activity, open }) =>
      place.kid.told.exactly &&
      place.plan === place.kid.told.plan &&
      activity.kind === "canteen" &&
      monthOf(open.day) === exactMonth,
  );
  return new Set(
    [...groupBy(meals, ({ place }) => place.kid.id).values()].flatMap((list) => {
      const count = list[0]?.place.kid.told.exactly?.canteen ?? 0;
      return list.slice(count).map(({ id }) => id);
    }),
  );
}

function attended(booking: Booked, status: AttendanceStatus, { chance }: World): Attended {
  const { home, place, activity, open } = booking;
  const isThere = status === "present";
  const minute = chance.below(30);
  const arrivedAt = isThere && activity.kind === "morning-care" ? `07:${30 + (minute % 29)}` : null;
  const departedAt = isThere && activity.kind === "evening-care" ? `17:${30 + minute}` : null;
  return { id: newId(), home, place, activity, open, booking, status, arrivedAt, departedAt };
}

/** Three evenings after the closing hour, in the weeks that led to the suspension. */
function leaveLate(list: readonly Attended[], today: CivilDate): void {
  const evenings = list.filter(
    ({ home, open, departedAt }) => home.story.key === "besson" && departedAt !== null && open.day < addDays(today, -6),
  );
  for (const [index, evening] of evenings.slice(-3).entries()) evening.departedAt = `18:${42 + 4 * index}`;
}

/** Canteen or evening care without a booking, about once a month in one home out of eight. */
function surprises(homes: readonly Home[], bookings: readonly Booked[], world: World): Attended[] {
  const taken = new Set(bookings.map(({ place, open }) => `${place.kid.id} ${open.id}`));
  const months = [
    ...groupBy(
      world.days.filter(({ day }) => day < world.today),
      ({ day }) => monthOf(day),
    ).values(),
  ];
  return homes.flatMap((home) =>
    home.places.flatMap((place) =>
      months.flatMap((days) => {
        if (place.kid.told.exactly || !world.chance.happens(12)) return [];
        const found = surprise(place, days, world, taken);
        return found ? [{ ...found, id: newId(), home, place, booking: null, ...came }] : [];
      }),
    ),
  );
}

const came = { status: "unbooked_present", arrivedAt: null, departedAt: null } as const;

function surprise(place: Place, days: readonly OpenDay[], { commune, chance }: World, taken: ReadonlySet<string>) {
  const activity = commune.activities.find(({ kind, site }) => kind === "evening-care" && site === place.kid.told.site);
  if (!activity || !place.plan["evening-care"]) return null;
  const free = days.filter(
    ({ id, activityId, day, closedFr }) =>
      activityId === activity.id && !closedFr && !taken.has(`${place.kid.id} ${id}`) && mayAttend(place, activity, day),
  );
  const open = free[chance.below(free.length || 1)];
  return open ? { activity, open } : null;
}
