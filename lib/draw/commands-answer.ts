/**
 * After a draw: each household in a transaction of its own, once. The places it got become bookings at the price of the day, and one mail
 * tells what it got and where it waits. A place that can no longer be booked (the day was closed, the child left) goes to the queue.
 */
import { type Cell, countByDay, type NewBooking, writeBookings, writeOrder } from "@/lib/booking/commands-order";
import { movePlaces, offerPlaces } from "@/lib/booking/commands-places";
import { readFacts } from "@/lib/booking/queries-facts";
import type { BookingRefusal } from "@/lib/booking/rules";
import { type Facts, keyOf, verdictOf } from "@/lib/booking/rules-grid";
import { recordAll } from "@/lib/evidence/record";
import { type CivilDateTime, fromColumn, parisOf } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { sendLater } from "@/lib/server/work/mail";
import { answerMails } from "./queries-mail";
import type { Drawn } from "./rules";
import { publishedDrawSchema } from "./schema";

const BATCH = 50;

/** Answers some of those who wait for it; gives how many households. */
export async function answerHouseholds(database: Database, now: Date): Promise<number> {
  const waiting = await database.drawWish.findMany({
    where: { answeredAt: null, withdrawnAt: null, draw: { state: "drawn" } },
    select: { drawId: true, householdId: true },
    distinct: ["drawId", "householdId"],
    take: BATCH,
  });
  for (const one of waiting) await transaction((tx) => answer(systemContext(tx, now), one), database);
  return waiting.length;
}

type Asked = { drawId: string; householdId: string };

async function answer(context: Context, { drawId, householdId }: Asked): Promise<void> {
  const { tx, now } = context;
  await tx.$queryRaw`SELECT id FROM draw_wish WHERE draw_id = ${drawId} AND household_id = ${householdId} ORDER BY id FOR UPDATE`;
  const where = { drawId, householdId, answeredAt: null, withdrawnAt: null };
  const wishes = await tx.drawWish.findMany({ where, orderBy: { ticket: "asc" } });
  if (wishes.length === 0) return;
  const row = await tx.draw.findUniqueOrThrow({ where: { id: drawId } });
  const { result } = publishedDrawSchema.parse(row.result);
  const facts = await readFacts(tx, {
    own: [householdId],
    childIds: wishes.map(({ childId }) => childId),
    period: { from: fromColumn(row.firstDay), to: fromColumn(row.lastDay) },
    activityIds: [row.activityId],
  });
  const closedAt = parisOf(row.closesAt).moment;
  const lots = wishes.map((wish) => {
    const drawn = result.find(({ ticket }) => ticket === wish.ticket);
    const cells = drawn ? cellsOf(facts, { childId: wish.childId, drawn, closedAt }) : [];
    return { wish, drawn, cells, booked: cells.flatMap((cell) => bookingOf(cell, householdId)) };
  });
  const lost = lots.flatMap(({ cells, booked }) =>
    cells.filter((cell) => !booked.some(({ day }) => day.id === cell.day.id)),
  );
  await giveBack(context, lost);
  const order = { id: newId(), reference: newReference("TIR"), householdId };
  const added = lots.flatMap(({ booked }) => booked);
  if (added.length > 0) {
    await writeBookings(context, added, order);
    await writeOrder(context, order, { added, removed: [], refusals: [] });
  }
  await tx.drawWish.updateMany({ where: { id: { in: wishes.map(({ id }) => id) } }, data: { answeredAt: now } });
  await tell(context, { order: added.length > 0 ? order : null, row, lots });
  const news = lots.map(({ wish, drawn, booked }) => ({
    ...{ childId: wish.childId, ticket: wish.ticket, given: booked.map(({ day }) => day.day) },
    cents: sum(booked.map(({ price }) => price.cents)),
    waiting: (drawn?.waiting ?? []).flatMap((day) => waitOf(facts, wish.childId, day)),
  }));
  for (const mail of await answerMails(tx, { householdId, draw: row, today: context.today, news })) {
    await sendLater(context, mail);
  }
}

type Given = { childId: string; drawn: Drawn; closedAt: CivilDateTime };

/** Judged at the closing of the window: an answer that comes later costs the family nothing. */
function cellsOf(facts: Facts, { childId, drawn, closedAt }: Given): Cell[] {
  const child = facts.children.find(({ id }) => id === childId);
  return facts.days.flatMap((day) => {
    const activity = facts.activities.get(day.activityId);
    if (!child || !activity || !drawn.given.includes(day.day)) return [];
    return [{ child, day, activity, verdict: verdictOf(facts, child, day, closedAt) }];
  });
}

/** What the draw settles itself: its places are taken already, and it opens the days on its own date. */
const SETTLED: readonly (BookingRefusal | null)[] = [null, "full", "not-yet", "too-late"];

function bookingOf(cell: Cell, householdId: string): NewBooking[] {
  const { refusal, price, householdId: home, timing } = cell.verdict;
  if (!SETTLED.includes(refusal) || !price || home !== householdId) return [];
  const isRuled = refusal === null || refusal === "full";
  return [
    { ...cell, verdict: { ...cell.verdict, timing: isRuled ? timing : "in_time" }, id: newId(), householdId, price },
  ];
}

async function giveBack(context: Context, cells: readonly Cell[]): Promise<void> {
  if (cells.length === 0) return;
  const give = await offerPlaces(context, countByDay(cells));
  await movePlaces(context.tx, { take: new Map(), give });
}

function waitOf(facts: Facts, childId: string, day: string) {
  const found = facts.days.find((one) => one.day === day);
  const entry = found && facts.waiting.get(keyOf(childId, found.id));
  return entry ? [{ day, rank: entry.rank }] : [];
}

type Lot = {
  wish: { id: string; childId: string; householdId: string; ticket: string };
  drawn: Drawn | undefined;
  booked: readonly NewBooking[];
};
type Told = {
  order: { id: string; reference: string } | null;
  row: { id: string; activityId: string; label: string };
  lots: readonly Lot[];
};

async function tell(context: Context, { order, row, lots }: Told): Promise<void> {
  await recordAll(
    context,
    lots.map(({ wish, drawn, booked }) => ({
      type: "draw.answered",
      subject: { kind: "household", id: wish.householdId },
      object: { kind: "draw-wish", id: wish.id },
      body: {
        ...{
          drawId: row.id,
          activityId: row.activityId,
          activity: row.label,
          childId: wish.childId,
          ticket: wish.ticket,
        },
        ...(order && { order: order.reference, orderId: order.id }),
        days: booked.map(({ day }) => day.day),
        waitingDays: drawn?.waiting ?? [],
        cents: sum(booked.map(({ price }) => price.cents)),
      },
    })),
  );
}
