/** The queue of a full day as the office reads it: who is next, and why. Reading names is a look that leaves its trace. */
import { activitiesOfOffice, type OfficeScope } from "@/lib/access/gate";
import { prioritiesOf } from "@/lib/deadline/rules-priorities";
import { record } from "@/lib/evidence/record";
import { type CivilDate, type CivilDateTime, fromColumn, parisOf } from "@/lib/kernel/civil-date";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import type { Context } from "@/lib/server/context";
import { inOrder } from "./rules";

export type QueueRow = {
  id: string;
  /** Null while a place is kept for the child. */
  rank: number | null;
  child: string;
  priority: number;
  /** The priority of the rules that the child met when it joined; null when it met none. */
  label: string | null;
  since: CivilDateTime;
  offeredUntil: CivilDateTime | null;
};

export type Queue = {
  day: CivilDate;
  activity: { id: string; nameFr: string; nameEn: string; siteName: string };
  hasPriorities: boolean;
  rows: QueueRow[];
};

/** Null when the day is not in the agent's sites. */
export async function queueForOffice(context: Context, scope: OfficeScope, id: string): Promise<Queue | null> {
  const { tx } = context;
  const found = await tx.activityDay.findFirst({
    where: { id, activity: activitiesOfOffice(scope) },
    include: { activity: { include: { site: { select: { name: true } } } } },
  });
  if (!found) return null;
  const { activity } = found;
  const day = fromColumn(found.day);
  const [entries, history] = await Promise.all([
    tx.waitingEntry.findMany({ where: { activityDayId: id, state: { in: ["waiting", "offered"] } } }),
    rulesHistory(tx),
  ]);
  const children = await tx.child.findMany({
    where: { id: { in: entries.map(({ childId }) => childId) } },
    select: { id: true, firstName: true, lastName: true },
  });
  const rules = rulesOn(history, day);
  const labels = rules ? prioritiesOf(rules.file, activity.ruleCode) : [];
  const nameOf = (childId: string) => {
    const child = children.find((one) => one.id === childId);
    return child ? `${child.lastName} ${child.firstName}` : "";
  };
  if (entries.length > 0) {
    const body = { activityDayId: id, day, children: entries.length, purpose: "waiting-list" };
    const object = { kind: "activity-day", id };
    await record(context, { type: "attendance.list-consulted", subject: null, object, body });
  }
  const offered = entries.filter(({ state }) => state === "offered");
  const rows = [...inOrder(offered), ...inOrder(entries.filter(({ state }) => state === "waiting"))];
  return {
    day,
    activity: { id: activity.id, nameFr: activity.nameFr, nameEn: activity.nameEn, siteName: activity.site.name },
    hasPriorities: labels.length > 0,
    rows: rows.map((row, index) => ({
      ...{ id: row.id, child: nameOf(row.childId), priority: row.priority, since: parisOf(row.createdAt).moment },
      rank: row.state === "offered" ? null : index + 1 - offered.length,
      label: labels[row.priority - 1] ?? null,
      offeredUntil: row.offerExpiresAt && row.state === "offered" ? parisOf(row.offerExpiresAt).moment : null,
    })),
  };
}
