/** A full Monday at the study of Les Oliviers, and three children who wait for a place: Tom is third. */
import { addDays, weekdayOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Tx } from "@/lib/server/db";
import type { OpenDay } from "../commune/opening";
import type { Home } from "../families/home";
import { at, must } from "../rows";
import { type Booked, mayAttend, type World } from "./bookings";
import type { Trace } from "./journal";
import type { ActorOf } from "./traces";

const QUEUE = [
  { story: "chevalier", child: "Romane" },
  { story: "colin", child: "Jules" },
  { story: "durand", child: "Tom" },
] as const;

/** The second priority of the rules (rules.ts): none of the three said that both parents work. */
const RESIDENTS = 2;

type Waiting = { id: string; home: Home; childId: string; open: OpenDay; createdAt: Date };

/** Fills the day, by an agent who is away: there are as many places as bookings. Call it before the days are written. */
export function tellWaiting(homes: readonly Home[], bookings: readonly Booked[], world: World): Waiting[] {
  const { commune, today } = world;
  const study = must(
    commune.activities.find(({ code }) => code === "OLI-ET"),
    "study",
  );
  const queue = QUEUE.map(({ story, child }) => {
    const home = must(
      homes.find((one) => one.story.key === story),
      story,
    );
    return {
      home,
      place: must(
        home.places.find(({ kid }) => kid.firstName === child),
        child,
      ),
    };
  });
  const isBooked = (childId: string, open: OpenDay) =>
    bookings.some(({ place, open: { id }, cancelled }) => place.kid.id === childId && id === open.id && !cancelled);
  const open = world.days.find(
    (one) =>
      one.activityId === study.id &&
      one.day >= addDays(today, 8) &&
      one.taken > 0 &&
      weekdayOf(one.day) === 1 &&
      queue.every(({ place }) => mayAttend(place, study, one.day) && !isBooked(place.kid.id, one)),
  );
  if (!open) return [];
  open.capacity = open.taken;
  return queue.map(({ home, place }, index) => {
    return { id: newId(), home, childId: place.kid.id, open, createdAt: at(addDays(today, index - 4), "19:02") };
  });
}

export async function writeWaiting(tx: Tx, queue: readonly Waiting[], actorOf: ActorOf): Promise<Trace[]> {
  await tx.waitingEntry.createMany({
    data: queue.map(({ id, home, childId, open, createdAt }) => ({
      id,
      childId,
      activityDayId: open.id,
      householdId: home.id,
      state: "waiting",
      priority: RESIDENTS,
      createdAt,
      createdById: actorOf({ home }).accountId,
    })),
  });
  return queue.map(({ id, home, childId, open, createdAt }) => ({
    at: createdAt,
    actor: actorOf({ home }),
    event: {
      type: "waiting.joined",
      subject: { kind: "household", id: home.id },
      object: { kind: "waiting-entry", id },
      body: {
        childId,
        activityDayId: open.id,
        activityId: open.activityId,
        activity: "Étude surveillée",
        day: open.day,
      },
    },
  }));
}
