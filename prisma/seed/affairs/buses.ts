/** Stops of the two bus lines, and the stop of each enrolled child: what the gate and the bus escort work with. */
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Actor } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { Direction } from "@/lib/transport/rules";
import type { Commune } from "../commune/found";
import type { Trace } from "../life/journal";
import { at } from "../rows";

/** Towards home; in the morning the bus takes the same stops the other way round. */
const STOPS = [
  ["Le Lavoir", "16:50", "08:12"],
  ["Place du Marché", "16:58", "08:04"],
  ["Les Cigales", "17:06", "07:56"],
] as const;

type Told = { commune: Commune; head: Actor };

export async function writeBuses(tx: Tx, { commune, head }: Told): Promise<Trace[]> {
  const since = commune.years.current.startsOn;
  const when = at(since, "09:10");
  const lines = commune.activities.filter((activity) => activity.kind === "bus");
  const stops = lines.flatMap((line) =>
    STOPS.flatMap(([name, evening, morning], position) => [
      { id: newId(), activityId: line.id, direction: "homeward" as Direction, name, time: evening, position },
      { id: newId(), activityId: line.id, direction: "outward" as Direction, name, time: morning, position },
    ]),
  );
  await tx.busStop.createMany({ data: stops });
  const rides = await ridesOf(tx, { lines, stops });
  const by = { recordedAt: when, recordedById: head.accountId };
  await tx.busRide.createMany({
    data: rides.map(({ id, childId, activityId, stopId }) => ({
      ...{ id, childId, activityId, stopId, direction: "homeward" as const, weekdays: [1, 2, 4, 5] },
      ...{ since: toColumn(since), ...by },
    })),
  });
  const trace = (event: Trace["event"]): Trace => ({ at: when, actor: head, event });
  return [
    ...stops.map(({ id, activityId, direction, name, time }) =>
      trace({
        ...{ type: "bus.stop-changed", subject: null, object: { kind: "bus-stop", id } },
        body: { activityId, before: null, after: { direction, name, time } },
      }),
    ),
    ...rides.map(({ id, childId, activityId, stopId }) =>
      trace({
        ...{ type: "bus.ride-changed", subject: { kind: "child", id: childId }, object: { kind: "bus-ride", id } },
        body: { childId, activityId, direction: "homeward", before: [], after: stopId, weekdays: [1, 2, 4, 5] },
      }),
    ),
  ];
}

type Lines = { lines: readonly { id: string }[]; stops: readonly Stop[] };
type Stop = { id: string; activityId: string; direction: Direction };

/** Children of a line get its stops in turn. */
async function ridesOf(tx: Tx, { lines, stops }: Lines) {
  const enrolled = await tx.enrolment.findMany({
    where: { activityId: { in: lines.map((line) => line.id) }, state: "accepted" },
    orderBy: { childId: "asc" },
    distinct: ["childId", "activityId"],
    select: { childId: true, activityId: true },
  });
  return lines.flatMap((line) => {
    const own = stops.filter((stop) => stop.activityId === line.id && stop.direction === "homeward");
    const riders = enrolled.filter((row) => row.activityId === line.id);
    return riders.flatMap(({ childId, activityId }, index) => {
      const stop = own[index % own.length];
      return stop ? [{ id: newId(), childId, activityId, stopId: stop.id }] : [];
    });
  });
}
