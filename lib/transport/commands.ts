/** The office keeps the stops of a line and the stop of each child. A stop that is removed keeps the rides of the past. */
import type { OfficeScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { addDays, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { busLine, childrenOfLine, ridesOf, stopsOf } from "./queries";
import type { AddStopInput, RemoveStopInput, RideInput } from "./schema";

const MOST_STOPS = 60;

export async function addStop(
  context: Context,
  { activityId, direction, name, time }: AddStopInput,
  scope: OfficeScope,
): Promise<Outcome<object, "too-many">> {
  await holdLine(context, scope, activityId);
  const stops = await stopsOf(context.tx, activityId);
  if (stops.length >= MOST_STOPS) return refused("too-many");
  const id = newId();
  const position = stops.length + 1;
  await context.tx.busStop.create({ data: { id, activityId, direction, name, time, position } });
  await recordStop(context, { id, activityId, before: null, after: { direction, name, time } });
  return done();
}

export async function removeStop(
  context: Context,
  { activityId, stopId }: RemoveStopInput,
  scope: OfficeScope,
): Promise<Outcome<object, "in-use">> {
  await holdLine(context, scope, activityId);
  const stop = (await stopsOf(context.tx, activityId)).find((one) => one.id === stopId);
  if (!stop) throw new NotFound();
  const rides = await ridesOf(context.tx, activityId, context.today);
  if (rides.some((ride) => ride.stopId === stopId)) return refused("in-use");
  await context.tx.busStop.update({ where: { id: stopId }, data: { removedAt: context.now } });
  const { direction, name, time } = stop;
  await recordStop(context, { id: stopId, activityId, before: { direction, name, time }, after: null });
  return done();
}

/** From today on; what was before stays as it was. */
export async function setRide(
  context: Context,
  { activityId, childId, direction, stopId, weekdays }: RideInput,
  scope: OfficeScope,
): Promise<Outcome<object, "no-day">> {
  const { tx, today, now, actor } = context;
  await holdLine(context, scope, activityId);
  const children = await childrenOfLine(tx, scope, activityId);
  const stops = await stopsOf(tx, activityId);
  const isStop = stopId === null || stops.some((stop) => stop.id === stopId && stop.direction === direction);
  if (!actor || !isStop || !children.some((child) => child.id === childId)) throw new NotFound();
  if (stopId !== null && weekdays.length === 0) return refused("no-day");
  const rides = await ridesOf(tx, activityId, today);
  const before = rides.filter((ride) => ride.childId === childId && ride.direction === direction);
  for (const { id } of before) {
    await tx.busRide.update({ where: { id }, data: { until: toColumn(addDays(today, -1)) } });
  }
  const id = newId();
  const place = { childId, activityId, direction, weekdays: [...weekdays].sort(), since: toColumn(today) };
  if (stopId)
    await tx.busRide.create({ data: { id, ...place, stopId, recordedAt: now, recordedById: actor.accountId } });
  await record(context, {
    type: "bus.ride-changed",
    subject: { kind: "child", id: childId },
    object: { kind: "bus-ride", id },
    body: {
      childId,
      activityId,
      direction,
      before: before.map((ride) => ride.stopId),
      after: stopId,
      weekdays: [...weekdays],
    },
  });
  return done();
}

/** One change of a line at a time, and only of a line that is one's own. */
async function holdLine({ tx }: Context, scope: OfficeScope, activityId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM activity WHERE id = ${activityId} FOR UPDATE`;
  if (!(await busLine(tx, scope, activityId))) throw new NotFound();
}

type StopFacts = { direction: string; name: string; time: string } | null;

function recordStop(
  context: Context,
  { id, activityId, before, after }: { id: string; activityId: string; before: StopFacts; after: StopFacts },
): Promise<string> {
  const body = { activityId, before, after };
  return record(context, { type: "bus.stop-changed", subject: null, object: { kind: "bus-stop", id }, body });
}
