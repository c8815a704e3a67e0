/**
 * Books and cancels days in one go, under one reference (issue: enrolment and booking; facts: domain-rules 13, 18–20, 24, 28).
 * The server decides everything from ids: household by custody, enrolment, limit, price, place. What can be done is done,
 * what cannot is refused with its reason, and each of them leaves its event in the same transaction.
 */
import type { FamilyScope } from "@/lib/access/gate";
import { recordAll } from "@/lib/evidence/record";
import { type CivilDateTime, fromColumn, mondayOf } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import {
  type Cancelled,
  type Cell,
  cancelBookings,
  countByDay,
  lockBookings,
  type NewBooking,
  type Order,
  type Refusal,
  refusedEvent,
  shareOnce,
  writeBookings,
  writeOrder,
} from "./commands-order";
import { type MovePlaces, movePlaces, offerPlaces, type Places } from "./commands-places";
import { familyFacts, readFacts } from "./queries-facts";
import type { BookingRefusal } from "./rules";
import { type Facts, keyOf, verdictOf, type Wish } from "./rules-grid";
import { repeatOf, sameFor } from "./rules-repeat";
import type { BookDays, Repeat } from "./schema";

export type Booked = { reference: string; added: number; removed: number; refused: number };

/** `move` is given by the race tests, to prove that they see an overbooking. */
export async function bookDays(
  context: Context,
  scope: FamilyScope,
  { wish, move = movePlaces }: { wish: BookDays; move?: MovePlaces },
): Promise<Outcome<Booked, "nothing-asked">> {
  if (wish.add.length + wish.remove.length === 0 && wish.same === null) return refused("nothing-asked");
  const facts = await factsOf(context, scope, wish);
  const cellOf = cellReader(facts, context.moment);
  const wanted = unique([...wish.add, ...copies(facts, wish, context.moment)]).map(cellOf);
  const unwanted = unique(wish.remove).map(cellOf);
  if (wanted.length + unwanted.length === 0) return refused("nothing-asked");
  const order = newOrder(scope, [...wanted, ...unwanted]);
  const going = await lockBookings(context, unwanted.flatMap(cancellable));
  const give = await offerPlaces(context, countByDay(going));
  const { added, removed, late } = await book(context, wanted, { order, give, move, going });
  await cancelBookings(context, removed, order.id);
  const refusals = [...wanted.flatMap(refusalOf), ...late, ...unwanted.flatMap(cancelRefusalOf)];
  await writeOrder(context, order, { added, removed, refusals });
  await recordAll(
    context,
    refusals.map((one) => refusedEvent(one, order)),
  );
  return done({
    reference: order.reference,
    added: added.length,
    removed: removed.length,
    refused: refusals.length,
  });
}

/** Books the days of one week again over the following ones; the page that asked showed the same list. */
export async function repeatWeek(
  context: Context,
  pattern: Repeat,
  scope: FamilyScope,
): Promise<Outcome<Booked, "nothing-asked">> {
  const monday = mondayOf(pattern.week);
  const facts = await familyFacts(context.tx, scope, { from: monday, to: pattern.until });
  const { add } = repeatOf(facts, { ...pattern, monday }, context.moment);
  return bookDays(context, scope, { wish: { add, remove: [], keep: [], same: null } });
}

async function factsOf({ tx, channel }: Context, scope: FamilyScope, wish: BookDays): Promise<Facts> {
  const cells = [...wish.add, ...wish.remove, ...wish.keep];
  const ids = [...new Set(cells.map((cell) => cell.activityDayId))];
  const days = await tx.activityDay.findMany({ where: { id: { in: ids } }, select: { day: true, activityId: true } });
  const sorted = days.map((row) => fromColumn(row.day)).sort();
  const [from, to] = [sorted[0], sorted.at(-1)];
  if (!from || !to || days.length !== ids.length) throw new NotFound();
  const childIds = cells.map((cell) => cell.childId);
  return readFacts(tx, {
    own: scope.householdIds,
    childIds: [...new Set(wish.same ? [...childIds, wish.same.to] : childIds)],
    period: { from, to },
    activityIds: [...new Set(days.map((row) => row.activityId))],
    // What the machine does by itself follows the limits of the portal.
    channel: channel === "counter" || channel === "phone" ? channel : "portal",
  });
}

