/** Yearly enrolments: what a child may ask for, what was asked, and what waits for the office within its sites. */
import { activitiesOfOffice, childrenOfFamily, type FamilyScope, type OfficeScope } from "@/lib/access/gate";
import { acceptsGrade, type EnrolmentFacts } from "@/lib/activity/rules";
import { type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

export type EnrolmentState = "requested" | "accepted" | "refused" | "ended";

const activityNames = {
  id: true,
  nameFr: true,
  nameEn: true,
  kind: true,
  startsAt: true,
  endsAt: true,
  site: { select: { name: true } },
} as const;

/** The class and site of a child in a school year: the latest row. */
export async function schoolingIn(tx: Tx, childId: string, schoolYearId: string) {
  return tx.schooling.findFirst({
    where: { childId, schoolYearId },
    orderBy: { since: "desc" },
    select: { grade: true, siteId: true, site: { select: { name: true } } },
  });
}

/** The facts of `refuseEnrolment`; null when the activity does not exist. */
export async function enrolmentFacts(
  tx: Tx,
  { childId, activityId, schoolYearId }: { childId: string; activityId: string; schoolYearId: string },
): Promise<(EnrolmentFacts & { nameFr: string; nameEn: string }) | null> {
  const [activity, schooling, living] = await Promise.all([
    tx.activity.findUnique({ where: { id: activityId }, include: { site: { select: { kind: true } } } }),
    schoolingIn(tx, childId, schoolYearId),
    tx.enrolment.count({ where: { childId, activityId, schoolYearId, state: { in: ["requested", "accepted"] } } }),
  ]);
  if (!activity) return null;
  return {
    nameFr: activity.nameFr,
    nameEn: activity.nameEn,
    activityOpen: activity.isOpen,
    siteMatches: activity.site.kind === "leisure_centre" || activity.siteId === schooling?.siteId,
    grades: activity.grades as string[] | null,
    grade: schooling?.grade ?? null,
    alreadyAsked: living > 0,
  };
}

/** One's own child with its enrolments of a year, and the activities it may still be enrolled in. */
export async function enrolmentsOfChild(tx: Tx, scope: FamilyScope, wanted: { childId: string; schoolYearId: string }) {
  const { childId, schoolYearId } = wanted;
  const child = await tx.child.findFirst({
    where: { AND: [{ id: childId }, childrenOfFamily(scope)] },
    select: { id: true, firstName: true },
  });
  if (!child) return null;
  const [schooling, rows] = await Promise.all([
    schoolingIn(tx, childId, schoolYearId),
    tx.enrolment.findMany({
      where: { childId, schoolYearId },
      orderBy: { requestedAt: "desc" },
      select: {
        id: true,
        state: true,
        motive: true,
        since: true,
        requestedAt: true,
        activityId: true,
        activity: { select: activityNames },
      },
    }),
  ]);
  const activities = schooling
    ? await tx.activity.findMany({
        where: { isOpen: true, OR: [{ siteId: schooling.siteId }, { site: { kind: "leisure_centre" } }] },
        orderBy: [{ startsAt: "asc" }, { position: "asc" }],
        select: { ...activityNames, grades: true },
      })
    : [];
  const living = new Set(
    rows.filter((row) => row.state !== "refused" && row.state !== "ended").map((row) => row.activityId),
  );
  return {
    child,
    schooling,
    enrolments: rows.map((row) => ({
      ...row,
      state: row.state as EnrolmentState,
      since: fromColumn(row.since),
      requestedOn: parisOf(row.requestedAt).day,
    })),
    offers: activities.filter(
      (one) => !living.has(one.id) && acceptsGrade(one.grades as string[] | null, schooling?.grade ?? null),
    ),
  };
}

/** Requests that wait, oldest first, and the last ones decided; within the agent's sites. */
export async function enrolmentsForOffice(tx: Tx, scope: OfficeScope, state: "requested" | "decided") {
  const where = {
    activity: activitiesOfOffice(scope),
    state: state === "requested" ? ("requested" as const) : { in: ["accepted" as const, "refused" as const] },
    ...(state === "decided" && { decidedAt: { not: null } }),
  };
  const rows = await tx.enrolment.findMany({
    where,
    orderBy: state === "requested" ? { requestedAt: "asc" } : { decidedAt: "desc" },
    take: 100,
    include: {
      child: { select: { firstName: true, lastName: true } },
      activity: { select: { ...activityNames, capacity: true } },
    },
  });
  const schoolings = await tx.schooling.findMany({
    where: {
      childId: { in: rows.map((row) => row.childId) },
      schoolYearId: { in: rows.map((row) => row.schoolYearId) },
    },
    orderBy: { since: "asc" },
    include: { site: { select: { name: true } } },
  });
  return rows.map((row) => {
    const schooling = schoolings
      .filter((one) => one.childId === row.childId && one.schoolYearId === row.schoolYearId)
      .at(-1);
    return {
      id: row.id,
      state: row.state as EnrolmentState,
      motive: row.motive,
      child: row.child,
      activity: row.activity,
      school: schooling ? { grade: schooling.grade, site: schooling.site.name } : null,
      requestedOn: parisOf(row.requestedAt).day,
    };
  });
}

/** How many children are enrolled in each activity today, for the office. */
export async function enrolledCounts(
  tx: Tx,
  activityIds: readonly string[],
  today: CivilDate,
): Promise<Map<string, number>> {
  const day = toColumn(today);
  const rows = await tx.enrolment.groupBy({
    by: ["activityId"],
    where: {
      activityId: { in: [...activityIds] },
      state: "accepted",
      OR: [{ until: null }, { until: { gte: day } }],
    },
    _count: true,
  });
  return new Map(rows.map((row) => [row.activityId, row._count]));
}
