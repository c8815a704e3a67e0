/**
 * Runs a draw once its window is closed. One transaction fixes everything: the order, who gets which day, the places taken, the queue of the
 * others, the published document. The places then become bookings household by household (commands-answer).
 */
import { createHash } from "node:crypto";
import { movePlaces } from "@/lib/booking/commands-places";
import { type Event, record, recordAll } from "@/lib/evidence/record";
import { type CivilDate, fromColumn, parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, type JsonObject, transaction } from "@/lib/server/db";
import { answerHouseholds } from "./commands-answer";
import { type Drawn, draw } from "./rules";
import { DRAW_FORMAT, type DrawInput, type PublishedDraw } from "./schema";

export async function runDraw(
  context: Context,
  { drawId, activityId }: DrawInput,
): Promise<Outcome<{ tickets: number }, "not-closed" | "over">> {
  const { tx, now } = context;
  const row = await holdDraw(context, drawId);
  if (row.activityId !== activityId) throw new NotFound();
  if (row.state !== "open") return turnDown(context, row, "over");
  if (now < row.closesAt) return turnDown(context, row, "not-closed");
  const days = await holdDays(context, row);
  const wishes = await tx.drawWish.findMany({ where: { drawId, withdrawnAt: null }, orderBy: { ticket: "asc" } });
  const tickets = wishes.map(({ ticket, priority, days: asked }) => ({ ticket, priority, days: asked as CivilDate[] }));
  const places = days.map(({ day, free }) => ({ day, places: free }));
  const result = draw({ seed: row.seed, tickets, places });
  const published: PublishedDraw = {
    format: DRAW_FORMAT,
    draw: {
      ...{ id: drawId, label: row.label, activity: row.activity.nameFr, site: row.activity.site.name },
      closedAt: parisOf(row.closesAt).moment,
    },
    ...{ commitment: row.commitment, seed: row.seed, places, tickets, result },
  };
  await takePlaces(context, days, result);
  await queueTheOthers(context, { row, days, wishes, result });
  const stored = published as unknown as JsonObject;
  await tx.draw.update({ where: { id: drawId }, data: { state: "drawn", drawnAt: now, result: stored } });
  await record(context, {
    type: "draw.drawn",
    subject: null,
    object: { kind: "draw", id: drawId },
    body: told(published),
  });
  return done({ tickets: tickets.length });
}

function told(published: PublishedDraw): Event["body"] {
  const { draw: about, commitment, seed, tickets, result } = published;
  const sha256 = createHash("sha256").update(JSON.stringify(published)).digest("hex");
  const given = result.reduce((count, one) => count + one.given.length, 0);
  return { drawId: about.id, label: about.label, commitment, seed, tickets: tickets.length, given, sha256 };
}

type Row = Awaited<ReturnType<typeof holdDraw>>;

async function holdDraw({ tx }: Context, id: string) {
  await tx.$queryRaw`SELECT id FROM draw WHERE id = ${id} FOR UPDATE`;
  const activity = { select: { nameFr: true, site: { select: { name: true } } } };
  const row = await tx.draw.findUnique({ where: { id } });
  const about = row && (await tx.activity.findUniqueOrThrow({ where: { id: row.activityId }, ...activity }));
  if (!row || !about) throw new NotFound();
  return { ...row, activity: about };
}

async function turnDown<Reason extends string>(context: Context, { id, label }: Row, reason: Reason) {
  const object = { kind: "draw", id };
  await record(context, { type: "draw.refused", subject: null, object, body: { drawId: id, label, reason } });
  return refused(reason);
}

type HeldDay = { id: string; day: CivilDate; free: number; isOpen: boolean };

/** The days in the order of their ids, as bookings lock them: what is free now stays free until the places are taken. */
async function holdDays({ tx }: Context, { activityId, firstDay, lastDay }: Row): Promise<HeldDay[]> {
  await tx.$queryRaw`SELECT id FROM activity_day WHERE activity_id = ${activityId}
    AND day BETWEEN ${fromColumn(firstDay)} AND ${fromColumn(lastDay)} ORDER BY id FOR UPDATE`;
  const rows = await tx.activityDay.findMany({
    where: { activityId, day: { gte: firstDay, lte: lastDay } },
    orderBy: { day: "asc" },
  });
  return rows.map(({ id, day, capacity, taken, closedFr }) => {
    const isOpen = closedFr === null;
    return { id, day: fromColumn(day), isOpen, free: isOpen ? Math.max(0, capacity - taken) : 0 };
  });
}

async function takePlaces({ tx }: Context, days: readonly HeldDay[], result: readonly Drawn[]): Promise<void> {
  const counts = days.map(({ id, day }): [string, number] => {
    return [id, result.filter(({ given }) => given.includes(day)).length];
  });
  const take = new Map(counts.filter(([, count]) => count > 0));
  const had = await movePlaces(tx, { take, give: new Map() });
  for (const [id, count] of take) if (had.get(id) !== count) throw new Error("A held day lost its places");
}

type Wish = { ticket: string; childId: string; householdId: string; createdById: string | null };
type Lot = { row: Row; days: readonly HeldDay[]; wishes: readonly Wish[]; result: readonly Drawn[] };

/** Those who got no place wait in the order in which they were called: a millisecond apart, after the same priority. */
async function queueTheOthers(context: Context, { row, days, wishes, result }: Lot): Promise<void> {
  const { tx, now } = context;
  const open = new Map(days.filter(({ isOpen }) => isOpen).map((day) => [day.day, day]));
  const wishOf = new Map(wishes.map((wish) => [wish.ticket, wish]));
  const entries = result.flatMap(({ ticket, priority, waiting }, index) =>
    waiting.flatMap((day) => {
      const [wish, held] = [wishOf.get(ticket), open.get(day)];
      if (!wish || !held) return [];
      const { childId, householdId, createdById } = wish;
      const createdAt = new Date(now.getTime() + index);
      return [{ id: newId(), childId, householdId, activityDayId: held.id, day, priority, createdAt, createdById }];
    }),
  );
  if (entries.length === 0) return;
  await tx.waitingEntry.createMany({
    data: entries.map(({ day: _, ...entry }) => ({ ...entry, state: "waiting" as const })),
  });
  await recordAll(
    context,
    entries.map(({ id, childId, householdId, activityDayId, day, priority }) => ({
      type: "waiting.joined",
      subject: { kind: "household", id: householdId },
      object: { kind: "waiting-entry", id },
      body: {
        childId,
        activityDayId,
        activityId: row.activityId,
        activity: row.activity.nameFr,
        day,
        priority,
        drawId: row.id,
      },
    })),
  );
}

/** A round of the worker: draws whose window is closed are run, then the households of drawn ones get their bookings and their answer. */
export async function runDraws(database: Database, now: Date): Promise<number> {
  const due = await database.draw.findMany({
    where: { state: "open", closesAt: { lte: now } },
    select: { id: true, activityId: true },
    orderBy: { closesAt: "asc" },
    take: 5,
  });
  for (const { id, activityId } of due) {
    await transaction((tx) => runDraw(systemContext(tx, now), { drawId: id, activityId }), database);
  }
  return due.length + (await answerHouseholds(database, now));
}
