/**
 * The worker's part of a publication: the schools of the new year, a few hundred children a transaction, each child with its trace. What is written
 * is marked, so that a worker that was killed is followed by one that goes on where it stopped.
 */
import { z } from "zod";
import { type Event, recordAll } from "@/lib/evidence/record";
import { addDays, type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { now as clockNow } from "@/lib/server/clock";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { type LeasedJob, progress } from "@/lib/server/work/jobs";
import { isAsDrafted, schooledIn } from "./queries-drift";

const payloadSchema = z.object({ rolloverId: z.uuid() });
const AT_ONCE = 250;

/** Handler of `rollover.publish`. One that is published already is left as it is. */
export async function publishSchools(database: Database, job: LeasedJob): Promise<null> {
  const { rolloverId } = payloadSchema.parse(job.payload);
  const total = await database.rolloverChild.count({ where: { rolloverId } });
  for (let left = -1; left !== 0; ) {
    left = await transaction((tx) => publishSome(systemContext(tx, clockNow()), rolloverId), database);
    await progress(database, job, { done: total - left, total, now: clockNow() });
  }
  return null;
}

/** Gives how many children are left; with the last of them the publication is complete. */
export async function publishSome(context: Context, rolloverId: string): Promise<number> {
  const { tx, now } = context;
  await tx.$queryRaw`SELECT id FROM rollover WHERE id = ${rolloverId} FOR UPDATE`;
  const rollover = await tx.rollover.findUniqueOrThrow({ where: { id: rolloverId } });
  if (rollover.state !== "publishing") return 0;
  const to = await tx.schoolYear.findUniqueOrThrow({ where: { id: rollover.toYearId } });
  const from = await tx.schoolYear.findUniqueOrThrow({ where: { id: rollover.fromYearId } });
  const rows = await tx.rolloverChild.findMany({
    where: { rolloverId, appliedAt: null },
    orderBy: { childId: "asc" },
    take: AT_ONCE,
  });
  await writeSchools(context, rows, {
    from: { id: from.id, endsOn: fromColumn(from.endsOn) },
    toYearId: to.id,
    since: fromColumn(to.startsOn),
  });
  await tx.rolloverChild.updateMany({
    where: { rolloverId, childId: { in: rows.map((row) => row.childId) } },
    data: { appliedAt: now },
  });
  const left = await tx.rolloverChild.count({ where: { rolloverId, appliedAt: null } });
  if (left === 0)
    await tx.rollover.update({ where: { id: rolloverId }, data: { state: "published", publishedAt: now } });
  return left;
}

type Row = {
  childId: string;
  fromSiteId: string;
  fromGrade: string;
  outcome: string;
  toSiteId: string | null;
  toGrade: string | null;
};
type Years = { from: { id: string; endsOn: CivilDate }; toYearId: string; since: CivilDate };

/**
 * A school given meanwhile (a move accepted in summer) stays; the old one ends the day before the new year begins. Of a child who left or changed
 * class since the draft nothing is written: the head is shown how many.
 */
async function writeSchools(context: Context, planned: readonly Row[], years: Years): Promise<void> {
  const { tx } = context;
  const { from, toYearId, since } = years;
  const everybody = planned.map((row) => row.childId);
  const schooled = await schooledIn(tx, from, { today: context.today, childIds: everybody });
  const rows = planned.filter((row) => isAsDrafted(row, schooled.get(row.childId)));
  const childIds = rows.map((row) => row.childId);
  const placed = await tx.schooling.findMany({
    where: { schoolYearId: toYearId, childId: { in: childIds } },
    select: { childId: true },
  });
  const known = new Set(placed.map((row) => row.childId));
  const fresh = rows.flatMap(({ childId, outcome, toSiteId, toGrade }) =>
    outcome !== "leaves" && toSiteId && toGrade && !known.has(childId)
      ? [{ id: newId(), childId, schoolYearId: toYearId, siteId: toSiteId, grade: toGrade, since: toColumn(since) }]
      : [],
  );
  await tx.schooling.updateMany({
    where: { schoolYearId: from.id, childId: { in: childIds }, until: null },
    data: { until: toColumn(addDays(since, -1)) },
  });
  await tx.schooling.createMany({ data: fresh });
  await recordAll(context, rows.filter((row) => !known.has(row.childId)).map(eventOf));
}

function eventOf({ childId, fromSiteId, fromGrade, outcome, toSiteId, toGrade }: Row): Event {
  return {
    type: "child.moved-up",
    subject: { kind: "child", id: childId },
    object: { kind: "child", id: childId },
    body: {
      childId,
      outcome,
      before: { siteId: fromSiteId, grade: fromGrade },
      after: { siteId: toSiteId, grade: toGrade },
    },
  };
}
