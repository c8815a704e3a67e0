/**
 * The places of a day, counted where two families cannot take the same one (design §4, facts: domain-rules 24, 26, 27).
 * `taken` moves by conditional updates only, never by reading first; a freed place goes to the queue before anybody else.
 */
import { record } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { instantOf, parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { sendLater } from "@/lib/server/work/mail";
import { type DayLimits, readDayLimits } from "./queries";
import { dayMails } from "./queries-mail";
import { OFFER_HOURS, offerEnds } from "./rules";

/** Places by day. */
export type Places = ReadonlyMap<string, number>;

export type Moves = { take: Places; give: Places };

/** Takes and gives back places, and says how many were had of each day: all asked for, or as many as were left. */
export type MovePlaces = (tx: Tx, moves: Moves) => Promise<Places>;

/**
 * All days in one statement, which locks them in the order of their ids so that two families never wait for each other.
 * When some are short, the mark that the statement left tells the days that were had; siblings may still share what is left of the others.
 */
export const movePlaces: MovePlaces = async (tx, { take, give }) => {
  let wanted = new Map(take);
  const had = new Map<string, number>();
  for (let back = give; ; back = new Map()) {
    const moves = movesOf(wanted, back);
    const mark = newId();
    const moved = moves.size === 0 ? 0 : await moveAll(tx, moves, mark);
    const missing = moved === moves.size ? new Set<string>() : await unmoved(tx, moves, mark);
    for (const [id, count] of wanted) if (!missing.has(id)) had.set(id, count);
    wanted = new Map([...wanted].flatMap(([id, count]) => (missing.has(id) && count > 1 ? [[id, count - 1]] : [])));
    if (wanted.size === 0) return had;
  }
};

async function unmoved(tx: Tx, moves: Places, mark: string): Promise<Set<string>> {
  const ids = [...moves.keys()];
  const moved = await tx.activityDay.findMany({ where: { id: { in: ids }, movedBy: mark }, select: { id: true } });
  return new Set(ids.filter((id) => !moved.some((row) => row.id === id)));
}

/** The change of each day; a day that is both given back and taken does not move. */
function movesOf(take: Places, give: Places): Map<string, number> {
  const moves = new Map(take);
  for (const [id, count] of give) moves.set(id, (moves.get(id) ?? 0) - count);
  return new Map([...moves].filter(([, change]) => change !== 0));
}

function moveAll(tx: Tx, moves: Places, mark: string): Promise<number> {
  const groups = new Map<number, string[]>();
  for (const id of [...moves.keys()].sort()) {
    const change = moves.get(id) ?? 0;
    groups.set(change, [...(groups.get(change) ?? []), id]);
  }
  const cases = [...groups].map(([change, ids]) => Prisma.sql`WHEN id IN (${Prisma.join(ids)}) THEN ${change}`);
  const rows = [...groups].map(([change, ids]) => {
    return Prisma.sql`(id IN (${Prisma.join(ids)}) AND taken + ${change} BETWEEN 0 AND ${limitOf(change)})`;
  });
  const change = Prisma.sql`CASE ${Prisma.join(cases, " ")} ELSE 0 END`;
  return tx.$executeRaw`UPDATE activity_day SET taken = taken + ${change}, moved_by = ${mark}
    WHERE ${Prisma.join(rows, " OR ")}`;
}

/** Giving back is always possible; taking needs a place, on a day that the office has not closed meanwhile. */
function limitOf(change: number): Prisma.Sql {
  return change > 0 ? Prisma.sql`IF(closed_fr IS NULL, capacity, -1)` : Prisma.sql`taken`;
}

/** Freed places: offered to those who wait, by priority of the rules, then first come first served. Gives the others, to be given back. */
export async function offerPlaces(context: Context, freed: Places): Promise<Places> {
  if (freed.size === 0) return freed;
  const back = new Map(freed);
  const queued = await context.tx.waitingEntry.findMany({
    where: { activityDayId: { in: [...freed.keys()] }, state: "waiting" },
    orderBy: [{ priority: "asc" }, { createdAt: "asc" }, { id: "asc" }],
  });
  const limits = queued.length > 0 ? await readDayLimits(context.tx, [...freed.keys()]) : new Map<string, DayLimits>();
  for (const entry of queued) {
    const left = back.get(entry.activityDayId) ?? 0;
    const limit = limits.get(entry.activityDayId);
    if (left > 0 && limit && (await offer(context, entry, limit))) back.set(entry.activityDayId, left - 1);
  }
  return new Map([...back].filter(([, count]) => count > 0));
}

type Entry = { id: string; childId: string; activityDayId: string; householdId: string };

/** The place stays counted in `taken` while it is offered. False when the entry left the queue meanwhile, or when it is too late. */
async function offer(context: Context, entry: Entry, limit: DayLimits): Promise<boolean> {
  const { tx, now } = context;
  const dayLater = parisOf(after(now, OFFER_HOURS)).moment;
  const ends = limit.isOpen ? offerEnds(context.moment, dayLater, limit.closesAt) : null;
  if (ends === null) return false;
  const { count } = await tx.waitingEntry.updateMany({
    where: { id: entry.id, state: "waiting" },
    data: { state: "offered", offeredAt: now, offerExpiresAt: instantOf(ends) },
  });
  if (count === 0) return false;
  await record(context, {
    type: "waiting.offered",
    subject: { kind: "household", id: entry.householdId },
    object: { kind: "waiting-entry", id: entry.id },
    body: { childId: entry.childId, activityDayId: entry.activityDayId, ...limit.words, until: ends },
  });
  const news = { ...entry, today: context.today, activity: limit, until: ends };
  for (const mail of await dayMails(tx, { mail: "placeOffered", ...news })) {
    await sendLater(context, mail);
  }
  return true;
}

function after(now: Date, hours: number): Date {
  return new Date(now.getTime() + hours * 3_600_000);
}
