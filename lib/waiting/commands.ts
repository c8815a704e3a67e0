/** The queue of a full day: join, leave, accept an offered place in time; an offer that nobody answers goes to the next (facts: domain-rules 26, 27). */
import type { FamilyScope } from "@/lib/access/gate";
import { type Cell, refusedEvent, writeBookings, writeOrder } from "@/lib/booking/commands-order";
import { movePlaces, offerPlaces } from "@/lib/booking/commands-places";
import { readFacts } from "@/lib/booking/queries-facts";
import type { BookingRefusal } from "@/lib/booking/rules";
import { verdictOf, type Wish } from "@/lib/booking/rules-grid";
import type { Wait, WaitingEntryInput } from "@/lib/booking/schema";
import type { Priority } from "@/lib/deadline/rules-priorities";
import type { EventType } from "@/lib/evidence/events";
import { type Event, record } from "@/lib/evidence/record";
import { fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { priorityOn } from "./rules";

type Entry = { id: string; childId: string; activityDayId: string; householdId: string; createdAt: Date };

/** With the place that the rules give the child among those who wait. */
type QueuedCell = Cell & { priority: Priority };

async function cellOf(
  { tx, moment }: Context,
  scope: FamilyScope,
  { childId, activityDayId }: Wish,
): Promise<QueuedCell> {
  const row = await tx.activityDay.findUnique({
    where: { id: activityDayId },
    select: { day: true, activityId: true },
  });
  if (!row) throw new NotFound();
  const day = fromColumn(row.day);
  const asked = { own: scope.householdIds, childIds: [childId], period: { from: day, to: day } };
  const facts = await readFacts(tx, { ...asked, activityIds: [row.activityId] });
  const [child] = facts.children;
  const found = facts.days.find((one) => one.id === activityDayId);
  const activity = facts.activities.get(row.activityId);
  if (!child || !found || !activity) throw new NotFound();
  const verdict = verdictOf(facts, child, found, moment);
  return {
    child,
    day: found,
    activity,
    verdict,
    priority: priorityOn(facts, { child, day: found, householdId: verdict.householdId }),
  };
}

type EntryEvent = Extract<EventType, `waiting.${string}`>;

type Told = { entry: Pick<Entry, "id" | "householdId">; cell: Cell; more?: Event["body"] };

function tell(context: Context, type: EntryEvent, { entry, cell, more }: Told): Promise<string> {
  const { child, day, activity } = cell;
  const words = { activityId: activity.id, activity: activity.nameFr, activityDayId: day.id, day: day.day };
  return record(context, {
    type,
    subject: { kind: "household", id: entry.householdId },
    object: { kind: "waiting-entry", id: entry.id },
    body: { childId: child.id, ...words, ...more },
  });
}

/** A wish to wait, or an answer to an offer, that came to nothing: the family reads why. */
async function refuseWait<Reason extends string>(
  context: Context,
  { cell, asking, reason }: { cell: Cell; asking: string; reason: Reason },
) {
  const { child, day, activity } = cell;
  await record(context, {
    type: "waiting.refused",
    subject: { kind: "household", id: asking },
    object: { kind: "activity-day", id: day.id },
    body: { childId: child.id, activityId: activity.id, activity: activity.nameFr, day: day.day, reason },
  });
  return refused(reason);
}

/** A place that came free between the page and the queue is offered at once. */
export async function joinQueue(
  context: Context,
  wait: Wait,
  scope: FamilyScope,
): Promise<Outcome<object, Exclude<BookingRefusal, "full"> | "not-full" | "already-waiting">> {
  const cell = await cellOf(context, scope, wait);
  const { refusal, householdId, waiting } = cell.verdict;
  const asking = householdId ?? scope.householdIds[0];
  if (!asking) throw new NotFound();
  const decline = <Reason extends string>(reason: Reason) => refuseWait(context, { cell, asking, reason });
  if (waiting) return decline("already-waiting" as const);
  if (refusal !== null && refusal !== "full") return decline(refusal);
  if (refusal === null || householdId === null) return decline("not-full" as const);
  const { tx, now, actor } = context;
  const entry = { id: newId(), ...wait, householdId };
  const priority = cell.priority.rank;
  const row = { ...entry, priority, state: "waiting" as const, createdAt: now, createdById: actor?.accountId ?? null };
  const { count } = await tx.waitingEntry.createMany({ data: [row], skipDuplicates: true });
  if (count === 0) return decline("already-waiting" as const);
  const more = { priority, priorityLabel: cell.priority.label };
  await tell(context, "waiting.joined", { entry, cell, more });
  const had = await movePlaces(tx, { take: new Map([[wait.activityDayId, 1]]), give: new Map() });
  if (had.get(wait.activityDayId) === 1) await passOn(context, wait.activityDayId);
  return done();
}

/** A held place goes to the next in the queue, else back to everybody. */
async function passOn(context: Context, activityDayId: string): Promise<void> {
  const give = await offerPlaces(context, new Map([[activityDayId, 1]]));
  await movePlaces(context.tx, { take: new Map(), give });
}

async function ownEntry({ tx }: Context, scope: FamilyScope, entryId: string) {
  const where = { id: entryId, householdId: { in: [...scope.householdIds] } };
  const entry = await tx.waitingEntry.findFirst({ where });
  if (!entry) throw new NotFound();
  return entry;
}

/** Leaving, or declining an offer, whose place goes to the next. Leaving twice changes nothing. */
export async function leaveQueue(
  context: Context,
  { entryId }: WaitingEntryInput,
  scope: FamilyScope,
): Promise<Outcome<object, never>> {
  const entry = await ownEntry(context, scope, entryId);
  const { count } = await context.tx.waitingEntry.updateMany({
    where: { id: entryId, state: entry.state === "offered" ? "offered" : "waiting" },
    data: { state: "left", closedAt: context.now },
  });
  if (count === 0) return done();
  await tell(context, "waiting.left", { entry, cell: await cellOf(context, scope, entry) });
  if (entry.state === "offered") await passOn(context, entry.activityDayId);
  return done();
}

/** The held place becomes a booking at the price of the day; nothing is counted again. */
export async function acceptOffer(
  context: Context,
  { entryId }: WaitingEntryInput,
  scope: FamilyScope,
): Promise<Outcome<{ reference: string }, "expired" | "cannot">> {
  const { tx, now } = context;
  const entry = await ownEntry(context, scope, entryId);
  const cell = await cellOf(context, scope, entry);
  const { price, refusal, householdId } = cell.verdict;
  const order = { id: newId(), reference: newReference("VAL"), householdId: entry.householdId };
  // Custody may have changed since: a day that is now the person's other household's is not booked for this one.
  if (householdId !== entry.householdId) return turnDown(context, cell, order, "other-household");
  if (!price || (refusal !== null && refusal !== "full")) return turnDown(context, cell, order, refusal ?? "no-tariff");
  const { count } = await tx.waitingEntry.updateMany({
    where: { id: entryId, state: "offered", offerExpiresAt: { gt: now } },
    data: { state: "accepted", closedAt: now },
  });
  if (count === 0) return refuseWait(context, { cell, asking: entry.householdId, reason: "expired" as const });
  const booking = { ...cell, id: newId(), householdId: entry.householdId, price };
  await writeBookings(context, [booking], order);
  await writeOrder(context, order, { added: [booking], removed: [], refusals: [] });
  return done({ reference: order.reference });
}

async function turnDown(context: Context, cell: Cell, order: Parameters<typeof refusedEvent>[1], reason: string) {
  const refusal = { ...cell, wish: "book" as const, reason, closesAt: cell.verdict.closesAt };
  const event = refusedEvent(refusal, order);
  const { orderId: _, order: __, ...body } = event.body;
  await record(context, { ...event, body });
  return refused("cannot" as const);
}

const BATCH = 50;

/** A round of the worker: offers past their hour go to the next family, and queues of past days are closed. */
export async function expireOffers(database: Database, now: Date): Promise<number> {
  const today = toColumn(parisOf(now).day);
  const over = await database.$queryRaw<(Entry & { state: "waiting" | "offered" })[]>`
    SELECT w.id, w.child_id AS childId, w.activity_day_id AS activityDayId, w.household_id AS householdId,
      w.created_at AS createdAt, w.state
    FROM waiting_entry w JOIN activity_day d ON d.id = w.activity_day_id
    WHERE (w.state = 'offered' AND w.offer_expires_at <= ${now}) OR (w.state = 'waiting' AND d.day < ${today})
    ORDER BY w.id LIMIT ${BATCH}`;
  for (const entry of over) await transaction((tx) => expire(systemContext(tx, now), entry), database);
  return over.length;
}

async function expire(context: Context, entry: Entry & { state: "waiting" | "offered" }): Promise<void> {
  const { tx, now } = context;
  const { count } = await tx.waitingEntry.updateMany({
    where: { id: entry.id, state: entry.state },
    data: { state: "expired", closedAt: now },
  });
  if (count === 0) return;
  const day = await tx.activityDay.findUniqueOrThrow({
    where: { id: entry.activityDayId },
    select: { day: true, activity: { select: { id: true, nameFr: true } } },
  });
  const words = { activityId: day.activity.id, activity: day.activity.nameFr, day: fromColumn(day.day) };
  await record(context, {
    type: "waiting.expired",
    subject: { kind: "household", id: entry.householdId },
    object: { kind: "waiting-entry", id: entry.id },
    body: { childId: entry.childId, activityDayId: entry.activityDayId, ...words },
  });
  if (entry.state === "offered") await passOn(context, entry.activityDayId);
}
