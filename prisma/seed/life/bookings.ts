/** Enrolled days booked month by month, at the price of the day, each order on the 20th of the month before. */
import { acceptsGrade } from "@/lib/activity/rules";
import { type Price, priceOfDay } from "@/lib/booking/rules-price";
import {
  addDays,
  addMonths,
  type CivilDate,
  type CivilMonth,
  firstDayOf,
  monthOf,
  weekdayOf,
} from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import { weekShown } from "@/lib/report/rules-home";
import type { Chance } from "../chance";
import type { Activity, OfferedKind } from "../commune/activities";
import type { Commune } from "../commune/found";
import type { OpenDay } from "../commune/opening";
import { ruleCodes } from "../commune/rules";
import { classOn, type Home, isHome, type Place, siteFor } from "../families/home";
import { at, earlier, groupBy, later, must } from "../rows";
import { billedMonths, horizonOf } from "./months";
import { pricedHome } from "./priced";

export type Booked = {
  id: string;
  home: Home;
  place: Place;
  activity: Activity;
  open: OpenDay;
  price: Price;
  orderId: string;
  bookedAt: Date;
  /** The order that cancelled it, in time. */
  cancelled: { orderId: string; at: Date } | null;
};

export type Order = {
  id: string;
  reference: string;
  home: Home;
  placedAt: Date;
  booked: Booked[];
  cancelled: Booked[];
};

export type World = { commune: Commune; days: readonly OpenDay[]; today: CivilDate; chance: Chance };

export function tellBookings(homes: readonly Home[], world: World): { bookings: Booked[]; orders: Order[] } {
  const byActivity = groupBy(world.days, ({ activityId }) => activityId);
  const wishes = homes.flatMap((home) => home.places.flatMap((place) => wishesOf(home, place, world, byActivity)));
  const orders = [...groupBy(wishes, ({ home, open }) => `${home.id} ${monthOf(open.day)}`).values()].map((group) =>
    orderOf(group, world),
  );
  const bookings = orders.flatMap(({ booked }) => booked);
  const second = cancellations(bookings, world);
  for (const { open, cancelled } of bookings) if (!cancelled) open.taken += 1;
  return { bookings, orders: [...orders, ...second] };
}

type Wish = Pick<Booked, "home" | "place" | "activity" | "open">;

function wishesOf(home: Home, place: Place, world: World, days: ReadonlyMap<string, OpenDay[]>): Wish[] {
  const { commune, today } = world;
  const horizon = horizonOf(world.days, today, home.story.bookedAhead);
  const sunday = addDays(weekShown(today), 6);
  const exactMonth = billedMonths(world.days, today).at(-1);
  const wishes: Wish[] = [];
  for (const activity of commune.activities) {
    const weekdays = place.plan[activity.kind];
    if (!weekdays) continue;
    const until = place.kid.told.notYetBooked.includes(activity.kind) ? earlier(horizon, sunday) : horizon;
    const possible = (days.get(activity.id) ?? []).filter(
      ({ day, closedFr }) => closedFr === null && day <= until && mayAttend(place, activity, day),
    );
    const exactly = place.kid.told.exactly?.[activity.kind];
    const isExact = (day: CivilDate) =>
      exactly !== undefined &&
      home.places.includes(place) &&
      place.plan === place.kid.told.plan &&
      monthOf(day) === exactMonth;
    const planned = possible.filter(({ day }) => !isExact(day) && weekdays.includes(String(weekdayOf(day))));
    const free = possible.filter(({ day }) => isExact(day) && !clashes(wishes, activity.kind, day));
    const chosen = [...planned, ...exactDays(free, weekdays, activity.kind, exactly ?? 0)];
    wishes.push(...chosen.map((open) => ({ home, place, activity, open })));
  }
  return wishes;
}

export function mayAttend(place: Place, activity: Activity, day: CivilDate): boolean {
  const schooling = classOn(place.kid, day);
  if (!schooling || !isHome(place, day)) return false;
  return siteFor(activity.kind, schooling) === activity.site && acceptsGrade(activity.grades, schooling.grade);
}

/** Study and evening care are at the same hour. */
function clashes(wishes: readonly Wish[], kind: OfferedKind, day: CivilDate): boolean {
  return kind === "evening-care" && wishes.some((wish) => wish.activity.kind === "study" && wish.open.day === day);
}

/** The asked number of days, the usual weekdays first; a canteen has one more, for an absence that is not charged. */
function exactDays(free: readonly OpenDay[], weekdays: string, kind: OfferedKind, count: number): OpenDay[] {
  const isUsual = ({ day }: OpenDay) => weekdays.includes(String(weekdayOf(day)));
  const ordered = [...free.filter(isUsual), ...free.filter((open) => !isUsual(open))];
  return ordered.slice(0, kind === "canteen" ? count + 1 : count);
}

type Wanted = { home: Home; place: Place; activity: Activity; day: CivilDate };

function priceFor({ home, place, activity, day }: Wanted, { commune, today }: World): Price {
  const household = pricedHome(home, today);
  const ruleCode = ruleCodes[activity.kind];
  const asked = { household, childId: place.kid.id, ruleCode, day, regularity: null };
  return must(priceOfDay(commune.rules, asked, "in_time"), `price of ${activity.code} on ${day}`);
}

function orderOf(wishes: readonly Wish[], world: World): Order {
  const { home, open } = must(wishes[0], "wish");
  const id = newId();
  const placedAt = orderedAt(home, monthOf(open.day), world.today);
  const booked = wishes.map((wish) => ({
    ...wish,
    id: newId(),
    price: priceFor({ ...wish, day: wish.open.day }, world),
    orderId: id,
    bookedAt: placedAt,
    cancelled: null,
  }));
  return { id, reference: newReference("VAL"), home, placedAt, booked, cancelled: [] };
}

/** The evening of the 20th before; the day before yesterday when that has not come yet; the first day for newcomers. */
function orderedAt(home: Home, month: CivilMonth, today: CivilDate): Date {
  const usual = addDays(firstDayOf(addMonths(month, -1)), 19);
  const day = later(home.since, earlier(usual, addDays(today, -2)));
  const minutes = (home.story.name.length * 7) % 60;
  return at(day, `20:${String(minutes).padStart(2, "0")}`);
}

/** Three bookings in a hundred were given up nine days ahead, each in its own order. */
function cancellations(bookings: readonly Booked[], { today, chance }: World): Order[] {
  return bookings
    .filter(({ place, open }) => open.day <= today && !place.kid.told.exactly && chance.happens(3))
    .map((booking) => {
      const placedAt = at(addDays(booking.open.day, -9), "21:10");
      const order = { id: newId(), reference: newReference("VAL"), home: booking.home, placedAt, booked: [] };
      if (placedAt <= booking.bookedAt) return { ...order, cancelled: [] };
      booking.cancelled = { orderId: order.id, at: placedAt };
      return { ...order, cancelled: [booking] };
    })
    .filter(({ cancelled }) => cancelled.length > 0);
}