function cellReader(facts: Facts, now: CivilDateTime): (wish: Wish) => Cell {
  const days = new Map(facts.days.map((day) => [day.id, day]));
  const children = new Map(facts.children.map((child) => [child.id, child]));
  return ({ childId, activityDayId }) => {
    const [child, day] = [children.get(childId), days.get(activityDayId)];
    const activity = day && facts.activities.get(day.activityId);
    if (!child || !day || !activity) throw new NotFound();
    return { child, day, activity, verdict: verdictOf(facts, child, day, now) };
  };
}

function copies(facts: Facts, { add, keep, same }: BookDays, now: CivilDateTime): Wish[] {
  const child = facts.children.find((one) => one.id === same?.to);
  if (!same || !child) return [];
  const model = [...add, ...keep].filter((wish) => wish.childId === same.from);
  return sameFor(facts, model, child, now);
}

function unique(wishes: readonly Wish[]): Wish[] {
  return [...new Map(wishes.map((wish) => [keyOf(wish.childId, wish.activityDayId), wish])).values()];
}

function newOrder(scope: FamilyScope, cells: readonly Cell[]): Order {
  const ofCells = cells.map(({ verdict }) => verdict.householdId ?? verdict.booking?.householdId);
  const householdId = ofCells.find((id) => id) ?? scope.householdIds[0];
  if (!householdId) throw new NotFound();
  return { id: newId(), reference: newReference("VAL"), householdId };
}

/** What somebody else cancelled a moment ago is left out by lockBookings, as if it had not been asked. */
function cancellable(cell: Cell): Cancelled[] {
  const { booking, cancelRefusal } = cell.verdict;
  if (!booking || cancelRefusal) return [];
  return [{ ...cell, id: booking.id, householdId: booking.householdId, cents: booking.priceCents }];
}

type Taking = { order: Order; give: Places; move: MovePlaces; going: Cancelled[] };

/** Takes the places first, then writes the bookings: a place that went to somebody else meanwhile is told as full. */
async function book(context: Context, cells: readonly Cell[], { order, give, move, going }: Taking) {
  const free = cells.flatMap((cell): NewBooking[] => {
    const { refusal, price, householdId } = cell.verdict;
    return refusal === null && price && householdId ? [{ ...cell, id: newId(), price, householdId }] : [];
  });
  const places = new Map(await move(context.tx, { take: countByDay(free), give }));
  const [had, short] = split(free, ({ day }) => {
    const left = places.get(day.id) ?? 0;
    places.set(day.id, left - 1);
    return left > 0;
  });
  const twins = await bookedMeanwhile(context, had);
  const [doubled, coming] = split(had, (one) => twins.has(keyOf(one.child.id, one.day.id)));
  await move(context.tx, { take: new Map(), give: countByDay(doubled) });
  const { added, removed } = await shareOnce(context, { added: coming, removed: going });
  await writeBookings(context, added, order);
  return { added, removed, late: [...short.map(refusedAs("full")), ...doubled.map(refusedAs("already-booked"))] };
}

function split<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  const [yes, no]: [Item[], Item[]] = [[], []];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}

/** Holding the places, nobody else can book these days now: what is booked was booked between our reading and our update. */
async function bookedMeanwhile({ tx }: Context, cells: readonly NewBooking[]): Promise<Set<string>> {
  if (cells.length === 0) return new Set();
  const rows = await tx.booking.findMany({
    where: {
      state: "booked",
      activityDayId: { in: [...new Set(cells.map(({ day }) => day.id))] },
      childId: { in: [...new Set(cells.map(({ child }) => child.id))] },
    },
    select: { childId: true, activityDayId: true },
  });
  return new Set(rows.map((row) => keyOf(row.childId, row.activityDayId)));
}

function refusedAs(reason: BookingRefusal) {
  return (cell: Cell): Refusal => ({ ...cell, wish: "book", reason, closesAt: cell.verdict.closesAt });
}

function refusalOf(cell: Cell): Refusal[] {
  return cell.verdict.refusal === null ? [] : [refusedAs(cell.verdict.refusal)(cell)];
}

function cancelRefusalOf(cell: Cell): Refusal[] {
  const { cancelRefusal: reason, cancelClosesAt } = cell.verdict;
  return reason === null ? [] : [{ ...cell, wish: "cancel", reason, closesAt: cancelClosesAt }];
}
