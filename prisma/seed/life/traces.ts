/**
 * The traces of bookings and attendance. The homes whose accounts are promised have one event a booking and a mark, as the portal writes them;
 * the others one for each child and activity of an order, and one a month for marks, which keeps the demonstration quick to load.
 */
import { whyText } from "@/lib/booking/rules-price";
import type { Event } from "@/lib/evidence/record";
import { type CivilDate, lastDayOf, monthOf } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";
import type { Actor } from "@/lib/server/context";
import type { Home } from "../families/home";
import { at, earlier, groupBy } from "../rows";
import type { Attended } from "./attendance";
import type { Booked, Order } from "./bookings";
import type { Trace } from "./journal";

/** Who books: the parent on the portal, or the head at the counter for a home without an account. */
export type ActorOf = (order: Pick<Order, "home">) => Actor;

const TOLD_IN_FULL = new Set(["durand", "morel", "benali", "besson"]);

function isToldInFull(home: Home): boolean {
  return TOLD_IN_FULL.has(home.story.key);
}

export function bookingTraces(orders: readonly Order[], actorOf: ActorOf): Trace[] {
  return orders.flatMap((order) => {
    const said = { at: order.placedAt, actor: actorOf(order) };
    const keyOf = ({ id, place, activity }: Booked) =>
      isToldInFull(order.home) ? id : `${place.kid.id} ${activity.id}`;
    const made = [...groupBy(order.booked, keyOf).values()];
    return [
      ...made.map((group) => ({ ...said, event: bookingEvent("booking.created", order, group) })),
      ...order.cancelled.map((one) => ({ ...said, event: bookingEvent("booking.cancelled", order, [one]) })),
    ];
  });
}

function bookingEvent(type: "booking.created" | "booking.cancelled", order: Order, group: readonly Booked[]): Event {
  const [first] = group;
  if (!first) throw new Error("An event of no booking");
  const why = whyText(first.price);
  return {
    type,
    subject: { kind: "household", id: first.home.id },
    object: { kind: "booking", id: first.id },
    body: {
      order: order.reference,
      orderId: order.id,
      childId: first.place.kid.id,
      activityId: first.activity.id,
      activity: first.activity.nameFr,
      activityDayId: first.open.id,
      day: first.open.day,
      cents: sum(group.map(({ price }) => price.cents)),
      ...(type === "booking.created" && { why }),
      ...(group.length > 1 && { bookings: group.map(({ id, open }) => ({ id, day: open.day })) }),
    },
  };
}

type Keeping = { today: CivilDate; keeperOf: (attended: Attended) => Actor };

/** Marked at the gate in the evening, by whoever keeps the list of the site. */
export function attendanceTraces(list: readonly Attended[], { today, keeperOf }: Keeping): Trace[] {
  const keyOf = ({ id, home, place, activity, open }: Attended) =>
    isToldInFull(home) ? id : `${place.kid.id} ${activity.site} ${monthOf(open.day)}`;
  return [...groupBy(list, keyOf).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const lastDay = group.length > 1 ? earlier(lastDayOf(monthOf(first.open.day)), today) : first.open.day;
    return [{ at: at(lastDay, "18:40"), actor: keeperOf(first), event: attendanceEvent(first, group) }];
  });
}

function attendanceEvent(first: Attended, group: readonly Attended[]): Event {
  const subject = { kind: "child" as const, id: first.place.kid.id };
  const object = { kind: "attendance", id: first.id };
  const who = { childId: first.place.kid.id, activityId: first.activity.id, activity: first.activity.nameFr };
  const { status, arrivedAt, departedAt, open, booking } = first;
  const mark = { activityDayId: open.id, day: open.day, bookingId: booking?.id ?? null, status, arrivedAt, departedAt };
  const marks = group.map(({ id, open: { day }, ...one }) => ({ id, day, status: one.status }));
  return {
    type: "attendance.recorded",
    subject,
    object,
    body: { ...who, ...mark, ...(group.length > 1 && { marks }) },
  };
}
