/**
 * What the journal adds to a booking (issue 5: ≤ 1.2 × without): the real command, of a family that orders four days of the canteen, with its
 * lines of the journal and with the inserts of those lines left out. One after the other, so that a busy moment weighs on both.
 */
import { bookDays } from "../../../lib/booking/commands";
import { movePlaces } from "../../../lib/booking/commands-places";
import { addDays, type CivilDate, weekdayOf } from "../../../lib/kernel/civil-date";
import type { Context } from "../../../lib/server/context";
import type { Tx } from "../../../lib/server/db";
import { aFamily, anActivity, asParent, aTown, type Family } from "../../../prisma/testing/bookings";
import { type Times, timed } from "../measure";

const DAYS = 4;
const ROUNDS = 120;
const WARM = 20;
const FIRST_DAY = "2026-11-30";
const WEEKEND = 6;

type Cost = { times: Times[]; ratio: number };

export async function measureBooking(): Promise<Cost> {
  const town = await aTown();
  const days = schoolDays(DAYS);
  const { id, dayIds } = await anActivity(town, { days, capacity: 1000 });
  const families = await Promise.all([aFamily(town, [id]), aFamily(town, [id])]);
  const samples: { with: number[]; without: number[] } = { with: [], without: [] };
  for (let round = -WARM; round < ROUNDS; round += 1) {
    // The families take turns, so that neither way always books for the same one.
    for (const [which, kind] of (["with", "without"] as const).entries()) {
      const family = families[(which + Math.abs(round)) % 2];
      if (!family) throw new Error("There are two families");
      const took = await timed(() => order(family, { add: dayIds }, kind === "without"));
      await order(family, { remove: dayIds }, false);
      if (round >= 0) samples[kind].push(took);
    }
  }
  const middle = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
  return {
    times: [
      { name: `a booking of ${DAYS} days, without the journal`, samples: samples.without },
      { name: "the same, with its lines of the journal", samples: samples.with },
    ],
    ratio: middle(samples.with) / middle(samples.without),
  };
}

function schoolDays(count: number): CivilDate[] {
  const days: CivilDate[] = [];
  for (let day: CivilDate = FIRST_DAY; days.length < count; day = addDays(day, 1))
    if (weekdayOf(day) < WEEKEND) days.push(day);
  return days;
}

type Change = { add?: readonly string[]; remove?: readonly string[] };

async function order(family: Family, { add = [], remove = [] }: Change, isMute: boolean): Promise<void> {
  const cells = (ids: readonly string[]) =>
    ids.map((activityDayId) => ({ childId: family.childIds[0] ?? "", activityDayId }));
  const wish = { add: cells(add), remove: cells(remove), keep: [], same: null };
  const outcome = await asParent(family, (context) =>
    bookDays(isMute ? mute(context) : context, family.scope, { wish, move: movePlaces }),
  );
  if (!outcome.ok) throw new Error(outcome.reason);
}

const MUTE = new Set(["auditEvent", "auditPart", "auditPending"]);
const silent = { createMany: async ({ data }: { data: readonly unknown[] }) => ({ count: data.length }) };

/** The same transaction, but what is inserted into the journal's tables goes nowhere. */
function mute(context: Context): Context {
  const tx = new Proxy(context.tx, {
    get: (target, name) => (MUTE.has(String(name)) ? silent : Reflect.get(target, name)),
  }) as Tx;
  return { ...context, tx };
}
