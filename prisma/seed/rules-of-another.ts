/**
 * Another commune's rules on the demonstration's families: every child in class is enrolled in what the file offers, and a service whose
 * price its page does not publish gets one that says so. Never in a real installation.
 */
import { acceptsGrade } from "@/lib/activity/rules";
import { concerns } from "@/lib/clause/rules-activities";
import { record } from "@/lib/evidence/record";
import { fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import { type CommuneFile, communeFileSchema } from "@/lib/rulebook/schema";
import type { Context } from "@/lib/server/context";

export function withPrices(file: CommuneFile, cents: Cents): CommuneFile {
  const unpriced = file.activities.filter(
    ({ id }) => !file.prices.some(({ activities }) => concerns(file, activities, id)),
  );
  if (unpriced.length === 0) return file;
  const activities = unpriced.map(({ id }) => id);
  const price = { label: "Prix de démonstration : la page de la commune n’en publie pas", activities, price: cents };
  return communeFileSchema.parse({ ...file, prices: [...file.prices, price] });
}

/** How many enrolments were written. */
export async function enrolEveryone(context: Context, file: CommuneFile): Promise<number> {
  const { tx, now, today } = context;
  const year = await tx.schoolYear.findFirst({
    where: { startsOn: { lte: toColumn(today) }, endsOn: { gte: toColumn(today) } },
  });
  if (!year) return 0;
  const codes = file.activities.map(({ id }) => id);
  const activities = await tx.activity.findMany({ where: { ruleCode: { in: codes }, isOpen: true } });
  const children = await tx.schooling.findMany({
    where: {
      schoolYearId: year.id,
      since: { lte: toColumn(today) },
      OR: [{ until: null }, { until: { gte: toColumn(today) } }],
    },
    select: {
      childId: true,
      grade: true,
      child: { select: { leftOn: true, households: { select: { householdId: true } } } },
    },
  });
  const rows = children.flatMap(({ childId, grade, child }) => {
    const householdId = child.households[0]?.householdId;
    if (!householdId || child.leftOn !== null) return [];
    return activities
      .filter((activity) => acceptsGrade(activity.grades as string[] | null, grade))
      .map((activity) => ({
        ...{ id: newId(), childId, activityId: activity.id, schoolYearId: year.id, householdId },
        ...{ state: "accepted" as const, since: year.startsOn, requestedAt: now, decidedAt: now },
      }));
  });
  const { count } = await tx.enrolment.createMany({ data: rows, skipDuplicates: true });
  await record(context, {
    type: "enrolment.accepted",
    subject: null,
    object: { kind: "school-year", id: year.id },
    body: { demonstration: file.commune.name, enrolments: rows.map(({ id }) => id), since: fromColumn(year.startsOn) },
  });
  return count;
}
