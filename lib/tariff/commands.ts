/** Price lists by version: a new one with its day of effect closes the one before. A list in use is never edited (facts: domain-rules 7, 10). */
import { activitiesOfOffice, type OfficeScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { addDays, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { NewVersion } from "./schema-version";

export async function addVersion(
  context: Context,
  form: NewVersion,
  scope: OfficeScope,
): Promise<Outcome<object, "in-the-past" | "same-day">> {
  const { tx, now, today, actor } = context;
  const activity = await tx.activity.findFirst({
    where: { AND: [{ id: form.activityId }, activitiesOfOffice(scope)] },
    select: { id: true, nameFr: true, tariffs: { orderBy: { since: "asc" } } },
  });
  if (!activity) throw new NotFound();
  if (form.since <= today) return refused("in-the-past");
  if (activity.tariffs.some((version) => fromColumn(version.since) === form.since)) return refused("same-day");
  const before = activity.tariffs.filter((version) => fromColumn(version.since) < form.since).at(-1);
  const next = activity.tariffs.find((version) => fromColumn(version.since) > form.since);
  const until = next ? addDays(fromColumn(next.since), -1) : null;
  if (before) {
    const end = toColumn(addDays(form.since, -1));
    await tx.tariffVersion.update({ where: { id: before.id }, data: { until: end } });
  }
  const id = newId();
  await tx.tariffVersion.create({
    data: {
      ...{ id, activityId: activity.id, label: form.label, since: toColumn(form.since), rule: form.rule },
      ...{ until: until === null ? null : toColumn(until), createdAt: now, createdById: actor?.accountId ?? null },
    },
  });
  await record(context, {
    type: "tariff.changed",
    subject: null,
    object: { kind: "tariff-version", id },
    body: {
      activityId: activity.id,
      activity: activity.nameFr,
      label: form.label,
      since: form.since,
      rule: JSON.stringify(form.rule),
      ...(before && { closes: before.id }),
    },
  });
  return done();
}
