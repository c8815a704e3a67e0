/** The yearly enrolments behind the bookings: asked in June, accepted before the summer; a few still wait, one was refused. */
import { acceptsGrade } from "@/lib/activity/rules";
import type { EnrolmentState } from "@/lib/generated/prisma/client";
import { addDays, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Actor } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { Activity, OfferedKind } from "../commune/activities";
import type { Commune } from "../commune/found";
import { type Class, type Home, type Place, siteFor } from "../families/home";
import { at, earlier, later } from "../rows";
import type { Trace } from "./journal";
import type { ActorOf } from "./traces";

type Enrolled = {
  id: string;
  home: Home;
  place: Place;
  schooling: Class;
  activity: Activity;
  state: EnrolmentState;
  motive: string | null;
};

export type EnrolmentFacts = { commune: Commune; today: string; head: Actor; actorOf: ActorOf };

export function tellEnrolments(homes: readonly Home[], { commune }: EnrolmentFacts): Enrolled[] {
  const seen = new Set<string>();
  return homes
    .flatMap((home) =>
      home.places.flatMap((place) => place.kid.classes.flatMap((schooling) => asked(home, place, schooling, commune))),
    )
    .filter(({ place, activity, schooling }) => {
      const key = `${place.kid.id} ${activity.id} ${schooling.yearId}`;
      return seen.has(key) ? false : seen.add(key);
    });
}

function asked(home: Home, place: Place, schooling: Class, { activities, years }: Commune): Enrolled[] {
  const { asks, refused } = place.kid.told;
  const isCurrent = schooling.yearId === years.current.id;
  const wishes: [OfferedKind, EnrolmentState, string | null][] = [
    ...(Object.keys(place.plan) as OfferedKind[]).map((kind): [OfferedKind, EnrolmentState, null] => [
      kind,
      "accepted",
      null,
    ]),
    ...(isCurrent ? asks.map((kind): [OfferedKind, EnrolmentState, null] => [kind, "requested", null]) : []),
    ...(isCurrent && refused
      ? [[refused.kind, "refused", refused.motive] as [OfferedKind, EnrolmentState, string]]
      : []),
  ];
  return wishes.flatMap(([kind, state, motive]) => {
    const activity = activities.find((one) => one.kind === kind && one.site === siteFor(kind, schooling));
    if (!activity || !acceptsGrade(activity.grades, schooling.grade)) return [];
    return [{ id: newId(), home, place, schooling, activity, state, motive }];
  });
}

export async function writeEnrolments(tx: Tx, list: readonly Enrolled[], facts: EnrolmentFacts): Promise<Trace[]> {
  const rows = list.map((one) => ({ one, ...datesOf(one, facts.today) }));
  await tx.enrolment.createMany({
    data: rows.map(({ one, askedAt, decidedAt }) => ({
      id: one.id,
      childId: one.place.kid.id,
      activityId: one.activity.id,
      schoolYearId: one.schooling.yearId,
      householdId: one.home.id,
      state: one.state,
      since: toColumn(one.schooling.since),
      until: one.schooling.until && toColumn(one.schooling.until),
      motive: one.motive,
      requestedAt: askedAt,
      requestedById: facts.actorOf(one).accountId,
      decidedAt,
      decidedById: decidedAt && facts.head.accountId,
    })),
  });
  return rows.flatMap(({ one, askedAt, decidedAt }) => tracesOf(one, { askedAt, decidedAt }, facts));
}

/** Asked three weeks before the year begins; what still waits was asked three days ago. */
function datesOf({ state, schooling, home }: Enrolled, today: string): { askedAt: Date; decidedAt: Date | null } {
  if (state === "requested") return { askedAt: at(addDays(today, -3), "18:20"), decidedAt: null };
  if (state === "refused")
    return { askedAt: at(addDays(today, -30), "18:20"), decidedAt: at(addDays(today, -25), "11:00") };
  const day = earlier(later(addDays(schooling.since, -20), home.since), addDays(today, -2));
  return { askedAt: at(day, "18:20"), decidedAt: at(addDays(day, 1), "11:00") };
}

function tracesOf(
  one: Enrolled,
  { askedAt, decidedAt }: { askedAt: Date; decidedAt: Date | null },
  facts: EnrolmentFacts,
): Trace[] {
  const event = (type: "requested" | "accepted" | "refused") => ({
    type: `enrolment.${type}` as const,
    subject: { kind: "household" as const, id: one.home.id },
    object: { kind: "enrolment", id: one.id },
    body: {
      childId: one.place.kid.id,
      activityId: one.activity.id,
      activity: one.activity.nameFr,
      schoolYearId: one.schooling.yearId,
      ...(one.motive && { motive: one.motive }),
    },
  });
  const request = { at: askedAt, actor: facts.actorOf(one), event: event("requested") };
  if (!decidedAt || one.state === "requested" || one.state === "ended") return [request];
  return [request, { at: decidedAt, actor: facts.head, event: event(one.state) }];
}
